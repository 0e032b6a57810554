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
   * One of {@link #labels} without making the others: a search asks it of every machine.
   *
   * @param key as a label's
   */
  Optional<String> label(String key) {
    return switch (key) {
      case "hw.memory-gib" -> Optional.of(Long.toString(Math.round(memoryBytes / GIB)));
      case "hw.cpu-cores" -> Optional.of(Integer.toString(cores));
      case "hw.disk-count" -> Optional.of(Integer.toString(diskBytes.size()));
      case "hw.nic-count" -> Optional.of(Integer.toString(macs.size()));
      case "hw.manufacturer" -> worded(manufacturer);
      case "hw.product" -> worded(product);
      case "hw.serial" -> worded(serial);
      case "hw.lldp-switch" -> worded(lldpSwitch);
      default -> key.startsWith(PREFIX) ? Optional.ofNullable(labels().get(key)) : Optional.empty();
    };
  }

  private static Optional<String> worded(Optional<String> text) {
    return text.map(HardwareSummary::labelValue).filter(it -> !it.isEmpty());
  }

  /**
   * A text as a label's value: letters, digits, dot, dash and underscore, beginning and ending with
   * a letter or digit, at most 63; all else becomes one dash.
   */
  static String labelValue(String text) {
    StringBuilder value = new StringBuilder(text.length());
    for (int i = 0; i < text.length() && value.length() < LONGEST; i++) {
      char each = text.charAt(i);
      boolean plain = isWord(each) || each == '.' || each == '_';
      boolean dash = !plain && !value.isEmpty() && value.charAt(value.length() - 1) != '-';
      if (isWord(each) || plain && !value.isEmpty()) {
        value.append(each);
      } else if (dash) {
        value.append('-');
      }
    }
    while (!value.isEmpty() && !isWord(value.charAt(value.length() - 1))) {
      value.setLength(value.length() - 1);
    }
    return value.toString();
  }

  private static boolean isWord(char each) {
    return each >= '0' && each <= '9' || each >= 'a' && each <= 'z' || each >= 'A' && each <= 'Z';
  }

  /** True when a search for {@code word} finds what the inspector read. */
  boolean mentions(SearchWord word) {
    return word.isIn(manufacturer)
        || word.isIn(product)
        || word.isIn(board)
        || word.isIn(serial)
        || word.isIn(cpuModel)
        || word.isIn(lldpSwitch)
        || word.isIn(lldpPort)
        || word.isHexadecimal()
            && (word.isIn(uuid.map(UUID::toString))
                || macs.stream().anyMatch(mac -> word.isIn(mac.toString())));
  }

  /** True when it was taken from a machine with another SMBIOS uuid or serial than these. */
  public boolean contradicts(Optional<UUID> recordedUuid, Optional<String> recordedSerial) {
    boolean otherUuid =
        recordedUuid.isPresent()
            && uuid.filter(it -> !SmbiosUuid.same(recordedUuid.get(), it)).isPresent();
    boolean otherSerial =
        recordedSerial.isPresent()
            && serial.filter(it -> !it.equals(recordedSerial.get())).isPresent();
    return otherUuid || otherSerial;
  }
}
