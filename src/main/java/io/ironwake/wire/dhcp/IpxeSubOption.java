package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;

/** Sub-options of option 175, iPXE's encapsulated options (iPXE include/ipxe/dhcp.h). */
@Pure
public final class IpxeSubOption {
  private static final String SOURCE = "iPXE include/ipxe/dhcp.h";

  public static final DhcpOption<Integer> PRIORITY =
      new DhcpOption<>(1, "priority", OptionTypes.U8, SOURCE);
  public static final DhcpOption<Integer> KEEP_SAN =
      new DhcpOption<>(8, "keep-san", OptionTypes.U8, SOURCE);

  /** This iPXE was built with HTTP. */
  public static final DhcpOption<Octets> FEATURE_HTTP =
      new DhcpOption<>(19, "feature-http", OptionTypes.BYTES, SOURCE);

  public static final DhcpOption<Octets> FEATURE_HTTPS =
      new DhcpOption<>(20, "feature-https", OptionTypes.BYTES, SOURCE);
  public static final DhcpOption<Octets> FEATURE_EFI =
      new DhcpOption<>(36, "feature-efi", OptionTypes.BYTES, SOURCE);

  /** 1 from a server: do not wait for proxyDHCP offers (quirk 17). */
  public static final DhcpOption<Integer> NO_PXEDHCP =
      new DhcpOption<>(176, "no-pxedhcp", OptionTypes.U8, SOURCE);

  public static final DhcpOption<Octets> BUS_ID =
      new DhcpOption<>(177, "bus-id", OptionTypes.BYTES, SOURCE);
  public static final DhcpOption<Octets> VERSION =
      new DhcpOption<>(235, "version", OptionTypes.BYTES, SOURCE);

  private IpxeSubOption() {}
}
