package io.ironwake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.address.Subnet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceChoiceTest {
  @ParameterizedTest
  @CsvSource({"eth1, eth1, PROXY", "eth1=proxy, eth1, PROXY", "br0.7=off, br0.7, OFF"})
  void anInterfaceMayNameWhatItsUndeclaredLinksGet(String text, String name, Subnet.Mode mode) {
    assertThat(InterfaceChoice.parse(text)).isEqualTo(new InterfaceChoice(name, mode));
  }

  @Test
  void addressesNeedADeclaredSubnet() {
    assertThatThrownBy(() -> InterfaceChoice.parse("eth1=full"))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("declare one with 'interface: eth1'");
  }

  @Test
  void anUnknownWordIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> InterfaceChoice.parse("eth1=on"))
        .hasMessageContaining("write eth1, eth1=proxy or eth1=off");
  }
}
