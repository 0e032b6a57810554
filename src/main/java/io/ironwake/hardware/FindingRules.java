package io.ironwake.hardware;

import io.ironwake.hardware.Finding.Severity;
import io.ironwake.machine.HardwareSummary;
import io.ironwake.machine.Machine;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with one machine, by what is known of all; at most one finding of each code. */
@Pure
final class FindingRules {
  private static final String MOVED_FIX =
      "; an install approved for it is not served to another box. If the card was moved, retire or delete the machine it"
          + " came from and join the NIC to where it sits; if not, inspect both again";

  private FindingRules() {}

  /**
   * The findings of one machine.
   *
   * @param expected what was expected to come as this machine, if it was
   */
  static List<Finding> of(
      Machine machine, Identities identities, Optional<ExpectedHardware> expected) {
    return Stream.of(
            another(machine, identities),
            duplicateUuid(machine, identities),
            duplicateSerial(machine, identities),
            nicElsewhere(machine, identities),
            foreignNic(machine, identities),
            nicMissing(machine, identities),
            expected.flatMap(it -> it.deviation(machine)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Finding> another(Machine machine, Identities identities) {
    return machine
        .hardware()
        .filter(it -> it.contradicts(machine.smbiosUuid(), machine.serial()))
        .map(
            it ->
                new Finding(
                    "another-box",
                    Severity.ERROR,
                    "the inventory of '"
                        + machine.name()
                        + "' was taken from a box with another uuid or serial number than it has"
                        + alsoKnown(it, machine, identities),
                    "see whether its NIC was moved or its board replaced; for a new board, delete the machine and let it be"
                        + " discovered anew"));
  }

  private static String alsoKnown(HardwareSummary seen, Machine self, Identities identities) {
    List<Machine> others =
        seen.uuid().stream()
            .flatMap(uuid -> identities.withUuid(uuid).stream())
            .filter(it -> !it.id().equals(self.id()))
            .toList();
    return others.isEmpty() ? "" : ", which is " + names(others);
  }

  private static Optional<Finding> duplicateUuid(Machine machine, Identities identities) {
    return Identities.uuids(machine)
        .flatMap(
            uuid ->
                otherBoxes(machine, identities.withUuid(uuid))
                    .map(
                        others ->
                            new Finding(
                                "duplicate-uuid",
                                Severity.WARNING,
                                "'"
                                    + machine.name()
                                    + "' and "
                                    + names(others)
                                    + " present one SMBIOS uuid, "
                                    + uuid,
                                "inspect both: if they are one box, join its NICs; if they are two, set another uuid with the"
                                    + " board vendor's tool"))
                    .stream())
        .findFirst();
  }

  private static Optional<Finding> duplicateSerial(Machine machine, Identities identities) {
    return Identities.serials(machine)
        .flatMap(
            serial ->
                otherBoxes(machine, identities.withSerial(serial))
                    .map(
                        others ->
                            new Finding(
                                "duplicate-serial",
                                Severity.WARNING,
                                "'"
                                    + machine.name()
                                    + "' and "
                                    + names(others)
                                    + " present one serial number, "
                                    + serial,
                                "inspect both: if they are one box, join its NICs; if they are two, set the serial number with"
                                    + " the board vendor's tool"))
                    .stream())
        .findFirst();
  }

  /** Those of several that are another box: not itself, and no NIC of the one in the other. */
  private static Optional<List<Machine>> otherBoxes(Machine machine, List<Machine> same) {
    List<Machine> others =
        same.stream()
            .filter(it -> !it.id().equals(machine.id()))
            .filter(it -> !Identities.shareNics(machine, it))
            .toList();
    return others.isEmpty() ? Optional.empty() : Optional.of(others);
  }

  private static Optional<Finding> nicElsewhere(Machine machine, Identities identities) {
    List<String> moved = new ArrayList<>();
    for (Machine.Nic nic : machine.nics()) {
      List<Machine> boxes =
          identities.seenWith(nic.mac()).stream()
              .filter(it -> !it.id().equals(machine.id()))
              .toList();
      if (!boxes.isEmpty()) {
        moved.add("NIC " + nic.mac() + " of '" + machine.name() + "' was seen in " + names(boxes));
      }
    }
    return moved.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "nic-elsewhere", Severity.ERROR, joined(moved), "check the cards" + MOVED_FIX));
  }

  private static Optional<Finding> foreignNic(Machine machine, Identities identities) {
    List<String> foreign = new ArrayList<>();
    Identities.seenMacs(machine)
        .distinct()
        .forEach(
            mac ->
                identities
                    .owner(mac)
                    .filter(owner -> !owner.id().equals(machine.id()))
                    .ifPresent(
                        owner ->
                            foreign.add(
                                "'"
                                    + machine.name()
                                    + "' holds NIC "
                                    + mac
                                    + ", which is recorded for '"
                                    + owner.name()
                                    + "'")));
    return foreign.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "foreign-nic", Severity.ERROR, joined(foreign), "check the cards" + MOVED_FIX));
  }

  /** A machine that no inspector saw with any NIC, or that shares them, says it in other words. */
  private static Optional<Finding> nicMissing(Machine machine, Identities identities) {
    List<MacAddress> seen = Identities.seenMacs(machine).toList();
    List<String> missing =
        machine.nics().stream()
            .map(Machine.Nic::mac)
            .filter(mac -> !seen.contains(mac) && identities.seenWith(mac).isEmpty())
            .map(MacAddress::toString)
            .toList();
    return seen.isEmpty() || missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "nic-missing",
                Severity.WARNING,
                "the inventory of '"
                    + machine.name()
                    + "' has no NIC "
                    + String.join(", ", missing),
                "see whether the card is in place and enabled in the firmware; a USB adapter may be gone"));
  }

  private static String names(List<Machine> machines) {
    return machines.stream()
        .map(it -> "'" + it.name() + "'")
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String joined(List<String> texts) {
    return String.join("; ", texts);
  }
}
