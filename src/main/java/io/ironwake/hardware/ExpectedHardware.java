package io.ironwake.hardware;

import io.ironwake.hardware.Finding.Severity;
import io.ironwake.machine.HardwareSummary;
import io.ironwake.machine.Machine;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import io.ironwake.net.SmbiosUuid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A machine that is to arrive: how it will be known, what it is to be, and what must be in it.
 *
 * @param name of the machine it becomes
 * @param uuid its SMBIOS uuid
 * @param serial its SMBIOS serial number
 * @param macs of any of its NICs
 * @param labels it gets, beside those it has
 * @param profile by name, for a machine that has none; it is not approved by it
 * @param memoryGib of RAM at least
 * @param disks at least so many of at least {@code diskGb}
 * @param diskGb the smallest disk that counts, in 10^9 bytes; 0 counts all
 */
@Pure
public record ExpectedHardware(
    String name,
    Optional<UUID> uuid,
    Optional<String> serial,
    List<MacAddress> macs,
    Map<String, String> labels,
    Optional<String> profile,
    int memoryGib,
    int disks,
    int diskGb) {
  private static final double GIB = 1L << 30;
  private static final long GB = 1_000_000_000L;

  /**
   * @throws IllegalArgumentException naming the key and the fix
   */
  public ExpectedHardware {
    macs = List.copyOf(macs);
    labels = Map.copyOf(labels);
    if (!name.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
      throw new IllegalArgumentException(
          "name '" + name + "' is not a DNS label; use 1 to 63 of a-z, 0-9 and '-'");
    }
    if (uuid.isEmpty() && serial.isEmpty() && macs.isEmpty()) {
      throw new IllegalArgumentException(
          "expected hardware " + name + " needs a serial, a uuid or macs to be known by");
    }
    if (memoryGib < 0 || disks < 0 || diskGb < 0) {
      throw new IllegalArgumentException(
          "expected hardware " + name + ": memory-gib, disks and disk-gb are at least 0");
    }
  }

  /** True when it is known by one of its identities and none speaks against it. */
  boolean isMetBy(Machine machine) {
    boolean byUuid = uuid.filter(it -> hasUuid(machine, it)).isPresent();
    boolean bySerial =
        serial.filter(it -> Identities.serials(machine).anyMatch(it::equals)).isPresent();
    boolean byMac = macs.stream().anyMatch(mac -> hasMac(machine, mac));
    boolean otherUuid =
        uuid.isPresent() && !byUuid && Identities.uuids(machine).findAny().isPresent();
    boolean otherSerial =
        serial.isPresent() && !bySerial && Identities.serials(machine).findAny().isPresent();
    return (byUuid || bySerial || byMac) && !otherUuid && !otherSerial;
  }

  private static boolean hasUuid(Machine machine, UUID uuid) {
    return Identities.uuids(machine).anyMatch(it -> SmbiosUuid.same(it, uuid));
  }

  private static boolean hasMac(Machine machine, MacAddress mac) {
    return machine.nics().stream().anyMatch(nic -> nic.mac().equals(mac))
        || Identities.seenMacs(machine).anyMatch(mac::equals);
  }

  /** What the machine that came lacks, by its inventory. */
  Optional<Finding> deviation(Machine machine) {
    List<String> lacks = machine.hardware().map(it -> lacks(machine, it)).orElse(List.of());
    return lacks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "less-than-expected",
                Severity.ERROR,
                "'"
                    + machine.name()
                    + "' came with less than was expected: "
                    + String.join("; ", lacks),
                "look at the modules and disks that are not found and inspect it again, or change what is expected"));
  }

  private List<String> lacks(Machine machine, HardwareSummary found) {
    List<String> lacks = new ArrayList<>();
    long gib = Math.round(found.memoryBytes() / GIB);
    if (gib < memoryGib) {
      lacks.add(gib + " GiB of memory instead of " + memoryGib);
    }
    long counted = found.diskBytes().stream().filter(it -> it >= diskGb * GB).count();
    if (counted < disks) {
      String least = diskGb == 0 ? "" : " of at least " + diskGb + " GB";
      lacks.add(counted + " disks" + least + " instead of " + disks);
    }
    macs.stream().filter(mac -> !hasMac(machine, mac)).forEach(mac -> lacks.add("no NIC " + mac));
    return lacks;
  }
}
