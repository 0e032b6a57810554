package io.ironwake.boot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.access.Token;
import io.ironwake.access.Vault;
import io.ironwake.asset.Release;
import io.ironwake.cluster.Seat;
import io.ironwake.cluster.Seats;
import io.ironwake.config.ConfigException;
import io.ironwake.config.FrozenInstall;
import io.ironwake.machine.LifecycleEvent;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.problem.Problem;
import io.ironwake.profile.Effect;
import io.ironwake.profile.Profile;
import io.ironwake.store.ChangeLog;
import io.ironwake.store.DatabaseTime;
import io.ironwake.store.Transactions;
import io.ironwake.store.Uuid7;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final MachineProfiles profiles;
  private final Freezing freezing;
  private final Seats seats;
  private final Installs installs;
  private final InstallRows rows;
  private final Transactions transactions;
  private final ChangeLog changes;
  private final DatabaseTime time;
  private final Uuid7 ids;
  private final ObjectMapper json;
  private final SecureRandom random = new SecureRandom();

  Approvals(
      Machines machines,
      MachineProfiles profiles,
      Freezing freezing,
      Seats seats,
      Installs installs,
      InstallRows rows,
      Transactions transactions,
      ChangeLog changes,
      DatabaseTime time,
      Uuid7 ids,
      ObjectMapper json) {
    this.machines = machines;
    this.profiles = profiles;
    this.freezing = freezing;
    this.seats = seats;
    this.installs = installs;
    this.rows = rows;
    this.transactions = transactions;
    this.changes = changes;
    this.time = time;
    this.ids = ids;
    this.json = json;
  }

  /**
   * How to approve.
   *
   * @param reinstall the second key for a machine that is INSTALLED
   * @param version the machine's version the operator looked at (If-Match); demanded for a
   *     reinstall
   * @param lifetime until the approval expires; at most 30 days
   */
  public record Approval(boolean reinstall, Optional<Long> version, Optional<Duration> lifetime) {
    /** A first approval with the default lifetime. */
    public static final Approval PLAIN = new Approval(false, Optional.empty(), Optional.empty());

    public Approval {
      lifetime
          .filter(d -> d.isNegative() || d.isZero() || d.compareTo(LONGEST) > 0)
          .ifPresent(Approval::refuse);
    }

    private static void refuse(Duration lifetime) {
      throw Problem.invalid(
          "an approval lives more than 0 seconds and at most 30 days, not " + lifetime);
    }
  }

  /** A checked approval that only needs its rows. */
  private record Ready(
      Profile profile,
      FrozenInstall frozen,
      Map<String, Object> variables,
      Set<String> secrets,
      Release release,
      List<Bundle> more,
      String digests,
      Optional<Seat> seat) {}

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
    if (seen.state() instanceof MachineState.Installed
        && approval.reinstall()
        && approval.version().isEmpty()) {
      throw Problem.of(
          Problem.Kind.PRECONDITION_REQUIRED,
          "a reinstall wipes the machine, so it needs If-Match with the ETag you looked at, \""
              + seen.version()
              + "\" now");
    }
    Ready ready = check(seen);
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

  private Ready check(Machine machine) {
    Profile profile =
        profiles
            .of(machine)
            .map(MachineProfiles.Chosen::profile)
            .orElseThrow(
                () ->
                    notApprovable(
                        machine,
                        List.of("it has no profile, nor has one of its groups; set one first")));
    if (profile.effect() != Effect.INSTALL) {
      throw notApprovable(
          machine,
          List.of(
              "profile '"
                  + profile.name()
                  + "' boots live and installs nothing; set it as live instead"));
    }
    String disk =
        machine
            .disk()
            .orElseThrow(
                () ->
                    notApprovable(
                        machine,
                        List.of("it has no target disk, and there is no default; set disk first")));
    Freezing.Frozen made = freeze(machine, profile, disk);
    Release release = new Release(profile.os().id(), profile.version(), profile.arch().id());
    List<String> faults = installs.faults(release, made.install().assets(), made.more());
    if (!faults.isEmpty()) {
      throw notApprovable(machine, faults);
    }
    return new Ready(
        profile,
        installs.completed(release, made.install()),
        made.variables(),
        made.secrets(),
        release,
        made.more(),
        installs.digests(release, made.install().assets(), made.more()),
        made.seat());
  }

  private Freezing.Frozen freeze(Machine machine, Profile profile, String disk) {
    try {
      return freezing.install(machine, profile, disk);
    } catch (ConfigException e) {
      throw notApprovable(machine, List.of(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw notApprovable(machine, List.of("arguments: " + e.getMessage()));
    }
  }

  private static Problem notApprovable(Machine machine, List<String> reasons) {
    return Problem.of(
        Problem.Kind.NOT_APPROVABLE,
        "machine '" + machine.name() + "' cannot be approved: " + String.join("; ", reasons),
        Map.of("reasons", reasons));
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
    InstallEntity row = newRow(current, ready, approval, actor);
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
                "until",
                row.expiresAt.toString()));
    rows.persist(row);
    ready.seat.ifPresent(seat -> takeNow(seat, row.id));
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

  private InstallEntity newRow(Machine machine, Ready ready, Approval approval, String actor) {
    Token report = Token.random(random);
    InstallEntity row = new InstallEntity();
    row.id = ids.next();
    Vault.Sealed sealed =
        installs.seal(
            row.id,
            new FrozenRecord(
                ready.frozen,
                report.text(),
                ready.release,
                ready.variables,
                ready.more,
                ready.secrets));
    Instant now = time.now();
    row.machine = machine.id();
    row.number = machines.nextInstallNow(machine.id());
    row.profile = ready.profile.name();
    row.profileHash = hash(ready.profile);
    row.completion = ready.profile.completion().name();
    row.way = ready.frozen.way().name();
    row.arguments = ShownLine.of(ready.frozen, ready.release);
    row.disk = machine.disk().orElse(null);
    row.assets = ready.digests;
    row.frozen = sealed.ciphertext();
    row.keyId = sealed.keyId();
    row.reportHash = report.sha256();
    row.approvedBy = actor;
    row.approvedAt = now;
    row.expiresAt = now.plus(approval.lifetime().orElse(LIFETIME));
    return row;
  }

  private byte[] hash(Profile profile) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(json.writeValueAsString(profile).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
