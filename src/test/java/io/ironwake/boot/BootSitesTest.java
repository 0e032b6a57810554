package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ironwake.address.BootRules;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rule for machines outside any declared subnet, as an operator writes it. */
class BootSitesTest {
  @ParameterizedTest
  @EnumSource
  void everyRuleHasItsWord(BootRules.Unknown rule) {
    assertThat(BootSites.unknown(rule.name().toLowerCase(Locale.ROOT))).isEqualTo(rule);
  }

  @Test
  void anotherWordIsRefusedAndTheRightOnesAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BootSites.unknown("install"))
        .withMessageContaining("ironwake.unknown: 'install'")
        .withMessageContaining("ignore, hold or inspect");
  }
}
