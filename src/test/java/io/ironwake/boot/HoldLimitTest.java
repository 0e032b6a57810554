package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HoldLimitTest {
  @Test
  void aMachineWaitsAsManyRoundsAsFitAndOneAtLeast() {
    HoldLimit limit = new HoldLimit(Duration.ofMinutes(1));
    assertThat(limit.isReached(11, 5)).isFalse();
    assertThat(limit.isReached(12, 5)).isTrue();
    assertThat(limit.isReached(2, 30)).isTrue();
    assertThat(limit.isReached(0, 90)).isFalse();
    assertThat(limit.isReached(1, 90)).isTrue();
  }
}
