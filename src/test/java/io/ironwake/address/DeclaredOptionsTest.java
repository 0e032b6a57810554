package io.ironwake.address;

import static io.ironwake.address.Fixtures.options;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeclaredOptionsTest {
  @Test
  void theMostSpecificLevelWinsPerCode() {
    DeclaredOptions global = options(Map.of(26, "1500", 42, "10.0.0.1", 100, "UTC"));
    DeclaredOptions subnet = options(Map.of(26, "1400", 42, "10.0.0.2"));
    DeclaredOptions reservation = options(Map.of(26, "1300"));

    assertThat(DeclaredOptions.layered(List.of(global, subnet, DeclaredOptions.NONE, reservation)))
        .isEqualTo(options(Map.of(26, "1300", 42, "10.0.0.2", 100, "UTC")));
  }

  @Test
  void oneLevelIsItself() {
    DeclaredOptions subnet = options(Map.of(26, "1400"));

    assertThat(DeclaredOptions.layered(List.of(DeclaredOptions.NONE, subnet))).isSameAs(subnet);
    assertThat(DeclaredOptions.layered(List.of())).isSameAs(DeclaredOptions.NONE);
  }
}
