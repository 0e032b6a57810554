package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.config.RenderedInstall;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.MacAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PxelinuxConfigTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/pxelinux");
  private static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:56");

  private static RenderedInstall install(String line, String... initrds) {
    StringBuilder named = new StringBuilder();
    for (String initrd : initrds) {
      named.append("initrd=").append(initrd).append(' ');
    }
    return new RenderedInstall("vmlinuz", List.of(initrds), named + line, List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hold", "local-boot", "exit", "u-boot-local", "boot", "u-boot"})
  void documentsAreAsRecorded(String name) throws IOException {
    String text =
        switch (name) {
          case "hold" ->
              PxelinuxConfig.hold("machine 'node-1' waits for approval", "nonce", MAC, 2, 30);
          case "local-boot" ->
              PxelinuxConfig.localBoot("machine 'node-1' is installed", LocalBoot.SCRIPT);
          case "exit" -> PxelinuxConfig.localBoot("machine 'node-1' is installed", LocalBoot.EXIT);
          case "u-boot-local" -> PxelinuxConfig.localBootOfUBoot("machine 'node-1' is installed");
          case "u-boot" ->
              PxelinuxConfig.bootByUBoot(
                  "machine 'node-1' is approved",
                  "assets/generic/v1/arm64",
                  install("console=ttyAMA0 quiet", "initrd"));
          default ->
              PxelinuxConfig.boot(
                  "machine 'node-1' is approved",
                  "assets/generic/v1/amd64",
                  install("console=ttyS0 a=\"b c\"", "initrd", "firmware"));
        };
    Path file = GOLDEN.resolve(name + ".cfg");
    if (Boolean.getBoolean("update-golden")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  @Property(tries = 300)
  void noReasonBecomesALine(@ForAll String reason) {
    List<String> lines = PxelinuxConfig.localBoot(reason, LocalBoot.SCRIPT).lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.getFirst()).matches("say Ironwake: [A-Za-z0-9 .,:/()=@+_?-]*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nkernel b", "a\rb", "a\u0000b", "a\u2028b", "a=\u00e9"})
  void aLineThatWouldNotStayOneIsRefused(String line) {
    assertThatThrownBy(() -> PxelinuxConfig.boot("x", "a", install(line)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void aLineThatTheKernelWouldCutIsRefused() {
    String fits = "x".repeat(2047 - "BOOT_IMAGE=a/vmlinuz ".length());
    assertThat(PxelinuxConfig.boot("x", "a", install(fits))).contains("append " + fits);
    assertThatThrownBy(() -> PxelinuxConfig.boot("x", "a", install(fits + "x")))
        .hasMessageContaining("1 characters too long");
  }

  @Test
  void uBootIsNotAskedForWhatItCannotDo() {
    assertThatThrownBy(() -> PxelinuxConfig.bootByUBoot("x", "a", install("y", "one", "two")))
        .hasMessageContaining("U-Boot loads one initrd");
    assertThatThrownBy(() -> PxelinuxConfig.bootByUBoot("x", "a", install("a=$(b)")))
        .hasMessageContaining("expand $(");
  }

  @Test
  void uBootsKeywordsAreLowerCaseAndNothingAsks() {
    String text = PxelinuxConfig.bootByUBoot("x", "a", install("y", "initrd"));
    assertThat(text.lines().map(line -> line.strip().split(" ")[0]))
        .containsExactly("say", "default", "prompt", "label", "linux", "initrd", "append");
    assertThat(text).contains("prompt 0\n").doesNotContain("timeout");
  }
}
