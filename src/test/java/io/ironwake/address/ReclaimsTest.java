package io.ironwake.address;

import static io.ironwake.address.Fixtures.ip;
import static io.ironwake.address.Fixtures.subnet;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReclaimsTest {
  @Test
  void anInstallingMachinesAddressStaysAndNothingIsWritten() {
    AddressPlans plans = new AddressPlans();
    plans.change(old -> new AddressPlans.Parts(List.of(subnet("10.0.0.0/24")), Map.of()));
    Subnets subnets = new Subnets(plans, null, null, null, null, null, null, null);
    Reclaims reclaims = new Reclaims(subnets, null, () -> Set.of(ip("10.0.0.7")), null, null, null);

    assertThatThrownBy(() -> reclaims.reclaim(ip("10.0.0.7"), "alice"))
        .hasMessageContaining("10.0.0.7 belongs to a machine that is installing")
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                org.assertj.core.api.Assertions.assertThat(problem.kind())
                    .isEqualTo(Problem.Kind.CONFLICT));
  }
}
