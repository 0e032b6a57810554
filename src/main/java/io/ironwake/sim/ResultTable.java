package io.ironwake.sim;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The end of a run as a table. */
public final class ResultTable {
  private ResultTable() {}

  /** One line per machine and one that counts them. */
  public static List<String> lines(List<LifeResult> results) {
    long up = results.stream().filter(LifeResult::isUp).count();
    Stream<String> rows =
        results.stream()
            .map(
                each ->
                    String.format(
                        Locale.ROOT, "  %-10s %-4s %s", each.machine(), mark(each), each.text()));
    return Stream.concat(rows, Stream.of(up + " of " + results.size() + " machines are up"))
        .toList();
  }

  private static String mark(LifeResult result) {
    return result.isUp() ? "up" : "DOWN";
  }
}
