package io.ironwake.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** RFC 6298 §2 in numbers. */
class RoundTripTest {
  private static final long MS = Duration.ofMillis(1).toNanos();

  private static RoundTrip measured(long... samples) {
    RoundTrip pace = RoundTrip.unmeasured(OptionalInt.empty());
    for (long sample : samples) {
      pace = pace.measured(sample);
    }
    return pace;
  }

  @Test
  void theFirstMeasurementGivesItsThreefold() {
    assertThat(measured(200 * MS).timeout(0)).isEqualTo(600 * MS);
  }

  @Test
  void laterMeasurementsAreSmoothed() {
    RoundTrip pace = measured(200 * MS, 240 * MS);

    assertThat(pace.smoothed()).isEqualTo(205 * MS);
    assertThat(pace.variation()).isEqualTo(85 * MS);
  }

  @Test
  void aFastNetworkKeepsTheFloorAndASlowOneTheCeiling() {
    assertThat(measured(50_000).timeout(0)).isEqualTo(40 * MS);
    assertThat(measured(0).timeout(0)).isEqualTo(40 * MS);
    assertThat(measured(20_000 * MS).timeout(0)).isEqualTo(3000 * MS);
  }

  @Test
  void eachDoublingDoublesUpToTheCeiling() {
    RoundTrip pace = measured(50_000);

    assertThat(pace.timeout(1)).isEqualTo(80 * MS);
    assertThat(pace.timeout(6)).isEqualTo(2560 * MS);
    assertThat(pace.timeout(7)).isEqualTo(3000 * MS);
    assertThat(pace.timeout(Integer.MAX_VALUE)).isEqualTo(3000 * MS);
  }

  @Test
  void aNegotiatedTimeoutIsNeverExceeded() {
    RoundTrip pace = RoundTrip.unmeasured(OptionalInt.of(255));

    assertThat(pace.timeout(0)).isEqualTo(255_000 * MS);
    assertThat(pace.timeout(60)).isEqualTo(255_000 * MS);
    assertThat(pace.measured(10 * MS).timeout(0)).isEqualTo(40 * MS);
    assertThat(RoundTrip.unmeasured(OptionalInt.of(1)).measured(900 * MS).timeout(0))
        .isEqualTo(1000 * MS);
  }
}
