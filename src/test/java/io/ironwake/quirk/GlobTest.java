package io.ironwake.quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource({
    "PXEClient:*, PXEClient:Arch:00007:UNDI:003016, true",
    "pxeclient:*, PXEClient:Arch:00007:UNDI:003016, true",
    "PXEClient, PXEClient:Arch:00007, false",
    "*:00007:*, PXEClient:Arch:00007:UNDI:003016, true",
    "*, '', true",
    "?, '', false",
    "?, x, true",
    "a*b*c, axxbxxbxc, true",
    "a*b*c, axxbxxbx, false",
    "**a, aa, true",
    "OptiPlex 3?50, OptiPlex 3050, true",
    "OptiPlex 3?50, OptiPlex 30550, false",
    "a.c, abc, false"
  })
  void matches(String pattern, String text, boolean expected) {
    assertThat(new Glob(pattern).matches(text)).isEqualTo(expected);
  }

  @Test
  void isQuickOnTextMadeToBeSlow() {
    String text = "a".repeat(5_000) + "b";
    Assertions.assertTimeout(
        Duration.ofSeconds(2),
        () -> assertThat(new Glob("*a".repeat(60) + "*c").matches(text)).isFalse());
  }

  @Test
  void anEmptyPatternIsRefused() {
    assertThatThrownBy(() -> new Glob("")).hasMessageContaining("leave the key out");
  }
}
