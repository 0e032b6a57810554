package io.ironwake.machine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LocalBoot;
import io.ironwake.profile.GuardView;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.SecretFields;
import io.ironwake.profile.WipeGuard;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A machine as the API shows it: without secrets, with profiles by name.
 *
 * @param stateDetail what belongs to the state: its install, times, attempt, reason
 * @param allowed the events an operator may send now
 * @param arguments kernel arguments of its own, secret values masked
 * @param variables its own, secrets masked
 * @param hardware the labels its inventory gives it; absent before the first
 * @param guard what must be true before its disk is wiped
 * @param quarantine since when and why it is handed no install
 * @param version repeats the ETag
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record MachineView(
    UUID id,
    String name,
    String state,
    Map<String, Object> stateDetail,
    List<String> allowed,
    Optional<String> profile,
    List<String> arguments,
    Optional<String> disk,
    Map<String, String> labels,
    boolean locked,
    Optional<String> live,
    boolean liveOnce,
    Optional<String> loader,
    Optional<String> localBoot,
    Optional<UUID> smbiosUuid,
    Optional<String> serial,
    int installs,
    List<Nic> nics,
    Optional<Map<String, String>> hardware,
    Map<String, Object> variables,
    Optional<GuardView> guard,
    Optional<Safety.Quarantine> quarantine,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * One network interface.
   *
   * @param proposed the machine an operator may join it to
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Nic(String mac, Optional<UUID> proposed) {}

  private static Map<String, Object> detail(MachineState state) {
    Map<String, Object> detail = new TreeMap<>();
    state.currentInstall().ifPresent(install -> detail.put("install", install));
    switch (state) {
      case MachineState.Discovered s -> {}
      case MachineState.Retired s -> {}
      case MachineState.Approved s -> detail.put("until", s.until());
      case MachineState.Installing s -> {
        detail.put("attempt", s.attempt());
        detail.put("since", s.since());
        s.configAt().ifPresent(at -> detail.put("config-at", at));
      }
      case MachineState.Installed s -> detail.put("at", s.at());
      case MachineState.Failed s -> {
        detail.put("at", s.at());
        detail.put("reason", s.reason());
      }
    }
    return detail;
  }

  /** The view of a machine. */
  public static MachineView of(Machine machine, ProfileNames profiles) {
    return new MachineView(
        machine.id(),
        machine.name(),
        machine.state().name(),
        detail(machine.state()),
        Lifecycle.operatorEvents(machine.state()),
        machine.profile().flatMap(profiles::nameOf),
        new KernelArgs(machine.arguments()).masked().words(),
        machine.disk(),
        new TreeMap<>(machine.labels()),
        machine.locked(),
        machine.live().flatMap(profiles::nameOf),
        machine.liveOnce(),
        machine.boot().loader().map(LoaderChoice::text),
        machine.boot().localBoot().map(LocalBoot::word),
        machine.smbiosUuid(),
        machine.serial(),
        machine.installs(),
        machine.nics().stream().map(nic -> new Nic(nic.mac().toString(), nic.proposed())).toList(),
        machine.hardware().map(HardwareSummary::labels),
        SecretFields.mask(machine.variables()),
        Optional.of(machine.safety().guard())
            .filter(guard -> !guard.equals(WipeGuard.NONE))
            .map(GuardView::of),
        machine.safety().quarantine(),
        machine.version(),
        machine.createdAt(),
        machine.updatedAt());
  }
}
