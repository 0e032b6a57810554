package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpDecoder;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.GoldenPackets;
import io.ironwake.wire.dhcp.HardwareAddress;
import io.ironwake.wire.dhcp.MessageType;
import io.ironwake.wire.dhcp.OptionSet;

/** A client's packet, made from a golden one by changes. */
record Packet(DhcpMessage message) {
  static Packet of(String golden) {
    try {
      return new Packet(DhcpDecoder.decode(GoldenPackets.read(golden)));
    } catch (WireException impossible) {
      throw new AssertionError(golden, impossible);
    }
  }

  Packet type(MessageType type) {
    return with(DhcpOption.MESSAGE_TYPE, type);
  }

  <T> Packet with(DhcpOption<T> option, T value) {
    return options(message.options().with(option, value));
  }

  Packet without(DhcpOption<?> option) {
    return options(message.options().without(option.code()));
  }

  Packet options(OptionSet options) {
    return new Packet(message.withOptions(options));
  }

  Packet ciaddr(Ipv4 address) {
    return copy(message.flags(), address, message.giaddr(), message.hardware());
  }

  Packet giaddr(Ipv4 address) {
    return copy(message.flags(), message.ciaddr(), address, message.hardware());
  }

  Packet flags(int flags) {
    return copy(flags, message.ciaddr(), message.giaddr(), message.hardware());
  }

  Packet hardware(HardwareAddress hardware) {
    return copy(message.flags(), message.ciaddr(), message.giaddr(), hardware);
  }

  private Packet copy(int flags, Ipv4 ciaddr, Ipv4 giaddr, HardwareAddress hardware) {
    DhcpMessage m = message;
    return new Packet(
        new DhcpMessage(
            m.op(),
            hardware,
            m.hops(),
            m.xid(),
            m.secs(),
            flags,
            ciaddr,
            m.yiaddr(),
            m.siaddr(),
            giaddr,
            m.sname(),
            m.file(),
            m.options()));
  }
}
