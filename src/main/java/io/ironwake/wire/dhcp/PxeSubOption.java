package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;

/** Sub-options of option 43 when the vendor class is PXEClient (Intel PXE 2.1 §2.2). */
@Pure
public final class PxeSubOption {
  private static final String SOURCE = "PXE 2.1 table 2-1";

  /** Bit 3 set: take the boot file of this very reply and discover no boot server. */
  public static final DhcpOption<Integer> DISCOVERY_CONTROL =
      new DhcpOption<>(6, "discovery-control", OptionTypes.U8, SOURCE);

  /** Server type, count of addresses, the addresses. */
  public static final DhcpOption<Octets> BOOT_SERVERS =
      new DhcpOption<>(8, "boot-servers", OptionTypes.BYTES, SOURCE);

  /** Server type, length, text; Raspberry Pi firmware wants its own text here (quirk 13). */
  public static final DhcpOption<Octets> BOOT_MENU =
      new DhcpOption<>(9, "boot-menu", OptionTypes.BYTES, SOURCE);

  public static final DhcpOption<Octets> MENU_PROMPT =
      new DhcpOption<>(10, "menu-prompt", OptionTypes.BYTES, SOURCE);

  /** Type and layer of the boot server chosen. */
  public static final DhcpOption<Octets> BOOT_ITEM =
      new DhcpOption<>(71, "boot-item", OptionTypes.BYTES, SOURCE);

  private PxeSubOption() {}
}
