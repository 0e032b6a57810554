package io.ironwake.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.address.ConflictProbe;
import io.ironwake.address.LeaseRules;
import io.ironwake.address.LeaseTimes;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.HardwareAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final MacAddress WAITING = new MacAddress(0x5254_0000_0001L);
  private static final int MADE_UP = 3000;

  private long next = 0x0200_0000_0000L;

  @Test
  void madeUpClientsDoNotPushOutOneThatKeepsAsking() {
    try (DhcpLab lab = standby()) {
      assertThat(ask(lab, WAITING)).isEmpty();
      flood(lab);
      lab.later.pass(Duration.ofSeconds(4));
      assertThat(ask(lab, WAITING)).isEmpty();
      flood(lab);
      lab.later.pass(Duration.ofSeconds(4));

      assertThat(ask(lab, WAITING)).hasSize(1);
    }
  }

  @Test
  void whoWasNotHeardForLongIsForgottenFirst() {
    try (DhcpLab lab = standby()) {
      assertThat(ask(lab, WAITING)).isEmpty();
      flood(lab);
      flood(lab);
      lab.later.pass(Duration.ofSeconds(9));

      assertThat(ask(lab, WAITING)).isEmpty();
    }
  }

  private void flood(DhcpLab lab) {
    for (int i = 0; i < MADE_UP; i++) {
      ask(lab, new MacAddress(next++));
    }
  }

  private static List<DhcpLab.Sent> ask(DhcpLab lab, MacAddress mac) {
    DhcpMessage discover = Packet.of("udhcpc-discover").hardware(HardwareAddress.of(mac)).message();
    return lab.receive(discover, Ipv4.BROADCAST);
  }

  private static DhcpLab standby() {
    return new DhcpLab(
            DhcpLab.full(
                new LeaseRules(
                    LeaseTimes.lasting(Duration.ofHours(1)),
                    Duration.ofMinutes(1),
                    false,
                    false,
                    true,
                    LeaseRules.Bootp.RESERVED,
                    new ConflictProbe(ConflictProbe.Method.OFF, Duration.ofMillis(250)),
                    LeaseRules.POOL_WARNING,
                    8)))
        .listening();
  }
}
