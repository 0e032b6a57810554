package io.ironwake.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  @Test
  void numbersAreOrderedByTheirValue() {
    assertThat(
            List.of("node-10", "node-2", "node-1b", "node-1", "node", "node-02", "a1").stream()
                .sorted(NaturalOrder.INSTANCE))
        .containsExactly("a1", "node", "node-1", "node-1b", "node-02", "node-2", "node-10");
  }

  @Property
  void itIsATotalOrder(
      @ForAll @AlphaChars @NumericChars @StringLength(max = 6) String a,
      @ForAll @AlphaChars @NumericChars @StringLength(max = 6) String b,
      @ForAll @AlphaChars @NumericChars @StringLength(max = 6) String c) {
    assertThat(Integer.signum(compare(a, b))).isEqualTo(-Integer.signum(compare(b, a)));
    assertThat(compare(a, b) == 0).isEqualTo(a.equals(b));
    if (compare(a, b) <= 0 && compare(b, c) <= 0) {
      assertThat(compare(a, c)).isLessThanOrEqualTo(0);
    }
  }

  private static int compare(String one, String other) {
    return NaturalOrder.INSTANCE.compare(one, other);
  }
}
