package io.ironwake.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitPaceTest {
  @Test
  void aLeaseThatComesAloneDoesNotWait() {
    assertThat(CommitPace.pauseNanos(2_000_000, 1)).isZero();
    assertThat(CommitPace.pauseNanos(Long.MAX_VALUE, 1)).isZero();
  }

  @Test
  void fewGatherUntilTwoMillisecondsAfterTheLastBegin() {
    assertThat(CommitPace.pauseNanos(500_000, 31)).isEqualTo(1_500_000);
  }

  @Test
  void manyDoNotWait() {
    assertThat(CommitPace.pauseNanos(0, 32)).isZero();
  }
}
