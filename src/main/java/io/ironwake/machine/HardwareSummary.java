package io.ironwake.machine;

import io.ironwake.machine.HardwareFacts.Neighbour;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import io.ironwake.net.SmbiosUuid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What is kept in memory of a machine's inventory: enough to search, to select and to compare by.
 *
 * @param takenAt when the inventory was taken
 * @param manufacturer SMBIOS manufacturer, product and board as they were sent
 * @param uuid the SMBIOS uuid the inspector read, unless it is a placeholder
 * @param serial likewise
 * @param memoryBytes of RAM
 * @param diskBytes the size of each disk
 * @param macs of every NIC the inspector saw
 * @param lldpSwitch the name, or else the chassis id, of the switch at the first NIC that has one
 */
@Pure
public record HardwareSummary(
    Instant takenAt,
    Optional<String> manufacturer,
    Optional<String> product,
    Optional<String> board,
    Optional<UUID> uuid,
    Optional<String> serial,
    Optional<String> bios,
    long memoryBytes,
    Optional<String> cpuModel,
    int sockets,
    int cores,
    int threads,
    String arch,
    boolean virtual,
    List<Long> diskBytes,
    List<MacAddress> macs,
    Optional<String> lldpSwitch,
    Optional<String> lldpPort) {
  /** What every label made of an inventory begins with. */
  public static final String PREFIX = "hw.";

  private static final int LONGEST = 63;
  private static final double GIB = 1L << 30;
  private static final double GB = 1e9;

  public HardwareSummary {
    manufacturer = manufacturer.map(String::intern);
    product = product.map(String::intern);
    board = board.map(String::intern);
    bios = bios.map(String::intern);
    cpuModel = cpuModel.map(String::intern);
    arch = arch.intern();
    lldpSwitch = lldpSwitch.map(String::intern);
    diskBytes = List.copyOf(diskBytes);
    macs = List.copyOf(macs);
  }

  /** The summary of an inventory. */
  public static HardwareSummary of(HardwareFacts facts) {
    Optional<Neighbour> neighbour =
        facts.nics().stream().flatMap(nic -> nic.neighbour().stream()).findFirst();
    HardwareFacts.Dmi dmi = facts.dmi();
    HardwareFacts.Cpu cpu = facts.cpu();
    return new HardwareSummary(
        facts.takenAt(),
        dmi.manufacturer(),
        dmi.product(),
        dmi.board(),
        dmi.realUuid(),
        dmi.realSerial(),
        dmi.biosVersion(),
        facts.memoryBytes(),
        cpu.model(),
        cpu.sockets(),
        cpu.cores(),
        cpu.threads(),
        cpu.arch(),
        cpu.flags().contains("hypervisor"),
        facts.disks().stream().map(HardwareFacts.Disk::bytes).toList(),
        facts.nics().stream().map(HardwareFacts.Nic::mac).toList(),
        neighbour.flatMap(it -> it.system().or(it::chassis)),
        neighbour.flatMap(Neighbour::port));
  }

  /** The labels an inventory gives its machine, by key; what is not known is not among them. */
  public Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    text(labels, "manufacturer", manufacturer);
    text(labels, "product", product);
    text(labels, "board", board);
    text(labels, "serial", serial);
    text(labels, "bios", bios);
    text(labels, "cpu-model", cpuModel);
    text(labels, "cpu-arch", Optional.of(arch));
    text(labels, "lldp-switch", lldpSwitch);
    text(labels, "lldp-port", lldpPort);
    number(labels, "memory-gib", Math.round(memoryBytes / GIB));
    number(labels, "cpu-sockets", sockets);
    number(labels, "cpu-cores", cores);
    number(labels, "cpu-threads", threads);
    number(labels, "disk-count", diskBytes.size());
    number(labels, "disk-gb", Math.round(diskBytes.stream().mapToLong(it -> it).sum() / GB));
    number(labels, "nic-count", macs.size());
    labels.put(PREFIX + "virtual", Boolean.toString(virtual));
    return labels;
  }

  private static void text(Map<String, String> labels, String key, Optional<String> value) {
    value
        .map(HardwareSummary::labelValue)
        .filter(it -> !it.isEmpty())
        .ifPresent(it -> labels.put(PREFIX + key, it));
  }

  private static void number(Map<String, String> labels, String key, long value) {
    labels.put(PREFIX + key, Long.toString(value));
  }

  /**
   * A text as a label's value: letters, digits, dot, dash and underscore, beginning and ending with
   * a letter or digit, at most 63; all else becomes one dash.
   */
  static String labelValue(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9._]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
    String cut = plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    return cut.replaceAll("[^A-Za-z0-9]+$", "");
  }

  /** The texts a search looks through. */
  Stream<String> texts() {
    return Stream.concat(
        Stream.of(
                manufacturer,
                product,
                board,
                serial,
                cpuModel,
                lldpSwitch,
                lldpPort,
                uuid.map(UUID::toString))
            .flatMap(Optional::stream),
        macs.stream().map(MacAddress::toString));
  }

  /** True when it was taken from a machine with another SMBIOS uuid or serial than these. */
  public boolean contradicts(Optional<UUID> recordedUuid, Optional<String> recordedSerial) {
    boolean otherUuid =
        recordedUuid.isPresent()
            && uuid.filter(it -> !SmbiosUuid.same(recordedUuid.get(), it)).isPresent();
    boolean otherSerial =
        recordedSerial.isPresent() && serial.filter(it -> !it.equals(recordedSerial.get())).isPresent();
    return otherUuid || otherSerial;
  }
}
