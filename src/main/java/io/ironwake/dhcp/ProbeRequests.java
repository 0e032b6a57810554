package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.network.AskedAs;
import io.ironwake.network.PeerMark;
import io.ironwake.wire.Octets;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpMessage.Op;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.HardwareAddress;
import io.ironwake.wire.dhcp.MessageType;
import io.ironwake.wire.dhcp.OptionSet;
import io.ironwake.wire.dhcp.UndiVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The DISCOVERs of a look-out, by one client that does not exist: once as an operating system and
 * once as each firmware, since left-over boot options often show to firmware alone. One MAC address
 * for all, so that a server holds back at most one address for them.
 */
final class ProbeRequests {
  private static final long LOCALLY_ADMINISTERED = 0x02L << 40;
  private static final List<AskedAs> KINDS =
      List.of(AskedAs.PLAIN, AskedAs.PXE_BIOS, AskedAs.PXE_UEFI, AskedAs.HTTP_BOOT);

  /**
   * What firmware asks for: mask, router, DNS, name, domain, vendor, lease, server, class, boot.
   */
  private static final List<Integer> ASKED = List.of(1, 3, 6, 12, 15, 43, 51, 54, 60, 66, 67, 150);

  private final HardwareAddress hardware;
  private final int xid;

  ProbeRequests(RandomGenerator random) {
    long address = LOCALLY_ADMINISTERED | random.nextLong(1L << 40);
    this.hardware = HardwareAddress.of(new MacAddress(address));
    this.xid = random.nextInt();
  }

  List<AskedAs> kinds() {
    return KINDS;
  }

  /** What an answer, or a request come back to us, belongs to; empty when it is not ours. */
  Optional<AskedAs> kindOf(DhcpMessage message) {
    return message.hardware().equals(hardware)
        ? KINDS.stream().filter(kind -> message.xid() == xid(kind)).findFirst()
        : Optional.empty();
  }

  private int xid(AskedAs kind) {
    return xid + kind.ordinal();
  }

  /**
   * One DISCOVER.
   *
   * @param giaddr our address when we ask as a relay, else 0.0.0.0
   * @param mark what other Ironwakes know us by
   */
  DhcpMessage discover(AskedAs kind, Ipv4 giaddr, Optional<PeerMark> mark) {
    OptionSet.Builder options =
        OptionSet.builder()
            .put(DhcpOption.MESSAGE_TYPE, MessageType.DISCOVER)
            .put(DhcpOption.PARAMETER_REQUEST_LIST, ASKED);
    switch (kind) {
      case PXE_BIOS -> firmware(options, "PXEClient", 0);
      case PXE_UEFI -> firmware(options, "PXEClient", 7);
      case HTTP_BOOT -> firmware(options, "HTTPClient", 16);
      case PLAIN, OVERHEARD -> {}
    }
    mark.ifPresent(each -> options.put(PeerMark.OPTION, each.value()));
    return new DhcpMessage(
        Op.BOOTREQUEST,
        hardware,
        0,
        xid(kind),
        0,
        DhcpMessage.BROADCAST_FLAG,
        Ipv4.ANY,
        Ipv4.ANY,
        Ipv4.ANY,
        giaddr,
        "",
        "",
        options.build());
  }

  /** Options 60, 93, 94 and 97 (RFC 4578); the uuid is made of the MAC address. */
  private void firmware(OptionSet.Builder options, String vendor, int arch) {
    byte[] uuid = Arrays.copyOf(new byte[] {0, 'I', 'r', 'o', 'n', 'w', 'a', 'k', 'e'}, 17);
    System.arraycopy(hardware.octets().toBytes(), 0, uuid, 11, 6);
    options
        .put(DhcpOption.VENDOR_CLASS, "%s:Arch:%05d:UNDI:003000".formatted(vendor, arch))
        .put(DhcpOption.CLIENT_ARCH, List.of(arch))
        .put(DhcpOption.UNDI_VERSION, new UndiVersion(3, 0))
        .put(DhcpOption.CLIENT_UUID.code(), Octets.of(uuid));
  }
}
