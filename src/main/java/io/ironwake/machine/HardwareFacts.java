package io.ironwake.machine;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import io.ironwake.net.SerialNumber;
import io.ironwake.net.SmbiosUuid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What an inspector saw in a machine. Every part is bounded: a live system on an open network sent
 * it.
 *
 * @param takenAt when it arrived, by the database's clock: the clock of a live system may be wrong
 * @param source what took it, such as {@code flatcar} or {@code inspector}
 * @param memoryBytes of RAM, as the kernel's memory blocks or MemTotal count it
 * @param disks whole disks that could be installed to, in the kernel's order
 * @param nics physical network interfaces
 */
@Pure
public record HardwareFacts(
    Instant takenAt,
    String source,
    Dmi dmi,
    Cpu cpu,
    long memoryBytes,
    List<Disk> disks,
    List<Nic> nics) {
  private static final int MOST_DISKS = 256;
  private static final int MOST_NICS = 64;
  private static final int MOST_LINKS = 16;
  private static final int MOST_FLAGS = 32;

  /** 64 TiB of RAM and 16 EiB of disk are beyond what is built. */
  private static final long MOST_MEMORY = 1L << 46;

  /**
   * @throws IllegalArgumentException naming the field that is out of bounds
   */
  public HardwareFacts {
    FactText.check("source", source);
    FactText.range("memory-bytes", memoryBytes, MOST_MEMORY);
    disks = FactText.list("disks", disks, MOST_DISKS);
    nics = FactText.list("nics", nics, MOST_NICS);
  }

  /**
   * What SMBIOS says (SMBIOS 3 §7.1–7.3), as the kernel shows it; placeholders are kept as they
   * are.
   *
   * @param board the base board's product name
   */
  @Pure
  public record Dmi(
      Optional<String> manufacturer,
      Optional<String> product,
      Optional<String> serial,
      Optional<String> uuid,
      Optional<String> biosVersion,
      Optional<String> biosDate,
      Optional<String> board) {
    public Dmi {
      FactText.check("dmi.manufacturer", manufacturer);
      FactText.check("dmi.product", product);
      FactText.check("dmi.serial", serial);
      FactText.check("dmi.uuid", uuid);
      FactText.check("dmi.bios-version", biosVersion);
      FactText.check("dmi.bios-date", biosDate);
      FactText.check("dmi.board", board);
    }

    /** The system uuid, unless it is a placeholder. */
    public Optional<UUID> realUuid() {
      return uuid.flatMap(SmbiosUuid::parse);
    }

    /** The serial number, unless it is a placeholder. */
    public Optional<String> realSerial() {
      return serial.flatMap(SerialNumber::real);
    }
  }

  /**
   * The processors together.
   *
   * @param cores physical cores of all sockets
   * @param threads logical processors of all sockets
   * @param arch as {@code uname -m} says it, such as {@code x86_64}
   * @param flags those that decide what can run, such as {@code vmx}, {@code svm}, {@code
   *     hypervisor}
   */
  @Pure
  public record Cpu(
      Optional<String> model,
      int sockets,
      int cores,
      int threads,
      String arch,
      List<String> flags) {
    private static final int MOST = 65_536;

    public Cpu {
      FactText.check("cpu.model", model);
      FactText.range("cpu.sockets", sockets, MOST);
      FactText.range("cpu.cores", cores, MOST);
      FactText.range("cpu.threads", threads, MOST);
      FactText.check("cpu.arch", arch);
      flags = FactText.list("cpu.flags", flags, MOST_FLAGS);
      flags.forEach(each -> FactText.check("cpu.flags", each));
    }
  }

  /**
   * A whole disk.
   *
   * @param name the kernel's, such as {@code sda} or {@code nvme0n1}: it may change from boot to
   *     boot
   * @param links its names under {@code /dev/disk/by-id}, which stay
   * @param bytes its size
   * @param transport such as {@code sata}, {@code sas}, {@code nvme}, {@code usb}, {@code virtio}
   */
  @Pure
  public record Disk(
      String name,
      List<String> links,
      Optional<String> serial,
      Optional<String> wwn,
      long bytes,
      Optional<String> model,
      boolean rotational,
      Optional<String> transport) {
    public Disk {
      FactText.check("disk.name", name);
      links = FactText.list("disk.links", links, MOST_LINKS);
      links.forEach(each -> FactText.check("disk.links", each));
      FactText.check("disk.serial", serial);
      FactText.check("disk.wwn", wwn);
      FactText.range("disk.bytes", bytes, Long.MAX_VALUE);
      FactText.check("disk.model", model);
      FactText.check("disk.transport", transport);
    }

    /** True when {@code device} names it: {@code /dev/sda} or one of its by-id links. */
    public boolean isNamed(String device) {
      return device.equals("/dev/" + name)
          || links.stream().anyMatch(link -> device.equals("/dev/disk/by-id/" + link));
    }

    /** What stays the same of it from boot to boot: its serial, its WWN, or at worst its name. */
    public String identity() {
      return serial.or(() -> wwn).orElse(name);
    }
  }

  /**
   * A physical network interface.
   *
   * @param speedMbit the link's speed in Mbit/s, when there is a link
   * @param link whether it has a carrier
   * @param neighbour what the switch says of itself by LLDP (IEEE 802.1AB)
   */
  @Pure
  public record Nic(
      String name,
      MacAddress mac,
      Optional<Integer> speedMbit,
      Optional<String> driver,
      boolean link,
      Optional<Neighbour> neighbour) {
    private static final int MOST_MBIT = 10_000_000;

    public Nic {
      FactText.check("nic.name", name);
      speedMbit.ifPresent(it -> FactText.range("nic.speed-mbit", it, MOST_MBIT));
      FactText.check("nic.driver", driver);
    }
  }

  /**
   * The other end of a NIC's cable.
   *
   * @param chassis the switch's chassis id
   * @param port the switch port's id
   * @param system the switch's name
   */
  @Pure
  public record Neighbour(
      Optional<String> chassis, Optional<String> port, Optional<String> system) {
    public Neighbour {
      FactText.check("lldp.chassis", chassis);
      FactText.check("lldp.port", port);
      FactText.check("lldp.system", system);
    }
  }

  /** The disk that a device path names. */
  public Optional<Disk> disk(String device) {
    return disks.stream().filter(each -> each.isNamed(device)).findFirst();
  }
}
