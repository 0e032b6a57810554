package io.ironwake.dhcp;

import java.util.List;
import java.util.function.Function;

/** The conformance table as Markdown. */
final class ConformanceReport {
  private ConformanceReport() {}

  /** For the documentation. */
  static String document(List<ConformanceRow> rows) {
    return "# DHCP conformance\n\n"
        + rows.size()
        + " scenarios over raw packets, each played in every build through decoder, decision and encoder. This page is generated from\n"
        + "`src/test/resources/conformance/dhcp.txt`, which holds the packets.\n"
        + sections(rows, "| Scenario | Source |\n|---|---|\n", row -> "");
  }

  /** For the build: each scenario is played. */
  static String withResults(List<ConformanceRow> rows) {
    return "# DHCP conformance\n"
        + sections(
            rows,
            "| Scenario | Source | Result |\n|---|---|---|\n",
            row -> " " + row.play().map(wrong -> "FAILED: " + wrong).orElse("passed") + " |");
  }

  private static String sections(
      List<ConformanceRow> rows, String head, Function<ConformanceRow, String> result) {
    StringBuilder out = new StringBuilder();
    String section = "";
    for (ConformanceRow row : rows) {
      if (!row.section().equals(section)) {
        section = row.section();
        out.append("\n## ").append(section).append("\n\n").append(head);
      }
      out.append("| ")
          .append(row.name())
          .append(" | ")
          .append(row.source())
          .append(" |")
          .append(result.apply(row))
          .append('\n');
    }
    return out.toString();
  }
}
