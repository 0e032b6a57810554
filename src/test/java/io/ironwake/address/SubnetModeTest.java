package io.ironwake.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.address.Subnet.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubnetModeTest {
  @ParameterizedTest
  @CsvSource({
    "FULL,              FULL,              FULL,              FULL",
    "FULL,              RESERVATIONS_ONLY, RESERVATIONS_ONLY, RESERVATIONS_ONLY",
    "FULL,              PROXY,             PROXY,             PROXY",
    "RESERVATIONS_ONLY, RESERVATIONS_ONLY, RESERVATIONS_ONLY, RESERVATIONS_ONLY",
    "RESERVATIONS_ONLY, PROXY,             PROXY,             RESERVATIONS_ONLY",
    "PROXY,             PROXY,             PROXY,             PROXY"
  })
  void ofTwoModesAClientGetsWhatBothAllow(Mode one, Mode other, Mode reserved, Mode unreserved) {
    assertThat(one.and(other, true)).isEqualTo(other.and(one, true)).isEqualTo(reserved);
    assertThat(one.and(other, false)).isEqualTo(other.and(one, false)).isEqualTo(unreserved);
  }

  @Test
  void offIsOffWithAnything() {
    for (Mode any : Mode.values()) {
      assertThat(any.and(Mode.OFF, true)).isEqualTo(Mode.OFF).isEqualTo(Mode.OFF.and(any, false));
    }
  }
}
