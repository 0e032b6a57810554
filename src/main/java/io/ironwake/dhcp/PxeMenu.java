package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.OptionSet;
import io.ironwake.wire.dhcp.PxeSubOption;
import java.util.HexFormat;

/** The contents of option 43 for PXE clients (PXE 2.1 §2.2). */
@Pure
final class PxeMenu {
  /** Bit 3: use the boot file of this reply. */
  private static final int USE_THIS_FILE = 8;

  /** Bits 0 to 2: neither broadcast nor multicast, only the servers in the list. */
  private static final int LISTED_SERVERS_ONLY = 7;

  /** The first server type that is free for vendors. */
  private static final String OUR_TYPE = "\u0080\0";

  private static final String TITLE = "Ironwake";

  /** What Raspberry Pi firmware looks for (quirk 13). */
  static final OptionSet RASPBERRY_PI =
      OptionSet.builder()
          .put(PxeSubOption.DISCOVERY_CONTROL, 3)
          .put(PxeSubOption.BOOT_MENU, Octets.latin1("\0\0\u0011Raspberry Pi Boot"))
          .put(PxeSubOption.MENU_PROMPT, Octets.latin1("\0PXE"))
          .build();

  private PxeMenu() {}

  /** One server, one item, chosen without waiting; the client then asks the server's port 4011. */
  static OptionSet of(Ipv4 server) {
    String address = Octets.hex("01" + HexFormat.of().toHexDigits(server.bits())).latin1();
    return OptionSet.builder()
        .put(PxeSubOption.DISCOVERY_CONTROL, LISTED_SERVERS_ONLY)
        .put(PxeSubOption.BOOT_SERVERS, Octets.latin1(OUR_TYPE + address))
        .put(PxeSubOption.BOOT_MENU, Octets.latin1(OUR_TYPE + (char) TITLE.length() + TITLE))
        .put(PxeSubOption.MENU_PROMPT, Octets.latin1("\0" + TITLE))
        .build();
  }

  /** "Take the file of this reply", and the boot item the client chose. */
  static OptionSet takeThisFile(OptionSet chosen) {
    return chosen.with(PxeSubOption.DISCOVERY_CONTROL, USE_THIS_FILE);
  }

  /** The boot item a client chose comes back to it (PXE 2.1 §2.2.4); empty when it chose none. */
  static OptionSet chosenItem(DhcpMessage request) {
    return request
        .options()
        .find(DhcpOption.VENDOR_SPECIFIC)
        .flatMap(chosen -> chosen.find(PxeSubOption.BOOT_ITEM))
        .map(item -> OptionSet.EMPTY.with(PxeSubOption.BOOT_ITEM, item))
        .orElse(OptionSet.EMPTY);
  }
}
