package io.ironwake.lab;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A virtual machine with an empty disk, {@code /dev/vda}, and one network card on the laboratory's
 * bridge. It boots from the network first and then from its disk, and starts again by itself when
 * the guest reboots. Emulated, not accelerated: the same everywhere.
 */
final class Machine implements AutoCloseable {
  private static final long DISK_SIZE = 128L << 20;
  private static final int MEMORY = 768;

  private final String mac;
  private final Path disk;
  private final Process process;
  private final SerialLog serial;

  private Machine(String mac, Path disk, Process process, SerialLog serial) {
    this.mac = mac;
    this.disk = disk;
    this.process = process;
    this.serial = serial;
  }

  /** Makes the machine and switches it on, beside the server. */
  static Machine start(NetworkLab lab, Firmware firmware, String name, String mac) {
    return start(lab, lab.wire(), firmware, name, mac);
  }

  /** Makes the machine and switches it on; its cable leads to that bridge. */
  static Machine start(NetworkLab lab, Wire wire, Firmware firmware, String name, String mac) {
    return start(lab, wire, firmware, name, mac, MEMORY);
  }

  /** As {@link #start(NetworkLab, Wire, Firmware, String, String)}, with that memory in MiB. */
  static Machine start(
      NetworkLab lab, Wire wire, Firmware firmware, String name, String mac, int memory) {
    Path folder = emptyFolder(lab.folder().resolve(name));
    Path serial = folder.resolve("serial.log");
    List<String> words = new ArrayList<>(List.of(firmware.program()));
    words.addAll(
        List.of(
            "-nodefaults",
            "-display",
            "none",
            "-monitor",
            "none",
            "-accel",
            "tcg",
            "-m",
            Integer.toString(memory),
            "-smp",
            "1",
            "-uuid",
            uuid(mac).toString(),
            "-smbios",
            "type=1,manufacturer=Ironwake,product=Laboratory,serial=" + serialNumber(mac),
            "-serial",
            "file:" + serial,
            "-device",
            "virtio-rng-pci",
            "-netdev",
            "tap,id=n0,script=no,downscript=no,vnet_hdr=off,ifname=" + lab.tap(wire),
            "-object",
            "filter-dump,id=f0,netdev=n0,maxlen=600,file=" + folder.resolve("network.pcap")));
    words.addAll(firmware.arguments(folder, "virtio-net-pci,netdev=n0,mac=" + mac));
    Path disk = emptyDisk(folder);
    words.addAll(
        List.of(
            "-drive",
            "if=none,id=d0,format=raw,cache=unsafe,file=" + disk,
            "-device",
            "virtio-blk-pci,drive=d0"));
    Process process = lab.start(wire, folder, folder.resolve("qemu.log"), words);
    return new Machine(mac, disk, process, new SerialLog(serial));
  }

  String mac() {
    return mac;
  }

  SerialLog serial() {
    return serial;
  }

  /** How many blocks of its disk hold anything: none of a disk that nothing was written to. */
  long diskBlocks() {
    String blocks =
        Command.run(Duration.ofSeconds(10), "stat", "--format", "%b", disk.toString()).strip();
    return Long.parseLong(blocks);
  }

  boolean isOn() {
    return process.isAlive();
  }

  /** The SMBIOS uuid of the machine with that MAC address. */
  static UUID uuid(String mac) {
    return UUID.nameUUIDFromBytes(mac.getBytes(StandardCharsets.US_ASCII));
  }

  /** The SMBIOS serial number of the machine with that MAC address. */
  static String serialNumber(String mac) {
    return "IW" + mac.replace(":", "");
  }

  /** Cuts the power. */
  @Override
  public void close() {
    Command.stop(process, Duration.ofSeconds(5));
  }

  private static Path emptyFolder(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static Path emptyDisk(Path folder) {
    Path disk = folder.resolve("disk.img");
    try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
      file.setLength(DISK_SIZE);
      return disk;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
