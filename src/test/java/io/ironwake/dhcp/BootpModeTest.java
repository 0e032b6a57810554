package io.ironwake.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.address.ConflictProbe;
import io.ironwake.address.LeaseRules;
import io.ironwake.address.LeaseTimes;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.wire.dhcp.DhcpMessage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BootpModeTest {
  private static final DhcpMessage ASKING = Packet.of("bootp-request").message();
  private static final MacAddress MAC = ASKING.hardware().mac().orElseThrow();
  private static final Ipv4 FIRST = Ipv4.parse("10.0.0.100");

  @Test
  void aPermanentLeaseStaysPermanentWhileItsMachineInstalls() {
    try (DhcpLab lab = lab(LeaseRules.Bootp.DYNAMIC)) {
      lab.desk.installing.add(MAC);

      assertThat(lab.receive(ASKING, Ipv4.BROADCAST)).hasSize(1);
      assertThat(lab.desk.lifetimes).containsEntry(FIRST, LeaseRules.FOR_EVER);
    }
  }

  @Test
  void installingIsNoReservation() {
    try (DhcpLab lab = lab(LeaseRules.Bootp.RESERVED)) {
      lab.desk.installing.add(MAC);

      assertThat(lab.receive(ASKING, Ipv4.BROADCAST)).isEmpty();
      assertThat(lab.outcomes()).containsExactly("no-bootp");
      assertThat(lab.desk.lifetimes).isEmpty();
    }
  }

  @Test
  void aReservedAddressIsLeasedForTheSubnetsTime() {
    try (DhcpLab lab = lab(LeaseRules.Bootp.DYNAMIC)) {
      lab.desk.reserved.put(MAC, "lab");

      assertThat(lab.receive(ASKING, Ipv4.BROADCAST)).hasSize(1);
      assertThat(lab.desk.lifetimes).containsEntry(FIRST, Duration.ofHours(1));
    }
  }

  private static DhcpLab lab(LeaseRules.Bootp bootp) {
    return new DhcpLab(
            DhcpLab.full(
                new LeaseRules(
                    LeaseTimes.lasting(Duration.ofHours(1)),
                    Duration.ofMinutes(1),
                    false,
                    false,
                    true,
                    bootp,
                    new ConflictProbe(ConflictProbe.Method.OFF, Duration.ofMillis(250)),
                    LeaseRules.POOL_WARNING,
                    0)))
        .listening();
  }
}
