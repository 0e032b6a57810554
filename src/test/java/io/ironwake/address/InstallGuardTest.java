package io.ironwake.address;

import static io.ironwake.address.Fixtures.ip;
import static io.ironwake.address.Fixtures.subnet;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.net.Ipv4;
import io.ironwake.problem.Problem;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InstallGuardTest {
  private static final Subnet RACK = subnet("10.0.0.0/24", "10.0.0.100-10.0.0.199");

  private final KeptAddresses node7 =
      new KeptAddresses() {
        @Override
        public Set<Ipv4> current() {
          return Set.of(ip("10.0.0.150"), ip("10.9.0.1"));
        }

        @Override
        public Optional<String> machineAt(Ipv4 address) {
          return Optional.of("node7").filter(any -> address.equals(ip("10.0.0.150")));
        }
      };

  private final InstallGuard guard = new InstallGuard(node7, (subnet, address) -> true);

  @Test
  void aSubnetIsNotDeletedUnderAnInstallingMachine() {
    assertThatThrownBy(() -> guard.delete(RACK))
        .hasMessageContaining("machine node7 is installing with 10.0.0.150 of subnet rack1")
        .hasMessageContaining("wait for the install to end, or abandon it first")
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                org.assertj.core.api.Assertions.assertThat(problem.kind())
                    .isEqualTo(Problem.Kind.CONFLICT));
  }

  @Test
  void itsNetworkIsNotMovedAwayNorSwitchedOff() {
    assertThatThrownBy(() -> guard.change(RACK, subnet("10.0.0.0/25")))
        .hasMessageContaining("would lose it by cidr: 10.0.0.0/25");
    assertThatThrownBy(() -> guard.change(RACK, RACK.as(Subnet.Mode.OFF)))
        .hasMessageContaining("would lose it by mode: off");
  }

  @Test
  void whatLeavesItsLeaseAloneIsAllowed() {
    assertThatCode(
            () -> {
              guard.change(RACK, subnet("10.0.0.0/24", "10.0.0.10-10.0.0.20"));
              guard.change(RACK, subnet("10.0.0.128/25"));
              guard.change(RACK, RACK.as(Subnet.Mode.RESERVATIONS_ONLY));
              guard.change(RACK, RACK.as(Subnet.Mode.PROXY));
              new InstallGuard(node7, (subnet, address) -> false).delete(RACK);
              new InstallGuard(Set::of, (subnet, address) -> true).delete(RACK);
              guard.delete(subnet("10.1.0.0/24"));
            })
        .doesNotThrowAnyException();
  }
}
