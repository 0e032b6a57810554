package io.ironwake.lab;

import io.ironwake.RequiredTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The firmware of a virtual machine, and how it comes to boot from the network first. */
enum Firmware {
  /** SeaBIOS with the iPXE that QEMU's network card carries as its ROM. */
  BIOS_IPXE_ROM("BIOS, iPXE ROM") {
    @Override
    List<String> arguments(Path folder, String networkCard) {
      return pc("-machine", "pc,graphics=off", "-device", networkCard + ",bootindex=1");
    }
  },

  /**
   * OVMF's own PXE client. QEMU's boot order would try the card's IPv6 and HTTP Boot options before
   * the disk, so none is given: the first boot finds the disk empty and goes on to the network, and
   * the guest then sets the order (firmware.sh).
   */
  UEFI_PXE("UEFI PXE") {
    @Override
    List<String> arguments(Path folder, String networkCard) {
      return ovmf(folder, networkCard, "");
    }
  },

  /** OVMF's HTTP Boot client: the network card offers nothing else over IPv4. */
  UEFI_HTTP("UEFI HTTP Boot") {
    @Override
    List<String> arguments(Path folder, String networkCard) {
      List<String> words = new ArrayList<>(ovmf(folder, networkCard, ""));
      for (String family : List.of("IPv4", "IPv6")) {
        words.addAll(
            List.of("-fw_cfg", "name=opt/org.tianocore/" + family + "PXESupport,string=no"));
      }
      return words;
    }
  },

  /**
   * OVMF's HTTP Boot client where all links are HTTPS. It trusts the authority that stands in
   * {@code authority.esl} beside its folder. What it loads by HTTPS is a GRUB: Debian's iPXE speaks
   * none.
   */
  UEFI_HTTPS("UEFI HTTP Boot by HTTPS, GRUB") {
    @Override
    Optional<String> loader() {
      return Optional.of(GrubLoader.NAME);
    }

    @Override
    List<String> arguments(Path folder, String networkCard) {
      List<String> words = new ArrayList<>(UEFI_HTTP.arguments(folder, networkCard));
      Path authority = folder.resolveSibling(SignatureList.FILE);
      words.addAll(List.of("-fw_cfg", "name=etc/edk2/https/cacerts,file=" + authority));
      return words;
    }
  },

  /** OVMF's PXE client with Secure Boot on and Microsoft's keys enrolled. */
  SECURE_BOOT("Secure Boot, shim + GRUB") {
    @Override
    Optional<String> loader() {
      return Optional.of("shim-grub");
    }

    @Override
    List<String> arguments(Path folder, String networkCard) {
      List<String> words = new ArrayList<>(ovmf(folder, networkCard, ".ms"));
      words.set(words.indexOf("q35"), "q35,smm=on");
      words.addAll(
          List.of(
              "-global",
              "driver=cfi.pflash01,property=secure,value=on",
              "-global",
              "ICH9-LPC.disable_s3=1"));
      return words;
    }
  },

  /** AAVMF's PXE client, on 64-bit Arm. */
  ARM64("arm64 UEFI PXE, shim + GRUB") {
    @Override
    String program() {
      return "qemu-system-aarch64";
    }

    @Override
    Optional<String> loader() {
      return Optional.of("shim-grub");
    }

    @Override
    List<String> arguments(Path folder, String networkCard) {
      RequiredTool.require("/usr/share/AAVMF/AAVMF_CODE.fd", "qemu-efi-aarch64");
      Path variables = folder.resolve("VARS.fd");
      copy(Path.of("/usr/share/AAVMF/AAVMF_VARS.fd"), variables);
      List<String> words = new ArrayList<>(arm("-device", networkCard + ",romfile="));
      words.addAll(flash("/usr/share/AAVMF/AAVMF_CODE.fd", variables));
      return words;
    }
  },

  /** U-Boot on 64-bit Arm, told as racks' machines are: the network first, then the disk. */
  U_BOOT("U-Boot, arm64") {
    @Override
    String program() {
      return "qemu-system-aarch64";
    }

    @Override
    List<String> arguments(Path folder, String networkCard) {
      RequiredTool.require("/usr/lib/u-boot/qemu_arm64/u-boot.bin", "u-boot-qemu");
      String program = "/usr/lib/u-boot/qemu_arm64/u-boot.bin";
      Path environment =
          UBootEnvironment.write(folder, Path.of(program), "boot_targets", "dhcp virtio0");
      return arm(
          "-bios",
          program,
          "-drive",
          "if=pflash,format=raw,unit=1,file=" + environment,
          "-device",
          networkCard + ",romfile=");
    }
  },

  /** PXELINUX, started by an iPXE that is told to, since QEMU has no PXE ROM but iPXE's. */
  PXELINUX("BIOS, PXELINUX") {
    @Override
    Optional<String> loader() {
      return Optional.of("pxelinux");
    }

    @Override
    List<String> arguments(Path folder, String networkCard) {
      RequiredTool.require("/usr/lib/PXELINUX/pxelinux.0", "pxelinux");
      RequiredTool.require("/usr/lib/syslinux/modules/bios/ldlinux.c32", "syslinux-common");
      Path script = folder.resolve("pxelinux.ipxe");
      write(
          script,
          "#!ipxe\ndhcp\nset filename pxelinux.0\nchain tftp://${next-server}/pxelinux.0\n");
      return pc(
          "-machine",
          "pc,graphics=off",
          "-device",
          networkCard + ",romfile=",
          "-kernel",
          "/usr/lib/ipxe/ipxe.lkrn",
          "-initrd",
          script.toString());
    }
  };

  private final String title;

  Firmware(String title) {
    this.title = title;
  }

  /** Its name in reports. */
  String title() {
    return title;
  }

  /** The architecture of its kernels, as asset folders spell it. */
  String arch() {
    return program().endsWith("aarch64") ? "arm64" : "amd64";
  }

  /** The loader its machine is declared with, where it is not to be Ironwake's own choice. */
  Optional<String> loader() {
    return Optional.empty();
  }

  /** The QEMU to run. */
  String program() {
    return "qemu-system-x86_64";
  }

  /**
   * QEMU arguments.
   *
   * @param folder for private copies of files the firmware writes
   * @param networkCard the value of QEMU's {@code -device} for the card to boot from
   */
  abstract List<String> arguments(Path folder, String networkCard);

  private static List<String> pc(String... words) {
    RequiredTool.require("qemu-system-x86_64", "qemu-system-x86");
    List<String> all = new ArrayList<>(List.of("-cpu", "max"));
    all.addAll(List.of(words));
    return all;
  }

  private static List<String> ovmf(Path folder, String networkCard, String keys) {
    Path variables = folder.resolve("VARS.fd");
    copy(Path.of("/usr/share/OVMF/OVMF_VARS_4M" + keys + ".fd"), variables);
    List<String> words =
        new ArrayList<>(pc("-machine", "q35", "-device", networkCard + ",romfile="));
    words.addAll(flash("/usr/share/OVMF/OVMF_CODE_4M" + keys + ".fd", variables));
    return words;
  }

  /** An emulated {@code max} would spend most of its time on pointer authentication. */
  private static List<String> arm(String... words) {
    RequiredTool.require("qemu-system-aarch64", "qemu-system-arm");
    List<String> all = new ArrayList<>(List.of("-machine", "virt", "-cpu", "cortex-a72"));
    all.addAll(List.of(words));
    return all;
  }

  private static List<String> flash(String code, Path variables) {
    return List.of(
        "-drive",
        "if=pflash,format=raw,unit=0,readonly=on,file=" + code,
        "-drive",
        "if=pflash,format=raw,unit=1,file=" + variables);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException missing) {
      throw new UncheckedIOException(
          "install the Debian packages ovmf and qemu-efi-aarch64", missing);
    }
  }
}
