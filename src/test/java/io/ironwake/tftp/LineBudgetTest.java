package io.ironwake.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineBudgetTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void aFloodBecomesTwentyLinesASecondAndTheNextOneCountsTheRest() {
    LineBudget budget = new LineBudget();
    List<Integer> lines = new ArrayList<>();
    long now = Long.MAX_VALUE;
    for (int i = 0; i < 1000; i++) {
      budget.spend(now, lines::add);
    }
    assertThat(lines).hasSize(20).containsOnly(0);

    budget.spend(now + SECOND, lines::add);
    budget.spend(now + SECOND, lines::add);
    assertThat(lines).hasSize(22).endsWith(980, 0);
    assertThat(LineBudget.note(980)).isEqualTo(" withheld=980");
    assertThat(LineBudget.note(0)).isEmpty();
  }
}
