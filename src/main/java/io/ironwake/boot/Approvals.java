package io.ironwake.boot;

import io.ironwake.boot.ApprovalCheck.Ready;
import io.ironwake.cluster.Seat;
import io.ironwake.cluster.Seats;
import io.ironwake.machine.InstallContribution.Membership;
import io.ironwake.machine.LifecycleEvent;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.problem.Problem;
import io.ironwake.store.ChangeLog;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The operator's yes: it checks everything that can be checked, freezes it as one install, and arms
 * the machine.
 */
@ApplicationScoped
public class Approvals {
  /** How long an approval lives unless the operator says otherwise. */
  public static final Duration LIFETIME = Duration.ofHours(24);

  /** In a refusal: this cluster was changed by another approval, so its machines' places are. */
  private static final String CLUSTER = "cluster";

  private static final int TRIES = 3;
  private static final Duration LONGEST = Duration.ofDays(30);

  private final Machines machines;
  private final ApprovalCheck check;
  private final Memberships memberships;
  private final Seats seats;
  private final InstallRows rows;
  private final Transactions transactions;
  private final ChangeLog changes;
  private final NewInstalls newInstalls;

  Approvals(
      Machines machines,
      ApprovalCheck check,
      Memberships memberships,
      Seats seats,
      InstallRows rows,
      Transactions transactions,
      ChangeLog changes,
      NewInstalls newInstalls) {
    this.machines = machines;
    this.check = check;
    this.memberships = memberships;
    this.seats = seats;
    this.rows = rows;
    this.transactions = transactions;
    this.changes = changes;
    this.newInstalls = newInstalls;
  }

  /**
   * How to approve.
   *
   * @param reinstall the second key for a machine that is INSTALLED
   * @param version the machine's version the operator looked at (If-Match); demanded for a
   *     reinstall
   * @param lifetime until the approval expires; at most 30 days
   * @param replaceMember the third key, for an installed member of a cluster: the cluster's name
   */
  public record Approval(
      boolean reinstall,
      Optional<Long> version,
      Optional<Duration> lifetime,
      Optional<String> replaceMember) {
    /** A first approval with the default lifetime. */
    public static final Approval PLAIN = new Approval(false, Optional.empty(), Optional.empty());

    /** An approval that takes no member from a cluster. */
    public Approval(boolean reinstall, Optional<Long> version, Optional<Duration> lifetime) {
      this(reinstall, version, lifetime, Optional.empty());
    }

    public Approval {
      lifetime
          .filter(d -> d.isNegative() || d.isZero() || d.compareTo(LONGEST) > 0)
          .ifPresent(Approval::refuse);
    }

    /** The same against a version, unless it names one. */
    Approval against(long seen) {
      return new Approval(reinstall, version.or(() -> Optional.of(seen)), lifetime, replaceMember);
    }

    private static void refuse(Duration lifetime) {
      throw Problem.invalid(
          "an approval lives more than 0 seconds and at most 30 days, not " + lifetime);
    }
  }

  /**
   * Approves one install.
   *
   * @throws Problem NOT_APPROVABLE with every reason, ILLEGAL_TRANSITION, STALE,
   *     PRECONDITION_REQUIRED, NOT_FOUND
   */
  public Machine approve(UUID id, Approval approval, String actor) {
    return approve(id, approval, actor, TRIES);
  }

  /**
   * A machine that boots right now changes while its assets are checked; then it is checked again.
   */
  private Machine approve(UUID id, Approval approval, String actor, int triesLeft) {
    Machine seen = transactions.call(() -> machines.currentNow(id));
    requireKeys(seen, approval);
    Ready ready = check.check(seen);
    try {
      return transactions.call(() -> approveNow(seen, ready, approval, actor));
    } catch (Problem e) {
      boolean changedWhileChecked =
          e.kind() == Problem.Kind.STALE
              && (approval.version().isEmpty() || e.extensions().containsKey(CLUSTER))
              && triesLeft > 0;
      if (!changedWhileChecked) {
        throw e;
      }
      return approve(id, approval, actor, triesLeft - 1);
    }
  }

  private void requireKeys(Machine seen, Approval approval) {
    if (seen.state() instanceof MachineState.Installed
        && approval.reinstall()
        && approval.version().isEmpty()) {
      throw Problem.of(
          Problem.Kind.PRECONDITION_REQUIRED,
          "a reinstall wipes the machine, so it needs If-Match with the ETag you looked at, \""
              + seen.version()
              + "\" now");
    }
    requireMemberKey(seen, approval);
  }

  /** Whoever wipes a member must know of which cluster. */
  private void requireMemberKey(Machine machine, Approval approval) {
    Optional<Membership> member =
        machine.state() instanceof MachineState.Installed
            ? memberships.of(machine)
            : Optional.empty();
    member
        .filter(it -> !approval.replaceMember().equals(Optional.of(it.cluster())))
        .ifPresent(
            it -> {
              throw Problem.of(
                  Problem.Kind.CONFLICT,
                  "machine '"
                      + machine.name()
                      + "' is "
                      + it.role()
                      + " of cluster '"
                      + it.cluster()
                      + "': "
                      + it.warning()
                      + "; if it is to be wiped, say replace-member: "
                      + it.cluster()
                      + " too",
                  Map.of("cluster", it.cluster(), "role", it.role()));
            });
  }

  /**
   * The same without a trace: what {@link #approve} would refuse is refused.
   *
   * @return the machine as it would be approved
   */
  Machine rehearse(UUID id, Approval approval, String actor) {
    Machine seen = transactions.call(() -> machines.currentNow(id));
    requireKeys(seen, approval);
    Ready ready = check.check(seen);
    try {
      transactions.run(
          () -> {
            throw new Rehearsed(approveNow(seen, ready, approval, actor));
          });
      throw new IllegalStateException("a rehearsal came to its end");
    } catch (Rehearsed end) {
      return end.machine;
    }
  }

  /** Takes a rehearsal's transaction back. */
  private static final class Rehearsed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Machine machine;

    Rehearsed(Machine machine) {
      super(null, null, false, false);
      this.machine = machine;
    }
  }

  /**
   * Approves many, or none if one of them is refused. Machines of one cluster are checked as all
   * the others and then approved in turn, since each one's place depends on those before it.
   *
   * @throws Problem of the first that is refused
   */
  List<Machine> approveAll(Map<UUID, Approval> all, String actor) {
    Map<Machine, Ready> ready = new LinkedHashMap<>();
    for (Map.Entry<UUID, Approval> each : all.entrySet()) {
      Machine seen = transactions.call(() -> machines.currentNow(each.getKey()));
      requireKeys(seen, each.getValue());
      ready.put(seen, check.check(seen));
    }
    if (shareACluster(ready.values())) {
      all.forEach((id, approval) -> rehearse(id, approval, actor));
      return all.entrySet().stream()
          .map(each -> approve(each.getKey(), each.getValue(), actor))
          .toList();
    }
    return transactions.call(
        () ->
            ready.entrySet().stream()
                .map(
                    each ->
                        approveNow(
                            each.getKey(),
                            each.getValue(),
                            Objects.requireNonNull(all.get(each.getKey().id())),
                            actor))
                .toList());
  }

  private static boolean shareACluster(Collection<Ready> all) {
    List<UUID> clusters = all.stream().flatMap(each -> each.seat().stream()).map(Seat::id).toList();
    return new HashSet<>(clusters).size() < clusters.size();
  }

  private static Duration expiry(Approval approval) {
    return approval.lifetime().orElse(LIFETIME);
  }

  private Machine approveNow(Machine seen, Ready ready, Approval approval, String actor) {
    Machine current = machines.currentNow(seen.id());
    if (current.version() != approval.version().orElse(seen.version())) {
      throw Problem.of(
          Problem.Kind.STALE,
          "machine '"
              + seen.name()
              + "' changed meanwhile; read it again and repeat with the ETag \""
              + current.version()
              + "\"",
          Map.of("version", current.version()));
    }
    InstallEntity row = newInstalls.of(current, ready, expiry(approval), actor);
    Machine approved =
        machines.sendNow(
            current.id(),
            new LifecycleEvent.Approve(row.id, row.expiresAt, approval.reinstall()),
            actor,
            Map.of(
                "install",
                row.number,
                "profile",
                row.profile,
                "disk",
                String.valueOf(row.disk),
                "guard",
                ready.guard(),
                "until",
                row.expiresAt.toString()));
    rows.persist(row);
    ready.seat().ifPresent(seat -> takeNow(seat, row.id));
    changes.record(Installs.KIND, row.id);
    return approved;
  }

  private void takeNow(Seat seat, UUID install) {
    if (!seats.takeNow(seat, install)) {
      throw Problem.of(
          Problem.Kind.STALE,
          "another machine of cluster '" + seat.cluster() + "' was approved meanwhile; repeat",
          Map.of(CLUSTER, seat.cluster()));
    }
  }
}
