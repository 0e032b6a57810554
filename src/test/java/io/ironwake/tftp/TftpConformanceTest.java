package io.ironwake.tftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The TFTP server judged row by row: what the client sends, what it must be answered, and that it
 * is answered nothing else. The table is a page of the documentation too.
 */
class TftpConformanceTest {
  private static final String INTRODUCTION =
      """
      # TFTP conformance

      Every row is a test: it is played against the server's door with a clock of its own, and silence is expected wherever no
      answer is written. Written by `TftpConformanceTest` from `conformance.txt` beside it.

      Without a mark is what the client sends: `RRQ name options` (`RRQ/mode` if not octet), `WRQ`, `ACK n`, `ACKS from-to/step`
      (each of which must bring the blocks after it), `DATA`, `OACK`, `ERR code`, `RAW hex`; `@2` is a second client port. With
      `<` is what it must get: `<DATA block length` (a range and no length for full blocks; blocks are counted without roll-over,
      the number on the wire is their lowest 16 bits), `<OACK options`, `<ERR code`, `<RAW hex`. `WAIT ms` lets time pass,
      `CLOCK ms` too but without the server's clock noticing, `QUIET ms` ignores repetitions meanwhile. `END outcome`, `IDLE`
      (no transfer), `OPEN` (one goes on), `ASKED name` (the name the boot gate saw), `NEVER ASKED` and `MALFORMED` (counted and
      dropped) say what is left. The file `s513` has 513 bytes; `no` is missing.
      """;

  record Row(String section, String source, String behaviour, String exchange) {
    @Override
    public String toString() {
      return source + ": " + behaviour;
    }

    String markdown() {
      return "| " + source + " | " + behaviour + " | `" + exchange + "` |\n";
    }
  }

  static Stream<Row> rows() throws IOException {
    try (InputStream table = TftpConformanceTest.class.getResourceAsStream("conformance.txt")) {
      String text = new String(Objects.requireNonNull(table).readAllBytes(), UTF_8);
      return Stream.of(text.split("(?m)^## ")).skip(1).flatMap(TftpConformanceTest::section);
    }
  }

  private static Stream<Row> section(String text) {
    List<String> lines = text.lines().toList();
    return lines.stream()
        .skip(1)
        .filter(line -> !line.isBlank())
        .map(line -> line.split(" \\| ", 3))
        .map(cells -> new Row(lines.getFirst(), cells[0], cells[1], cells[2]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void row(Row row) {
    new Exchange().play(row.exchange());
  }

  @Test
  void theTableIsInTheDocumentation() throws IOException {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    String section = "";
    for (Row row : rows().toList()) {
      if (!row.section().equals(section)) {
        section = row.section();
        page.append("\n## ").append(section).append("\n\n");
        page.append("| Source | Behaviour | Exchange |\n|---|---|---|\n");
      }
      page.append(row.markdown());
    }
    Path written = Path.of("target", "tftp-conformance.md");
    Files.createDirectories(written.getParent());
    Files.writeString(written, page);

    assertThat(Path.of("docs", "tftp-conformance.md"))
        .as("brought up to date by: cp target/tftp-conformance.md docs/")
        .hasContent(page.toString());
    assertThat(rows()).hasSizeGreaterThanOrEqualTo(80);
  }
}
