package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
  private static String numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  @Test
  void theSameTextsDifferInNothing() {
    assertThat(UnifiedDiff.of("a", "x\ny\n", "b", "x\ny\n")).isEmpty();
  }

  @Test
  void aChangedLineStandsInThreeLinesOfContext() {
    assertThat(UnifiedDiff.of("a", numbers(1, 9), "b", numbers(1, 4) + "five\n" + numbers(6, 9)))
        .isEqualTo(
            """
            --- a
            +++ b
            @@ -2,7 +2,7 @@
             2
             3
             4
            -5
            +five
             6
             7
             8
            """);
  }

  @Test
  void changesFarApartAreHunksOfTheirOwn() {
    String diff = UnifiedDiff.of("a", numbers(1, 30), "b", "0\n" + numbers(1, 29));

    assertThat(diff)
        .contains("@@ -1,3 +1,4 @@\n+0\n 1\n", "@@ -27,4 +28,3 @@\n 27\n 28\n 29\n-30\n");
  }

  @Test
  void aTextFromNothingIsAllNew() {
    assertThat(UnifiedDiff.of("a", "", "b", "x\n"))
        .isEqualTo("--- a\n+++ b\n@@ -0,0 +1,1 @@\n+x\n");
  }
}
