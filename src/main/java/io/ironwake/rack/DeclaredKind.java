package io.ironwake.rack;

import io.ironwake.problem.Problem;
import java.util.List;
import java.util.Optional;

/** What one kind needs in order to be applied, exported and pruned; found by CDI. */
interface DeclaredKind<T> {
  Kind<T> kind();

  /** The role that may change things of the kind. */
  default String role() {
    return "operator";
  }

  /**
   * Makes it what is declared, inside the caller's transaction; without a difference it writes
   * nothing.
   *
   * @return empty when it had to be left out, with the reason in {@link ApplyRun#waiting}
   * @throws Problem naming what is wrong and the fix
   */
  Optional<Change> applyNow(T declared, ApplyRun run);

  /** Everything of the kind, by name, from memory. */
  List<Doc> all();

  /**
   * Deletes it inside the caller's transaction.
   *
   * @return empty when it must stay, with the reason in {@link ApplyRun#waiting}
   * @throws Problem when something else still needs it
   */
  Optional<Change> deleteNow(Doc doc, ApplyRun run);
}
