package io.ironwake.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseTimesTest {
  private static final LeaseTimes TIMES =
      new LeaseTimes(
          Duration.ofSeconds(600),
          Duration.ofSeconds(3600),
          Duration.ofSeconds(7200),
          LeaseTimer.parse("1800", LeaseTimer.RENEW),
          LeaseTimer.parse("0.75", LeaseTimer.REBIND));

  @ParameterizedTest
  @CsvSource({"60, 600", "600, 600", "1000, 1000", "7200, 7200", "4294967295, 7200"})
  void aWishIsHonouredBetweenTheBounds(long asked, long granted) {
    assertThat(TIMES.lifetimeFor(Optional.of(Duration.ofSeconds(asked))))
        .isEqualTo(Duration.ofSeconds(granted));
  }

  @Test
  void withoutAWishTheUsualLifetimeHolds() {
    assertThat(TIMES.lifetimeFor(Optional.empty())).isEqualTo(Duration.ofSeconds(3600));
  }

  @ParameterizedTest
  @CsvSource({"3600, 1800, 2700", "7200, 1800, 5400", "600, 300, 450", "2000, 1000, 1750"})
  void timersKeepTheirOrderInEveryLease(long lifetime, long renewal, long rebinding) {
    assertThat(TIMES.renewal(Duration.ofSeconds(lifetime)).toSeconds()).isEqualTo(renewal);
    assertThat(TIMES.rebinding(Duration.ofSeconds(lifetime)).toSeconds()).isEqualTo(rebinding);
  }
}
