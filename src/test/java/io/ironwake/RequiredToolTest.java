package io.ironwake;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class RequiredToolTest {
  @TempDir Path folder;

  @Test
  void aToolThatIsThereLetsTheTestRun() throws IOException {
    Path tool = Files.createFile(folder.resolve("tool"));
    tool.toFile().setExecutable(true);

    assertThatCode(() -> RequiredTool.require("tool", "tools", List.of(folder), true))
        .doesNotThrowAnyException();
    assertThatCode(() -> RequiredTool.require(tool.toString(), "tools", List.of(), true))
        .doesNotThrowAnyException();
  }

  @Test
  void aMissingToolSkipsTheTestAndNamesItsPackage() {
    assertThatExceptionOfType(TestAbortedException.class)
        .isThrownBy(() -> RequiredTool.require("tool", "tools", List.of(folder), false))
        .withMessageContaining("tool is missing")
        .withMessageContaining("Debian package tools");
  }

  @Test
  void aMissingToolFailsTheTestInContinuousIntegration() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> RequiredTool.require("tool", "tools", List.of(folder), true))
        .withMessageContaining("Debian package tools");
  }

  @Test
  void aFileThatIsNotExecutableIsNoTool() throws IOException {
    Files.createFile(folder.resolve("tool"));

    assertThatExceptionOfType(TestAbortedException.class)
        .isThrownBy(() -> RequiredTool.require("tool", "tools", List.of(folder), false));
  }
}
