package io.ironwake.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.address.DeclaredOption;
import io.ironwake.address.DeclaredOptions;
import io.ironwake.address.Subnet;
import io.ironwake.address.SubnetOptions;
import io.ironwake.boot.BootAdvice;
import io.ironwake.net.Ipv4;
import io.ironwake.quirk.Effect;
import io.ironwake.quirk.Effects;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.IpxeSubOption;
import io.ironwake.wire.dhcp.MessageType;
import io.ironwake.wire.dhcp.OptionSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    assertThat(AddressOptions.asked(DECLARED, asking(List.of(1, 3, 42)), Effects.NONE).codes())
        .containsExactly(42, 224);
  }

  @Test
  void aClientThatNamesNoOptionsGetsThemAll() {
    DhcpMessage silent =
        Packet.of("udhcpc-discover").without(DhcpOption.PARAMETER_REQUEST_LIST).message();

    assertThat(AddressOptions.asked(DECLARED, silent, Effects.NONE).codes())
        .containsExactly(26, 42, 224);
  }

  @Test
  void aClientThatNeedsMoreThanItAsksForGetsThemAllByARule() {
    try (DhcpLab lab = new DhcpLab(withNtpOnRequest()).listening()) {
      DhcpMessage discover =
          Packet.of("ovmf-discover")
              .with(DhcpOption.PARAMETER_REQUEST_LIST, List.of(1, 3))
              .message();
      assertThat(offered(lab, discover)).doesNotContain(42);

      lab.advice =
          new BootAdvice(
              lab.advice.decision(),
              lab.advice.file(),
              new Effects(Map.of(Effect.ALWAYS_REPLY_WITH_OPTIONS, "true"), List.of("dl160")));

      assertThat(offered(lab, discover)).contains(42, 150);
    }
  }

  private static Subnet withNtpOnRequest() {
    Subnet full = DhcpLab.full();
    return new Subnet(
        full.id(),
        full.version(),
        full.name(),
        full.cidr(),
        full.mode(),
        full.pools(),
        new SubnetOptions(
            Optional.empty(),
            List.of(),
            Optional.empty(),
            DeclaredOptions.of(List.of(DeclaredOption.of(42, "10.0.0.123", false)))),
        full.lease(),
        full.boot(),
        full.interfaceName(),
        full.sharedNetwork());
  }

  private static List<Integer> offered(DhcpLab lab, DhcpMessage discover) {
    return lab.receive(discover, Ipv4.BROADCAST).getFirst().message().options().codes().stream()
        .toList();
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
