package io.ironwake.lab;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One machine of the firmware matrix: its firmware, and what stands between it and the server. */
record MatrixCell(Firmware firmware, Network network) {
  /** How the machine's cable leads to Ironwake. */
  enum Network {
    /** Ironwake gives addresses and boot files. */
    FULL("full"),
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

  private static final List<Firmware> ROWS =
      List.of(Firmware.BIOS_IPXE_ROM, Firmware.UEFI_PXE, Firmware.UEFI_HTTP);

  /** All of them, a row after the other. */
  static List<MatrixCell> all() {
    return ROWS.stream()
        .flatMap(
            firmware ->
                Stream.of(Network.values()).map(network -> new MatrixCell(firmware, network)))
        .toList();
  }

  /** The machine's name, and the value of {@code cell=} on its kernel line. */
  String name() {
    return (firmware + "-" + network).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** True for what runs every day. */
  boolean isQuick() {
    return network == Network.FULL;
  }

  String mac() {
    return "52:54:00:0a:%02x:%02x".formatted(firmware.ordinal(), network.ordinal());
  }

  @Override
  public String toString() {
    return firmware.title() + ", " + network.title();
  }
}
