package io.ironwake.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The conformance table: played, reported to target/dhcp-conformance.md, and listed in the docs.
 */
class DhcpConformanceTest {
  private static final Path REPORT = Path.of("target/dhcp-conformance.md");
  private static final Path DOCUMENT = Path.of("docs/dhcp-conformance.md");

  static Stream<ConformanceRow> rows() {
    return ConformanceRow.all().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void answersAsTheTableSays(ConformanceRow row) {
    assertThat(row.play()).isEmpty();
  }

  @Test
  void theTableIsLargeAndNamesNoScenarioTwice() {
    assertThat(ConformanceRow.all()).hasSizeGreaterThanOrEqualTo(120);
    assertThat(rows().map(ConformanceRow::toString)).doesNotHaveDuplicates();
    assertThat(rows().filter(row -> row.lines().stream().noneMatch(line -> line.startsWith("<"))))
        .isEmpty();
  }

  @Test
  void theReportNamesEveryScenarioWithItsResult() throws IOException {
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, ConformanceReport.withResults(ConformanceRow.all()));
    assertThat(REPORT).content().contains("passed").doesNotContain("FAILED");
  }

  @Test
  void theDocumentListsTheTable() throws IOException {
    List<ConformanceRow> rows = ConformanceRow.all();
    assertThat(Files.readString(DOCUMENT))
        .as("docs/dhcp-conformance.md is written from the table; put this in its place")
        .isEqualTo(ConformanceReport.document(rows));
  }
}
