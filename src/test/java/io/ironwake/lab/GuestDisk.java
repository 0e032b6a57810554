package io.ironwake.lab;

import io.ironwake.RequiredTool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The image the guest's installers write to disks. BIOS and UEFI both boot it: GRUB in the boot
 * sector and the gap behind it, GRUB again on the EFI system partition, which holds the guest's
 * kernel and initramfs too. It boots the guest as the installed system.
 */
final class GuestDisk {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SECTOR = 512;
  private static final int PARTITION_START = 2048;

  /** Below the place where the guest keeps its configuration, MiB 100. */
  private static final int SYSTEM_SECTORS = 45 * 2048;

  private static final int GREETER_SECTORS = 8 * 2048;

  private static final String GRUB_CONFIG =
      """
      serial --unit=0 --speed=115200
      terminal_output serial
      echo 'GRUB on the disk'
      set root=(hd0,msdos1)
      linux /lab/vmlinuz console=ttyS0,115200 no_timer_check lab.installed
      initrd /lab/initrd
      boot
      """;
  private static final String GREETING = "echo 'GRUB on the disk'\nsleep 600\n";
  private static final List<String> MODULES =
      List.of("fat", "part_msdos", "serial", "echo", "linux", "normal", "boot", "sleep");

  private GuestDisk() {}

  /** Builds the image in {@code folder}. */
  static Path build(Guest guest, Path folder) {
    RequiredTool.require("grub-mkimage", "grub-common");
    RequiredTool.require("mformat", "mtools");
    try {
      Path config = Files.writeString(folder.resolve("grub.cfg"), GRUB_CONFIG);
      Path core = grub(config, "i386-pc", "biosdisk");
      Path efi = grub(config, "x86_64-efi", "efi_gop");
      Path image = folder.resolve("disk.img");
      writeBootSector(image, core, SYSTEM_SECTORS);
      fillPartition(image, guest, efi);
      return image;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /**
   * Builds an image of which no more than GRUB starts, which says so: on a BIOS from the boot
   * sector, on UEFI, with Secure Boot or without, by Debian's signed shim.
   */
  static Path greeter(Path folder) {
    RequiredTool.require("grub-mkimage", "grub-common");
    RequiredTool.require("/usr/lib/shim/shimx64.efi.signed", "shim-signed");
    RequiredTool.require(
        "/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed", "grub-efi-amd64-signed");
    try {
      Path config =
          Files.writeString(
              folder.resolve("greeter.cfg"),
              "serial --unit=0 --speed=115200\nterminal_output serial\n" + GREETING);
      Path image = folder.resolve("greeter-amd64.img");
      writeBootSector(image, grub(config, "i386-pc", "biosdisk"), GREETER_SECTORS);
      signed(image, Path.of("/usr/lib"), "x64", "x86_64");
      return image;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The same for 64-bit Arm. */
  static Path greeterArm64(Path folder) {
    try {
      Path image = folder.resolve("greeter-arm64.img");
      writeBootSector(image, Files.write(folder.resolve("no-core"), new byte[0]), GREETER_SECTORS);
      signed(image, Arm64Packages.root().resolve("usr/lib"), "aa64", "arm64");
      return image;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static void signed(Path image, Path library, String suffix, String platform)
      throws IOException {
    Path config = Files.writeString(image.resolveSibling(suffix + ".cfg"), GREETING);
    String grub = library + "/grub/" + platform + "-efi-signed/grub" + suffix + ".efi.signed";
    String partition = image + "@@1M";
    mtool("mformat", partition, "-T", "" + GREETER_SECTORS, "-h", "64", "-s", "32", "::");
    mtool("mmd", partition, "::/EFI", "::/EFI/BOOT", "::/EFI/debian");
    mtool(
        "mcopy",
        partition,
        library + "/shim/shim" + suffix + ".efi.signed",
        "::/EFI/BOOT/BOOT" + suffix.toUpperCase(Locale.ROOT) + ".EFI");
    mtool("mcopy", partition, grub, "::/EFI/BOOT/grub" + suffix + ".efi");
    mtool("mcopy", partition, config.toString(), "::/EFI/debian/grub.cfg");
  }

  private static Path grub(Path config, String platform, String driver) {
    Path image = config.resolveSibling("grub-" + platform);
    List<String> words =
        new ArrayList<>(
            List.of(
                "grub-mkimage",
                "-O",
                platform,
                "-o",
                image.toString(),
                "-c",
                config.toString(),
                "-p",
                "/none",
                driver));
    words.addAll(MODULES);
    Command.run(LIMIT, words.toArray(String[]::new));
    return image;
  }

  private static void writeBootSector(Path image, Path core, int sectors) throws IOException {
    byte[] sector = Files.readAllBytes(Path.of("/usr/lib/grub/i386-pc/boot.img"));
    byte[] table = partitionTable(sectors);
    System.arraycopy(table, 0, sector, SECTOR - table.length, table.length);
    byte[] body = Files.readAllBytes(core);
    if (body.length > (PARTITION_START - 1) * SECTOR) {
      throw new IllegalStateException("GRUB does not fit before the first partition");
    }
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength((long) (PARTITION_START + sectors) * SECTOR);
      file.write(sector);
      file.write(body);
    }
  }

  /** Four entries and the signature; one active EFI system partition, addressed by LBA only. */
  private static byte[] partitionTable(int sectors) {
    ByteBuffer table = ByteBuffer.allocate(66).order(ByteOrder.LITTLE_ENDIAN);
    byte[] beyondChs = {(byte) 0xfe, (byte) 0xff, (byte) 0xff};
    table.put((byte) 0x80).put(beyondChs).put((byte) 0xef).put(beyondChs);
    table.putInt(PARTITION_START).putInt(sectors);
    table.putShort(64, (short) 0xaa55);
    return table.array();
  }

  private static void fillPartition(Path image, Guest guest, Path efi) {
    String partition = image + "@@1M";
    mtool("mformat", partition, "-T", "" + SYSTEM_SECTORS, "-h", "64", "-s", "32", "::");
    mtool("mmd", partition, "::/EFI", "::/EFI/BOOT", "::/lab");
    mtool("mcopy", partition, efi.toString(), "::/EFI/BOOT/BOOTX64.EFI");
    mtool("mcopy", partition, guest.kernel().toString(), "::/lab/vmlinuz");
    mtool("mcopy", partition, guest.initrd().toString(), "::/lab/initrd");
  }

  private static void mtool(String tool, String partition, String... words) {
    List<String> all = new ArrayList<>(List.of(tool, "-i", partition));
    all.addAll(Arrays.asList(words));
    Command.run(LIMIT, all.toArray(String[]::new));
  }
}
