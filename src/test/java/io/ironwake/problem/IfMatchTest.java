package io.ironwake.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {
  @Test
  void ourOwnTagComesBackAsItsVersion() {
    assertThat(IfMatch.version(Optional.of(IfMatch.tag(7)))).contains(7L);
  }

  @Test
  void noHeaderAndAStarDemandNothing() {
    assertThat(IfMatch.version(Optional.empty())).isEmpty();
    assertThat(IfMatch.version(Optional.of("*"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "W/\"7\"", "\"x\"", "\"7\", \"8\"", "", "\"9999999999999999999\""})
  void anythingElseIsRefusedWithAnExample(String header) {
    assertThatThrownBy(() -> IfMatch.version(Optional.of(header)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("such as \"7\"");
  }
}
