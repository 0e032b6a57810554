package io.ironwake.ui;

import io.ironwake.boot.BootStage;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.net.ClientArch;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says states and times the way an operator would. */
public final class Words {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

  private Words() {}

  /** What a machine's state means, and what comes next. */
  static String sentence(Machine machine, Instant now) {
    return machine
        .safety()
        .quarantine()
        .map(it -> "In quarantine: " + it.reason() + ". Find out why, then release it.")
        .orElseGet(() -> ofState(machine, now));
  }

  private static String ofState(Machine machine, Instant now) {
    return switch (machine.state()) {
      case MachineState.Discovered s -> discovered(machine);
      case MachineState.Approved s ->
          "Installs at its next network boot; the approval ends in " + span(now, s.until()) + ".";
      case MachineState.Installing s when s.configAt().isPresent() ->
          "Its installer has its configuration and is at work, for "
              + span(s.since(), now)
              + "; attempt "
              + s.attempt()
              + ".";
      case MachineState.Installing s ->
          "Install arguments were handed out "
              + span(s.since(), now)
              + " ago; attempt "
              + s.attempt()
              + ".";
      case MachineState.Installed s when s.install().isEmpty() ->
          "Runs from its disk; adopted " + moment(s.at()) + ".";
      case MachineState.Installed s -> "Runs from its disk since " + moment(s.at()) + ".";
      case MachineState.Failed s -> s.reason() + ".";
      case MachineState.Retired s -> "Out of service; no door answers it.";
    };
  }

  private static String discovered(Machine machine) {
    if (machine.profile().isEmpty()) {
      return "Waits for an operator: it has no profile yet.";
    }
    return machine.disk().isEmpty()
        ? "Waits for an operator: it has no disk to install to."
        : "Waits for an operator's approval.";
  }

  /** Labels by key. */
  static String labels(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining(", "));
  }

  /** Something to choose in a form. */
  public record Choice(String value, String label) {}

  static Choice stage(BootStage stage) {
    String label =
        switch (stage) {
          case FIRMWARE -> "PXE firmware";
          case HTTP_BOOT -> "UEFI HTTP Boot";
          case U_BOOT -> "U-Boot";
          case IPXE -> "iPXE";
          case IPXE_WITHOUT_HTTP -> "iPXE without HTTP";
          case SCRIPT -> "iPXE, for its script";
        };
    return new Choice(stage.name(), label);
  }

  static Choice firmware(ClientArch arch) {
    return new Choice(
        arch.name(), arch.name().replace('_', ' ').replace("X86", "x86").replace("X64", "x86-64"));
  }

  /** A moment in the server's time zone. */
  static String moment(Instant at) {
    return MOMENT.format(at);
  }

  /** A length of time in its two largest units. */
  static String span(Instant from, Instant to) {
    Duration span =
        Duration.between(from, to).isNegative() ? Duration.ZERO : Duration.between(from, to);
    if (span.toDays() > 0) {
      return span.toDays() + " d " + span.toHoursPart() + " h";
    }
    if (span.toHours() > 0) {
      return span.toHours() + " h " + span.toMinutesPart() + " min";
    }
    return span.toMinutes() > 0 ? span.toMinutes() + " min" : span.toSeconds() + " s";
  }
}
