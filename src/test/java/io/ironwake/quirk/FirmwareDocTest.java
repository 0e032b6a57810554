package io.ironwake.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keeps docs/firmware.md true: forty rows, and every proof it names exists. */
class FirmwareDocTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\d+) \\|(.*)\\|(.*)\\|([^|]*)\\|$");
  private static final Pattern TEST = Pattern.compile("`([a-z.]+\\.[A-Z]\\w+)#(\\w+)`");
  private static final Pattern RULE = Pattern.compile("rule `([a-z0-9-]+)`");

  @Test
  void thereAreFortyQuirksInOrder() throws IOException {
    List<Integer> numbers =
        ROW.matcher(text()).results().map(row -> Integer.valueOf(row.group(1))).toList();
    assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 40).boxed().toList());
  }

  @Test
  void everyQuirkHasAProofOrASentence() throws IOException {
    List<String> unproven =
        ROW.matcher(text())
            .results()
            .filter(
                row ->
                    !TEST.matcher(row.group(4)).find()
                        && !RULE.matcher(row.group(4)).find()
                        && !row.group(4).contains("No test: "))
            .map(row -> row.group(1))
            .toList();
    assertThat(unproven).as("quirks without a test, a rule or 'No test: '").isEmpty();
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Matcher named = TEST.matcher(text());
    while (named.find()) {
      Path source =
          Path.of("src/test/java/io/ironwake", named.group(1).replace('.', '/') + ".java");
      assertThat(source).isRegularFile();
      assertThat(Files.readString(source)).as(named.group(1)).contains(" " + named.group(2) + "(");
    }
  }

  @Test
  void everyRuleThatIsNamedIsBuiltIn() throws IOException {
    List<String> rules = Quirks.builtIn().rules().stream().map(QuirkRule::id).toList();
    assertThat(RULE.matcher(text()).results())
        .isNotEmpty()
        .allSatisfy(named -> assertThat(rules).contains(named.group(1)));
  }

  @Test
  void everyEffectIsExplained() throws IOException {
    assertThat(Effect.words()).allSatisfy(word -> assertThat(text()).contains("| `" + word + ": "));
  }

  @Test
  void theExampleIsAFileThatIsAccepted() throws IOException {
    Matcher example = Pattern.compile("(?s)```yaml\\n(.*?)```").matcher(text());
    assertThat(example.find()).isTrue();
    QuirkBook.Sheet sheet =
        QuirkReader.read("example", QuirkYaml.parse("example", example.group(1)));
    assertThat(QuirkBook.of(List.of(sheet, Quirks.builtIn())).rules()).hasSizeGreaterThan(2);
  }

  private static String text() throws IOException {
    return Files.readString(Path.of("docs/firmware.md"));
  }
}
