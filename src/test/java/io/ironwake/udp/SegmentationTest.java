package io.ironwake.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SegmentationTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Segmentation segmentation = new Segmentation(nanos::get);

  @Test
  void aRefusalHoldsForAMinuteAndIsNewsOnce() {
    assertThat(segmentation.isOn()).isTrue();

    assertThat(segmentation.refused(-22)).isTrue();
    assertThat(segmentation.refused(-22)).isFalse();
    assertThat(segmentation.isOn()).isFalse();
    nanos.addAndGet(Duration.ofSeconds(60).toNanos() - 1);
    assertThat(segmentation.isOn()).isFalse();
    nanos.addAndGet(1);
    assertThat(segmentation.isOn()).isTrue();
    assertThat(segmentation.refused(-90)).isTrue();
    assertThat(segmentation.isOn()).isFalse();
  }

  @Test
  void anErrorThatDoesNotConcernRowsIsNoRefusal() {
    assertThat(segmentation.refused(-11)).isFalse();
    assertThat(segmentation.isOn()).isTrue();
  }
}
