package io.ironwake.lab;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The matrix as a Markdown table. */
final class MatrixTable {
  private static final String HEAD =
      """
      | Firmware | Network | Result | DHCP | Loader | Kernel | Done | Disk |
      |---|---|---|---:|---:|---:|---:|---:|
      """;

  private MatrixTable() {}

  static String of(List<MatrixRun> runs) {
    return HEAD + runs.stream().map(MatrixTable::row).collect(Collectors.joining());
  }

  private static String row(MatrixRun run) {
    Map<MatrixRun.Step, Double> seconds = run.seconds();
    StringBuilder row = new StringBuilder("| " + run.cell().firmware().title() + " | ");
    row.append(run.cell().network().title());
    row.append(run.failure().isPresent() ? " | FAILED" : " | ok");
    for (MatrixRun.Step step : MatrixRun.Step.values()) {
      row.append(" | ")
          .append(
              Optional.ofNullable(seconds.get(step))
                  .map(value -> String.format(Locale.ROOT, "%.1f", value))
                  .orElse("–"));
    }
    return row.append(" |\n").toString();
  }
}
