package io.ironwake.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.address.DeclaredOption;
import io.ironwake.address.DeclaredOptions;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.IpxeSubOption;
import io.ironwake.wire.dhcp.MessageType;
import io.ironwake.wire.dhcp.OptionSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressOptionsTest {
  private static final DeclaredOptions DECLARED =
      DeclaredOptions.of(
          List.of(
              DeclaredOption.of(26, "1400", false),
              DeclaredOption.of(42, "10.0.0.1", false),
              DeclaredOption.of(224, "text:x", true)));

  @Test
  void aClientGetsWhatItAskedForAndWhatAlwaysGoesOut() {
    assertThat(AddressOptions.asked(DECLARED, asking(List.of(1, 3, 42))).codes())
        .containsExactly(42, 224);
  }

  @Test
  void aClientThatNamesNoOptionsGetsThemAll() {
    DhcpMessage silent =
        Packet.of("udhcpc-discover").without(DhcpOption.PARAMETER_REQUEST_LIST).message();

    assertThat(AddressOptions.asked(DECLARED, silent).codes()).containsExactly(26, 42, 224);
  }

  @Test
  void declaredIpxeSubOptionsStayBesideOurs() {
    ReplyDraft reply =
        Replies.to(asking(List.of(1)), MessageType.OFFER, DhcpLab.SERVER)
            .put(DhcpOption.IPXE, OptionSet.EMPTY.with(IpxeSubOption.KEEP_SAN, 1))
            .merge(DhcpOption.IPXE, OptionSet.EMPTY.with(IpxeSubOption.NO_PXEDHCP, 1));

    assertThat(reply.build().options().find(DhcpOption.IPXE).orElseThrow().codes())
        .containsExactly(8, 176);
  }

  private static DhcpMessage asking(List<Integer> codes) {
    return Packet.of("udhcpc-discover").with(DhcpOption.PARAMETER_REQUEST_LIST, codes).message();
  }
}
