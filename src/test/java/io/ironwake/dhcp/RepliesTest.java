package io.ironwake.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.Ipv4;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpMessage.Op;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RepliesTest {
  @ParameterizedTest
  @EnumSource(
      value = MessageType.class,
      names = {"OFFER", "ACK", "NAK"})
  void givesBackWhatTheRequestDemandsBack(MessageType type) throws WireException {
    DhcpMessage request =
        Packet.of("relayed-request").with(DhcpOption.CLIENT_ID, Octets.hex("01aa")).message();
    DhcpMessage reply = Replies.to(request, type, DhcpLab.SERVER).build();

    assertThat(reply.op()).isEqualTo(Op.BOOTREPLY);
    assertThat(reply.xid()).isEqualTo(request.xid());
    assertThat(reply.hardware()).isEqualTo(request.hardware());
    assertThat(reply.giaddr()).isEqualTo(request.giaddr());
    assertThat(reply.hops()).isZero();
    assertThat(reply.secs()).isZero();
    assertThat(reply.type()).contains(type);
    assertThat(reply.options().raw(61)).isEqualTo(request.options().raw(61));
    assertThat(reply.options().raw(82)).isPresent().isEqualTo(request.options().raw(82));
    assertThat(reply.options().codes()).doesNotContain(50, 55, 57, 60);
  }

  @Test
  void mirrorsTheMachineUuidEvenWhenItIsMalformed() {
    DhcpMessage request =
        Packet.of("udhcpc-discover")
            .options(Packet.of("udhcpc-discover").message().options().with(97, Octets.hex("0102")))
            .message();

    assertThat(Replies.to(request, MessageType.OFFER, DhcpLab.SERVER).build().options().raw(97))
        .contains(Octets.hex("0102"));
  }

  @Test
  void namesTheRelaysOverrideAsServerId() throws WireException {
    DhcpMessage relayed =
        Replies.to(Packet.of("relayed-request").message(), MessageType.ACK, DhcpLab.SERVER).build();
    assertThat(relayed.options().get(DhcpOption.SERVER_ID)).contains(Ipv4.parse("10.1.0.1"));
    DhcpMessage direct =
        Replies.to(Packet.of("udhcpc-discover").message(), MessageType.OFFER, DhcpLab.SERVER)
            .build();
    assertThat(direct.options().get(DhcpOption.SERVER_ID)).contains(DhcpLab.SERVER);
  }

  // RFC 2131 table 3: ciaddr comes back in an ACK only; a relayed NAK is to be broadcast by the
  // relay.
  @ParameterizedTest
  @CsvSource({"OFFER, 0.0.0.0, 0", "ACK, 10.0.0.9, 0", "NAK, 0.0.0.0, 32768"})
  void setsAddressAndFlagsByType(MessageType type, String ciaddr, int flags) {
    DhcpMessage request = Packet.of("relayed-request").ciaddr(Ipv4.parse("10.0.0.9")).message();
    DhcpMessage reply = Replies.to(request, type, DhcpLab.SERVER).build();
    assertThat(reply.ciaddr()).isEqualTo(Ipv4.parse(ciaddr));
    assertThat(reply.flags()).isEqualTo(flags);
  }

  @Test
  void keepsTheFlagsOfAClientOnTheLink() {
    DhcpMessage nak =
        Replies.to(Packet.of("udhcpc-discover").message(), MessageType.NAK, DhcpLab.SERVER).build();
    assertThat(nak.flags()).isZero();
    DhcpMessage offer =
        Replies.to(Packet.of("ovmf-discover").message(), MessageType.OFFER, DhcpLab.SERVER).build();
    assertThat(offer.flags()).isEqualTo(DhcpMessage.BROADCAST_FLAG);
  }
}
