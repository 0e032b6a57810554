package io.ironwake.ui;

import io.ironwake.machine.HardwareFacts;
import io.ironwake.machine.HardwareFacts.Neighbour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An inventory in the words of the page.
 *
 * @param taken when and by what
 */
public record HardwareLines(
    String taken, List<Fact> facts, List<DiskLine> disks, List<NicLine> nics) {
  private static final double GIB = 1L << 30;
  private static final double GB = 1e9;

  /** One line of the list. */
  public record Fact(String name, String text) {}

  /** A disk; {@code target} when it is the one the machine installs to. */
  public record DiskLine(
      String name,
      String size,
      String model,
      String serial,
      String kind,
      String links,
      boolean target) {}

  /** A NIC and the other end of its cable. */
  public record NicLine(String name, String mac, String link, String driver, String neighbour) {}

  static HardwareLines of(HardwareFacts facts, Optional<String> disk) {
    return new HardwareLines(
        Words.moment(facts.takenAt()) + ", by " + facts.source(),
        lines(facts),
        facts.disks().stream().map(each -> line(each, disk)).toList(),
        facts.nics().stream().map(HardwareLines::line).toList());
  }

  private static List<Fact> lines(HardwareFacts facts) {
    HardwareFacts.Dmi dmi = facts.dmi();
    HardwareFacts.Cpu cpu = facts.cpu();
    List<Fact> lines = new ArrayList<>();
    add(lines, "Model", words(dmi.manufacturer(), dmi.product()));
    add(lines, "Board", words(dmi.board()));
    add(lines, "Serial", words(dmi.serial()));
    add(lines, "BIOS", words(dmi.biosVersion(), dmi.biosDate()));
    String model = cpu.model().map(it -> it + ", ").orElse("");
    add(
        lines,
        "CPU",
        "%s%d sockets, %d cores, %d threads, %s %s"
            .formatted(
                model,
                cpu.sockets(),
                cpu.cores(),
                cpu.threads(),
                cpu.arch(),
                String.join(" ", cpu.flags())));
    add(lines, "Memory", Math.round(facts.memoryBytes() / GIB) + " GiB");
    return lines;
  }

  private static void add(List<Fact> lines, String name, String text) {
    if (!text.isBlank()) {
      lines.add(new Fact(name, text.strip()));
    }
  }

  @SafeVarargs
  private static String words(Optional<String>... parts) {
    return Stream.of(parts).flatMap(Optional::stream).collect(Collectors.joining(" "));
  }

  private static DiskLine line(HardwareFacts.Disk disk, Optional<String> target) {
    return new DiskLine(
        disk.name(),
        Math.round(disk.bytes() / GB) + " GB",
        disk.model().orElse(""),
        disk.serial().orElse(""),
        disk.transport().map(it -> it + " ").orElse("") + (disk.rotational() ? "disk" : "SSD"),
        String.join(", ", disk.links()),
        target.filter(disk::isNamed).isPresent());
  }

  private static NicLine line(HardwareFacts.Nic nic) {
    String speed = nic.speedMbit().map(it -> it + " Mbit/s").orElse("up");
    return new NicLine(
        nic.name(),
        nic.mac().toString(),
        nic.link() ? speed : "no link",
        nic.driver().orElse(""),
        nic.neighbour().map(HardwareLines::other).orElse(""));
  }

  private static String other(Neighbour neighbour) {
    return words(
        neighbour.system().or(neighbour::chassis), neighbour.port().map(it -> "port " + it));
  }
}
