package io.ironwake.lab;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** One machine of the firmware matrix: its firmware, and what stands between it and the server. */
record MatrixCell(Firmware firmware, Network network) {
  /** How the machine's cable leads to Ironwake. */
  enum Network {
    /** Ironwake gives addresses and boot files. */
    FULL("full"),
    /** The same, by a subnet whose {@code boot-url} is HTTPS. */
    HTTPS("full, HTTPS"),
    /** Ironwake gives boot files beside dnsmasq, which gives the addresses. */
    PROXY("proxy beside dnsmasq"),
    /** Ironwake is full, but in another network, reached through dhcrelay and a router. */
    RELAY("behind a relay");

    private final String title;

    Network(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /** All of them, a row after the other. */
  static List<MatrixCell> all() {
    return Arrays.stream(Firmware.values())
        .flatMap(
            firmware ->
                Arrays.stream(Network.values()).map(network -> new MatrixCell(firmware, network)))
        .filter(MatrixCell::exists)
        .toList();
  }

  private boolean exists() {
    return switch (firmware) {
      case UEFI_HTTPS -> network == Network.HTTPS;
      case PXELINUX -> network == Network.FULL;
      case BIOS_IPXE_ROM, UEFI_PXE, UEFI_HTTP, SECURE_BOOT, ARM64, U_BOOT ->
          network != Network.HTTPS;
    };
  }

  /** The machine's name, and the value of {@code cell=} on its kernel line. */
  String name() {
    return (firmware + "-" + network).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** True for what runs every day. */
  boolean isQuick() {
    return firmware == Firmware.BIOS_IPXE_ROM
        || network == Network.FULL && firmware != Firmware.PXELINUX;
  }

  /**
   * True for a machine that boots its disk in the end: after an install it boots from the network
   * again and is sent on, by the script's ladder where Ironwake is the DHCP server, by no file at
   * all in the distant network.
   */
  boolean bootsDisk() {
    return switch (firmware) {
      case BIOS_IPXE_ROM, UEFI_PXE -> network == Network.RELAY;
      case UEFI_HTTP, SECURE_BOOT, ARM64 -> network == Network.FULL;
      case UEFI_HTTPS -> false;
      case U_BOOT -> network != Network.FULL;
      case PXELINUX -> true;
    };
  }

  /** How the links given to this machine begin. */
  String scheme() {
    return network == Network.HTTPS ? "https://" : "http://";
  }

  /** U-Boot 2023.01 reads the first byte of a virtio card's address six times. */
  String mac() {
    return firmware == Firmware.U_BOOT
        ? String.join(":", Collections.nCopies(6, "%02x".formatted(0x52 + 4 * network.ordinal())))
        : "52:54:00:0a:%02x:%02x".formatted(firmware.ordinal(), network.ordinal());
  }

  @Override
  public String toString() {
    return firmware.title() + ", " + network.title();
  }
}
