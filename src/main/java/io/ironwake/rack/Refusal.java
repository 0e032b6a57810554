package io.ironwake.rack;

import io.ironwake.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gathers everything that is wrong, so that the operator mends it in one go. */
final class Refusal {
  /** More would scroll the first, which often is the cause of the rest, out of sight. */
  private static final int MOST = 50;

  private final List<Problem> all = new ArrayList<>();

  /**
   * Runs a step and keeps what it refuses.
   *
   * @throws Problem UNAVAILABLE at once: it says nothing of the document
   */
  void gather(Runnable step) {
    try {
      step.run();
    } catch (Problem wrong) {
      add(wrong);
    }
  }

  void add(Problem wrong) {
    if (wrong.kind() == Problem.Kind.UNAVAILABLE) {
      throw wrong;
    }
    all.add(wrong);
  }

  /**
   * Ends what was refused.
   *
   * @throws Problem the only one as it is; several as one that is INVALID, a line for each
   */
  void throwIfAny() {
    if (all.size() == 1) {
      Problem only = all.getFirst();
      throw Problem.of(only.kind(), only.detail(), with(only, List.of(only.detail())));
    }
    if (!all.isEmpty()) {
      List<String> details = new ArrayList<>();
      all.stream().limit(MOST).map(Problem::detail).forEach(details::add);
      if (all.size() > MOST) {
        details.add("and " + (all.size() - MOST) + " more like these");
      }
      throw Problem.of(Problem.Kind.INVALID, String.join("\n", details), Map.of("errors", details));
    }
  }

  private static Map<String, Object> with(Problem problem, List<String> errors) {
    Map<String, Object> extensions = new java.util.HashMap<>(problem.extensions());
    extensions.put("errors", errors);
    return extensions;
  }
}
