package io.ironwake.sim;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.HardwareAddress;
import io.ironwake.wire.dhcp.MessageType;
import io.ironwake.wire.dhcp.OptionSet;
import io.ironwake.wire.dhcp.UndiVersion;
import io.ironwake.wire.dhcp.UserClass;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.UUID;

/** The messages one machine sends, with what its relay adds. */
@Pure
final class DhcpRequests {
  /**
   * RFC 8357 §4: the server must answer to the port the relay sent from; the sub-option is empty.
   */
  private static final OptionSet RELAY_SOURCE_PORT = OptionSet.EMPTY.with(19, Octets.EMPTY);

  private static final Octets FEATURE_PRESENT = Octets.of((byte) 1);
  private static final List<Integer> ASKED = List.of(1, 3, 6, 12, 15, 43, 60, 66, 67, 175);
  private static final int MAX_MESSAGE_SIZE = 1472;

  private final MachineSpec spec;
  private final Ipv4 giaddr;

  DhcpRequests(MachineSpec spec, Ipv4 giaddr) {
    this.spec = spec;
    this.giaddr = giaddr;
  }

  DhcpMessage discover(Stage stage, int xid) {
    return message(xid, options(stage, MessageType.DISCOVER));
  }

  DhcpMessage request(Stage stage, int xid, Ipv4 offered, Ipv4 server) {
    OptionSet selected =
        options(stage, MessageType.REQUEST)
            .with(DhcpOption.REQUESTED_ADDRESS, offered)
            .with(DhcpOption.SERVER_ID, server);
    return message(xid, selected);
  }

  private DhcpMessage message(int xid, OptionSet options) {
    return new DhcpMessage(
        DhcpMessage.Op.BOOTREQUEST,
        HardwareAddress.of(spec.mac()),
        1,
        xid,
        0,
        DhcpMessage.BROADCAST_FLAG,
        Ipv4.ANY,
        Ipv4.ANY,
        Ipv4.ANY,
        giaddr,
        "",
        "",
        options);
  }

  private OptionSet options(Stage stage, MessageType type) {
    OptionSet common =
        OptionSet.EMPTY
            .with(DhcpOption.MESSAGE_TYPE, type)
            .with(DhcpOption.PARAMETER_REQUEST_LIST, ASKED)
            .with(DhcpOption.MAX_MESSAGE_SIZE, MAX_MESSAGE_SIZE)
            .with(DhcpOption.VENDOR_CLASS, spec.firmware().vendorClass())
            .with(DhcpOption.CLIENT_ARCH, List.of(spec.firmware().arch()))
            .with(DhcpOption.UNDI_VERSION, new UndiVersion(3, 16))
            .with(DhcpOption.CLIENT_UUID.code(), uuid(spec.uuid()))
            .with(DhcpOption.RELAY_AGENT, RELAY_SOURCE_PORT);
    return stage == Stage.FIRMWARE ? common : ipxe(common);
  }

  private OptionSet ipxe(OptionSet common) {
    Octets mac = Octets.of(spec.mac().toBytes());
    return common
        .with(DhcpOption.USER_CLASS, UserClass.bare("iPXE"))
        .with(DhcpOption.CLIENT_ID, Octets.hex("01" + mac))
        .with(DhcpOption.IPXE, OptionSet.EMPTY.with(19, FEATURE_PRESENT).with(23, FEATURE_PRESENT));
  }

  /**
   * Type 0 and the SMBIOS bytes, whose first three fields are little-endian (SMBIOS 3.x §7.2.1).
   */
  private static Octets uuid(UUID uuid) {
    ByteBuffer bytes = ByteBuffer.allocate(17);
    long high = uuid.getMostSignificantBits();
    bytes.order(ByteOrder.LITTLE_ENDIAN).put((byte) 0);
    bytes.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
    bytes.order(ByteOrder.BIG_ENDIAN).putLong(uuid.getLeastSignificantBits());
    return Octets.of(bytes.array());
  }
}
