package io.ironwake.ui;

import io.ironwake.hardware.Expectations;
import io.ironwake.hardware.ExpectedHardware;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineSnapshot;
import io.ironwake.net.MacAddress;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One piece of expected hardware in the words of the page.
 *
 * @param machine the id of the machine that came; empty while none has
 */
public record ExpectedLine(
    String name, String known, String wanted, String machine, String machineName) {
  static ExpectedLine of(Expectations.Stored stored, MachineSnapshot machines) {
    ExpectedHardware it = stored.expected();
    Optional<Machine> came = stored.machine().flatMap(machines::byId);
    return new ExpectedLine(
        it.name(),
        known(it),
        wanted(it),
        came.map(Machine::id).map(UUID::toString).orElse(""),
        came.map(Machine::name).orElse(""));
  }

  private static String known(ExpectedHardware it) {
    return Stream.of(
            it.serial().stream().map(text -> "serial " + text),
            it.uuid().stream().map(uuid -> "uuid " + uuid),
            it.macs().stream().map(MacAddress::toString))
        .flatMap(part -> part)
        .collect(Collectors.joining(", "));
  }

  private static String wanted(ExpectedHardware it) {
    String size = it.diskGb() == 0 ? "" : " of " + it.diskGb() + " GB";
    return Stream.of(
            it.profile().stream(),
            Stream.of(Words.labels(it.labels())).filter(text -> !text.isEmpty()),
            List.of(it.memoryGib()).stream().filter(gib -> gib > 0).map(gib -> gib + " GiB"),
            List.of(it.disks()).stream().filter(n -> n > 0).map(n -> n + " disks" + size))
        .flatMap(part -> part)
        .collect(Collectors.joining(", "));
  }
}
