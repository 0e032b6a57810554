package io.ironwake.rack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** As diff -u would say it. */
class UnifiedDiffTest {
  private static List<String> lines(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(String::valueOf).toList();
  }

  private static String diff(List<String> old, List<String> now) {
    return UnifiedDiff.of("a", old, "b", now);
  }

  @Test
  void nothingIsSaidOfTheSame() {
    assertThat(diff(lines(1, 9), lines(1, 9))).isEmpty();
    assertThat(diff(List.of(), List.of())).isEmpty();
  }

  @Test
  void aNewTextIsAllAdded() {
    assertThat(UnifiedDiff.of("/dev/null", List.of(), "b", List.of("x", "y")))
        .isEqualTo("--- /dev/null\n+++ b\n@@ -0,0 +1,2 @@\n+x\n+y\n");
    assertThat(diff(List.of("x"), List.of())).isEqualTo("--- a\n+++ b\n@@ -1,1 +0,0 @@\n-x\n");
  }

  @Test
  void changesFarApartHaveHunksOfTheirOwn() {
    List<String> now = Stream.concat(Stream.of("new"), lines(2, 19).stream()).toList();
    assertThat(diff(lines(1, 20), now))
        .isEqualTo(
            "--- a\n+++ b\n@@ -1,4 +1,4 @@\n-1\n+new\n 2\n 3\n 4\n"
                + "@@ -17,4 +17,3 @@\n 17\n 18\n 19\n-20\n");
  }

  @Test
  void changesNearEachOtherShareOne() {
    assertThat(diff(List.of("1", "2", "3", "4", "5"), List.of("1", "x", "3", "4", "5", "6")))
        .isEqualTo("--- a\n+++ b\n@@ -1,5 +1,6 @@\n 1\n-2\n+x\n 3\n 4\n 5\n+6\n");
  }
}
