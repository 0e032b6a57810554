package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.RequiredTool;
import io.ironwake.profile.Effect;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.OsFamily;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ignition's own validator, without even a warning. */
@Tag("clients")
class IgnitionValidateTest {
  @TempDir Path folder;

  @BeforeAll
  static void validator() {
    RequiredTool.require("ignition-validate", "ignition");
  }

  static List<Document> documents() {
    String longest = "http://10.0.0.1:8069/" + "x".repeat(ServeUrls.MAX_LENGTH - 21);
    ServeUrls longUrls = new ServeUrls(longest, longest, longest);
    InstallFacts full = Installs.facts(OsFamily.FLATCAR, FlatcarWriterTest.FULL);
    InstallFacts live =
        Installs.facts(OsFamily.FLATCAR, FlatcarWriterTest.FULL, KernelArgs.none(), Effect.LIVE);
    return List.of(
            Installs.render(Installs.facts(OsFamily.FLATCAR, Map.of())),
            Installs.render(full),
            Installs.freeze(full).render(longUrls),
            Installs.render(live),
            Installs.render(
                Installs.facts(
                    OsFamily.FLATCAR,
                    Map.of("butane", SystemDocumentTest.BUTANE.replace("1.1.0", "1.0.0")))))
        .stream()
        .flatMap(each -> each.documents().stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void acceptsEveryDocument(Document document) throws Exception {
    Path file = Files.write(folder.resolve(document.name()), document.bytes());

    Process validate =
        new ProcessBuilder("ignition-validate", file.toString()).redirectErrorStream(true).start();

    assertThat(new String(validate.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEmpty();
    assertThat(validate.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(validate.exitValue()).isZero();
  }
}
