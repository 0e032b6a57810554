package io.ironwake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.address.Subnet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceChoiceTest {
  @ParameterizedTest
  @CsvSource({
    "eth1=full, eth1, FULL",
    "eth1=proxy, eth1, PROXY",
    "eth1=reservations-only, eth1, RESERVATIONS_ONLY",
    "br0.7=off, br0.7, OFF"
  })
  void anInterfaceMaySayWhatItsClientsGetAtMost(String text, String name, Subnet.Mode mode) {
    assertThat(InterfaceChoice.parse(text))
        .isEqualTo(new InterfaceChoice(name, Optional.of(mode)))
        .hasToString(text);
  }

  @Test
  void whatSaysNothingLeavesItToTheSubnets() {
    InterfaceChoice choice = InterfaceChoice.parse("eth1");

    assertThat(choice.mode()).isEqualTo(Subnet.Mode.FULL);
    assertThat(choice.demandsAddresses()).isFalse();
  }

  @Test
  void anUnknownWordIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> InterfaceChoice.parse("eth1=on"))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("write eth1 or eth1=full or eth1=proxy or eth1=reservations-only");
  }
}
