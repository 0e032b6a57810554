package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.config.RenderedInstall;
import io.ironwake.net.LocalBoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpxeScriptTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/ipxe");
  private static final String BASE = "http://10.0.0.1:8069/boot/nonce";
  private static final RenderedInstall INSTALL =
      new RenderedInstall(
          "vmlinuz",
          List.of("initrd", "firmware"),
          "initrd=initrd initrd=firmware console=ttyS0 quiet",
          List.of());

  @ParameterizedTest
  @CsvSource({"stub", "entrance", "hold", "local-boot", "boot"})
  void scriptsAreAsRecorded(String name) throws IOException {
    String script =
        switch (name) {
          case "stub" -> IpxeScript.stub(BASE);
          case "entrance" -> IpxeScript.entrance("http://10.0.0.1:8069");
          case "hold" -> IpxeScript.hold("machine 'node-1' waits for approval", BASE, 2, 5);
          case "local-boot" ->
              IpxeScript.localBoot("machine 'node-1' is installed", LocalBoot.SCRIPT);
          default ->
              IpxeScript.boot(
                  "machine 'node-1' is approved",
                  "http://10.0.0.1:8069/assets/generic/v1/amd64",
                  INSTALL);
        };
    Path file = GOLDEN.resolve(name + ".ipxe");
    if (Boolean.getBoolean("update-golden")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, script);
    }
    assertThat(script).isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "a || sanboot",
        "a && sanboot",
        "a ; sanboot",
        "a\nsanboot",
        "a\r\nsanboot",
        "a\u2028sanboot",
        "a\u0085sanboot",
        "${net0/mac}",
        "a \\",
        "# a",
        ":label",
        "\u0000",
        "#!ipxe\nsanboot",
        "\"a",
        "`a`",
        "$(a)",
        "\uD800"
      })
  void noReasonBecomesACommand(String reason) {
    isHarmless(reason);
  }

  @Property(tries = 500)
  void noTextBecomesACommand(@ForAll String reason) {
    isHarmless(reason);
  }

  private static void isHarmless(String reason) {
    String hold = IpxeScript.hold(reason, BASE, 0, 5);
    String local = IpxeScript.localBoot(reason, LocalBoot.SCRIPT);
    String boot = IpxeScript.boot(reason, BASE, INSTALL);
    assertThat(skeleton(hold)).isEqualTo(skeleton(IpxeScript.hold("", BASE, 0, 5)));
    assertThat(skeleton(local)).isEqualTo(skeleton(IpxeScript.localBoot("", LocalBoot.SCRIPT)));
    assertThat(skeleton(boot)).isEqualTo(skeleton(IpxeScript.boot("", BASE, INSTALL)));
  }

  /**
   * The script without what its first echo prints, provided that iPXE reads that line as one echo.
   */
  private static String skeleton(String script) {
    String[] lines = script.split("\n", -1);
    assertThat(lines[1].length()).isLessThan(256);
    assertThat(lines[1])
        .startsWith("echo Ironwake: ")
        .matches("[ -~]*")
        .doesNotContain("${", "\\", "||", "&&", ";", "#", "\"", "`");
    lines[1] = "echo";
    return String.join("\n", lines);
  }

  /** A word that is not listed there is a command that somebody smuggled in. */
  @Test
  void onlyTheDocumentedCommandsAreUsed() throws IOException {
    Set<String> used = new TreeSet<>();
    for (String script :
        List.of(
            IpxeScript.stub(BASE),
            IpxeScript.entrance(BASE),
            IpxeScript.hold("x", BASE, 0, 5),
            IpxeScript.localBoot("x", LocalBoot.SCRIPT),
            IpxeScript.boot("x", BASE, INSTALL))) {
      assertThat(script).startsWith("#!ipxe\n").endsWith("\n").doesNotContain("\r");
      script
          .lines()
          .skip(1)
          .filter(line -> !line.startsWith(":"))
          .flatMap(line -> java.util.Arrays.stream(line.split("\\|\\||&&")))
          .map(String::strip)
          .filter(part -> !part.isEmpty())
          .forEach(part -> used.add(part.split(" ")[0]));
    }
    String documented =
        Files.readString(Path.of("docs/boot-scripts.md"))
            .lines()
            .filter(line -> line.startsWith("`boot` "))
            .findFirst()
            .orElseThrow();
    assertThat(used).containsExactly(documented.replace("`", "").split(" "));
  }

  @Test
  void aReasonIsCutBeforeItFillsTheScreen() {
    assertThat(IpxeScript.plain("x".repeat(1000))).hasSize(200);
    assertThat(IpxeScript.plain("machine 'node-1' (a/b), 50%: $HOME"))
        .isEqualTo("machine node-1 (a/b), 50?: ?HOME");
  }
}
