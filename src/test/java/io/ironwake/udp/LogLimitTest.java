package io.ironwake.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogLimitTest {
  @Test
  void oneLineASecondPassesAndTellsHowManyDidNot() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    List<Long> lines = new ArrayList<>();
    LogLimit limit = new LogLimit(now::get);

    for (int i = 0; i < 4; i++) {
      limit.run(lines::add);
    }
    now.addAndGet(1_000_000_000L);
    limit.run(lines::add);

    assertThat(lines).containsExactly(0L, 3L);
  }
}
