package io.ironwake.butane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.RequiredTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Ignition's own validator on every translation. That of Debian (2.14) ends at specification 3.3;
 * later ones are shown to it as its experimental 3.4, which lacks a few keys that became 3.4 and
 * 3.5.
 */
@Tag("clients")
class ButaneValidateTest {
  private static final int NEWEST = 3;

  @TempDir Path folder;

  @BeforeAll
  static void validator() {
    RequiredTool.require("ignition-validate", "ignition");
  }

  static List<String> names() {
    return ButaneDocuments.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void ignitionTakesIt(String name) throws Exception {
    IgnitionConfig config = ButaneDocuments.translate(name);
    boolean tooNew = config.minor() > NEWEST;
    String json = ButaneDocuments.json(config);
    Path file =
        Files.writeString(
            folder.resolve(name + ".ign"),
            tooNew ? json.replace(config.version(), "3.4.0-experimental") : json);

    List<String> said = validate(file);

    assertThat(said)
        .allSatisfy(
            line ->
                assertThat(tooNew ? line : "a warning: " + line)
                    .matches(".*Unused key (?:discard|openOptions|advertisement|cex)"));
  }

  /** Soundness of our reader: whatever it takes, Ignition takes, without even a warning. */
  @Test
  void whatOurReaderTakesIgnitionTakes() throws Exception {
    List<String> old =
        names().stream().filter(each -> ButaneDocuments.translate(each).minor() <= NEWEST).toList();
    int taken = 0;
    for (int seed = 0; seed < 150; seed++) {
      Mutations mutations = new Mutations(seed);
      Object tree =
          new ObjectMapper()
              .readValue(ButaneDocuments.text(mutations.one(old) + ".ign"), Map.class);
      mutations.value(tree);
      mutations.value(tree);
      Optional<IgnitionConfig> config = read(new ObjectMapper().writeValueAsString(tree));
      if (config.isPresent()) {
        taken++;
        Path file =
            Files.writeString(folder.resolve("mutant.ign"), ButaneDocuments.json(config.get()));
        assertThat(validate(file)).as("seed %d", seed).isEmpty();
      }
    }
    assertThat(taken).isGreaterThan(20);
  }

  private static Optional<IgnitionConfig> read(String json) {
    try {
      return Optional.of(OperatorDocument.ignition("mutant", json, Limits.NONE));
    } catch (DocumentException refused) {
      return Optional.empty();
    }
  }

  /** What the validator says of a file it takes. */
  private static List<String> validate(Path file) throws Exception {
    Process validate =
        new ProcessBuilder("ignition-validate", file.toString()).redirectErrorStream(true).start();
    String said = new String(validate.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(validate.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(validate.exitValue()).as(said).isZero();
    return said.lines().toList();
  }
}
