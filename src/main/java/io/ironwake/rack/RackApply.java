package io.ironwake.rack;

import io.ironwake.problem.Problem;
import io.ironwake.rack.RackFile.Item;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes the database what is declared, in one transaction: one bad thing and nothing is applied.
 * Applying the same again changes nothing; what is not named stays. {@code approved: true} acts
 * only on a machine that was never installed, and only where {@link Continuity} knows that the
 * database was not restored or begun anew.
 */
@ApplicationScoped
public class RackApply {
  static final String ACTOR = "rack.yaml";

  private final Instance<DeclaredKind<?>> kinds;
  private final DeclaredApprovals approvals;
  private final Transactions transactions;

  RackApply(
      @Any Instance<DeclaredKind<?>> kinds,
      DeclaredApprovals approvals,
      Transactions transactions) {
    this.kinds = kinds;
    this.approvals = approvals;
    this.transactions = transactions;
  }

  /**
   * What applying did.
   *
   * @param changes one sentence for each thing created or changed
   * @param waiting one sentence for each approval that was declared and not given, with the reason
   */
  public record Outcome(List<String> changes, List<String> waiting) {}

  /**
   * How to apply.
   *
   * @param actor whom the audit names
   * @param dryRun does everything and takes it back
   * @param lenient see {@link ApplyRun}
   * @param prune the kinds of which everything that is not declared is deleted
   * @param approvalsWait why no approval acts, if none does
   */
  record Order(
      String actor,
      boolean dryRun,
      boolean lenient,
      Set<Kind<?>> prune,
      Optional<String> approvalsWait) {}

  /**
   * What it came to.
   *
   * @param changes in the order of application, unchanged things among them
   * @param approved one sentence for each approval given, or asked for in a dry run
   * @param waiting one sentence for each thing not done, with the reason
   */
  record Applied(List<Change> changes, List<String> approved, List<String> waiting) {}

  /** Ends a dry run's transaction, so that nothing of it stays. */
  private static final class TakenBack extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Applied applied;

    TakenBack(Applied applied) {
      super("a dry run is taken back", null, false, false);
      this.applied = applied;
    }
  }

  /**
   * Applies a file, or a folder of files, at the start.
   *
   * @param acceptApprovals false when approvals in the file must wait; {@code why} then says why
   * @throws Problem with everything that is wrong, each with file, line and column; nothing has
   *     been applied then
   */
  public Outcome apply(Path path, boolean acceptApprovals, String why) {
    return apply(RackFile.read(path), acceptApprovals, why);
  }

  Outcome apply(RackFile file, boolean acceptApprovals, String why) {
    Optional<String> wait = acceptApprovals ? Optional.empty() : Optional.of(why);
    Applied applied = apply(file, new Order(ACTOR, false, true, Set.of(), wait));
    List<String> said = new ArrayList<>();
    applied.changes.stream()
        .filter(each -> !each.isNone())
        .map(Change::sentence)
        .forEach(said::add);
    said.addAll(applied.approved);
    return new Outcome(said, applied.waiting);
  }

  /**
   * Applies what is declared.
   *
   * @throws Problem with everything that is wrong; nothing has been applied then
   */
  Applied apply(RackFile file, Order order) {
    Applied stored = store(file, order);
    List<String> approved = new ArrayList<>();
    List<String> waiting = new ArrayList<>(stored.waiting);
    for (Item<RackFile.DeclaredMachine> item : file.machines()) {
      if (!order.dryRun) {
        approvals.approve(item.value(), order.approvalsWait, order.actor, approved, waiting);
      } else if (approvals.wouldAsk(item.value())) {
        String name = "machine " + item.value().name().orElse("without a name");
        order.approvalsWait.ifPresentOrElse(
            why -> waiting.add(name + " would not be approved: " + why),
            () -> approved.add(name + " would be approved, if its assets and config allow it"));
      }
    }
    return new Applied(stored.changes, approved, waiting);
  }

  private Applied store(RackFile file, Order order) {
    try {
      return transactions.call(
          () -> {
            Applied applied = storeNow(file, order);
            if (order.dryRun) {
              throw new TakenBack(applied);
            }
            return applied;
          });
    } catch (TakenBack taken) {
      return taken.applied;
    }
  }

  private Applied storeNow(RackFile file, Order order) {
    ApplyRun run = new ApplyRun(file, order.actor, order.lenient);
    List<Change> changes = new ArrayList<>();
    Refusal refusal = new Refusal();
    DeclaredMachines.requireUnique(file.machines(), refusal);
    refusal.throwIfAny();
    for (Kind<?> kind : Kind.ALL) {
      applyAll(of(kind), run, changes, refusal);
    }
    for (Kind<?> kind : Kind.ALL.reversed()) {
      if (order.prune.contains(kind)) {
        prune(of(kind), run, changes, refusal);
      }
    }
    refusal.throwIfAny();
    return new Applied(List.copyOf(changes), List.of(), List.copyOf(run.waiting()));
  }

  /** What applies things of a kind. */
  @SuppressWarnings("unchecked")
  <T> DeclaredKind<T> of(Kind<T> kind) {
    return (DeclaredKind<T>)
        kinds.stream().filter(each -> each.kind().equals(kind)).findFirst().orElseThrow();
  }

  private static <T> void applyAll(
      DeclaredKind<T> kind, ApplyRun run, List<Change> changes, Refusal refusal) {
    for (Item<T> item : run.file().of(kind.kind())) {
      refusal.gather(
          () -> item.locating(value -> kind.applyNow(value, run).ifPresent(changes::add)));
    }
  }

  private static <T> void prune(
      DeclaredKind<T> kind, ApplyRun run, List<Change> changes, Refusal refusal) {
    Set<String> declared =
        run.file().of(kind.kind()).stream()
            .flatMap(item -> kind.kind().key().apply(item.value()).stream())
            .collect(Collectors.toSet());
    kind.all().stream()
        .filter(doc -> !declared.contains(doc.name()))
        .forEach(doc -> refusal.gather(() -> kind.deleteNow(doc, run).ifPresent(changes::add)));
  }
}
