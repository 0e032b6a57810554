package io.ironwake.lab;

import io.ironwake.RequiredTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The firmware of a virtual machine, and how it comes to boot from the network first. */
enum Firmware {
  /** SeaBIOS with the iPXE that QEMU's network card carries as its ROM. */
  BIOS_IPXE_ROM {
    @Override
    List<String> arguments(Path folder, String networkCard) {
      RequiredTool.require("qemu-system-x86_64", "qemu-system-x86");
      return List.of("-machine", "pc,graphics=off", "-device", networkCard + ",bootindex=1");
    }
  },

  /**
   * OVMF's own PXE client. QEMU's boot order would try the card's IPv6 and HTTP Boot options before
   * the disk, so none is given: the first boot finds the disk empty and goes on to the network, and
   * the guest then sets the order (firmware.sh).
   */
  UEFI_PXE {
    @Override
    List<String> arguments(Path folder, String networkCard) {
      RequiredTool.require("qemu-system-x86_64", "qemu-system-x86");
      Path variables = folder.resolve("OVMF_VARS.fd");
      copy(Path.of("/usr/share/OVMF/OVMF_VARS_4M.fd"), variables);
      return List.of(
          "-machine",
          "q35",
          "-drive",
          "if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd",
          "-drive",
          "if=pflash,format=raw,unit=1,file=" + variables,
          "-device",
          networkCard + ",romfile=");
    }
  };

  /**
   * QEMU arguments.
   *
   * @param folder for private copies of files the firmware writes
   * @param networkCard the value of QEMU's {@code -device} for the card to boot from
   */
  abstract List<String> arguments(Path folder, String networkCard);

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to);
    } catch (IOException missing) {
      throw new UncheckedIOException("install the Debian package ovmf", missing);
    }
  }
}
