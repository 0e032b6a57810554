package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.RequiredTool;
import io.ironwake.config.RenderedInstall;
import io.ironwake.net.LocalBoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrubScriptTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/grub");
  private static final RenderedInstall INSTALL = install("console=ttyS0,115200 quiet");

  private static RenderedInstall install(String line) {
    return new RenderedInstall(
        "vmlinuz",
        List.of("initrd", "firmware"),
        "initrd=initrd initrd=firmware " + line,
        List.of());
  }

  private static String script(String name) {
    return switch (name) {
      case "stub" -> GrubScript.stub("/nonce");
      case "entrance" -> GrubScript.entrance();
      case "hold" -> GrubScript.hold("machine 'node-1' waits for approval", "/nonce", 2, 5);
      case "local-boot" -> GrubScript.localBoot("machine 'node-1' is installed", LocalBoot.SCRIPT);
      case "exit" -> GrubScript.localBoot("machine 'node-1' is installed", LocalBoot.EXIT);
      default ->
          GrubScript.boot(
              "machine 'node-1' is approved", "/nonce/assets/generic/v1/amd64", INSTALL);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"stub", "entrance", "hold", "local-boot", "exit", "boot"})
  void scriptsAreAsRecorded(String name) throws IOException {
    Path file = GOLDEN.resolve(name + ".cfg");
    if (Boolean.getBoolean("update-golden")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, script(name));
    }
    assertThat(script(name)).isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stub", "entrance", "hold", "local-boot", "exit", "boot"})
  void grubItselfReadsThem(String name, @TempDir Path folder) throws Exception {
    RequiredTool.require("grub-script-check", "grub-common");
    Path file = Files.writeString(folder.resolve("grub.cfg"), script(name));
    Process check =
        new ProcessBuilder("grub-script-check", file.toString()).redirectErrorStream(true).start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor()).as(said).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a'; reboot; echo '",
        "a\nreboot",
        "a\r\nreboot",
        "$root",
        "${root}",
        "$(reboot)",
        "`reboot`",
        "a \\",
        "\"a",
        "{ reboot; }",
        "a && reboot",
        "# a",
        "\u0000",
        "\uD800"
      })
  void noReasonBecomesACommand(String reason) {
    isHarmless(reason);
  }

  @Property(tries = 300)
  void noTextBecomesACommand(@ForAll String reason) {
    isHarmless(reason);
  }

  private static void isHarmless(String reason) {
    String script = GrubScript.localBoot(reason, LocalBoot.EXIT);
    List<String> lines = script.lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(1)).matches("echo 'Ironwake: [A-Za-z0-9 .,:/()=@+_?-]*'");
  }

  @Test
  void everyKernelWordReachesTheKernelAsOne() {
    String script =
        GrubScript.boot(
            "x",
            "/n",
            install("a=\"b c\" \"d e\" ks=http://10.0.0.1/x?y=z;w $x {y} *.z f=#g h|i <j> k&l"));
    assertThat(script)
        .contains(
            "linux /n/vmlinuz 'a=b c' 'd e' 'ks=http://10.0.0.1/x?y=z;w' '$x' '{y}' '*.z' 'f=#g'"
                + " 'h|i' '<j>' 'k&l'; then");
  }

  /**
   * In what such a script uses, GRUB's quotes and keywords are the shell's, and the shell tells
   * what each command is handed.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=\"$(reboot)\"",
        "`reboot`",
        "a;reboot",
        "a&&reboot",
        "a||reboot",
        "\"a; reboot\"",
        "${x} $root",
        "*",
        "~",
        "#a",
        "a>b",
        "{reboot}",
        "!reboot",
        "[a-z]"
      })
  void noWordOfTheLineBecomesACommand(String line) throws Exception {
    String script = GrubScript.boot("x'; reboot; '", "/n", install(line));
    String judge =
        "exec 3>&1 >&2; root=ROOT; x=X\n"
            + "linux() { shift; for each; do printf '%s\\n' \"$each\" >&3; done; }\n"
            + "reboot() { printf 'REBOOTED\\n' >&3; }\n"
            + "echo() { :; }; initrd() { :; }; boot() { exit 0; }; sleep() { exit 0; }\n";
    Process sh = new ProcessBuilder("/bin/sh", "-c", judge + script).start();
    String said = new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    sh.waitFor();

    assertThat(said.lines().toList())
        .isEqualTo(
            KernelWords.withoutInitrds(install(line)).stream()
                .map(GrubScriptTest::unquoted)
                .toList());
  }

  private static String unquoted(String word) {
    return word.replace("\"", "");
  }

  @Test
  void initrdsAreLoadedAndNotNamedToTheKernel() {
    assertThat(script("boot"))
        .contains(
            "initrd /nonce/assets/generic/v1/amd64/initrd /nonce/assets/generic/v1/amd64/firmware;")
        .doesNotContain("initrd=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a='b'", "a\\ b", "a\nb", "a=\u00e9"})
  void aWordThatQuotesCannotHoldIsRefused(String line) {
    assertThatThrownBy(() -> GrubScript.boot("x", "/n", install(line)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be written for GRUB")
        .hasMessageNotContaining(line);
  }

  @Test
  void aLineThatTheKernelWouldCutIsRefused() {
    // BOOT_IMAGE=/n/vmlinuz and a space stand in front of it.
    String fits = "x".repeat(2047 - "BOOT_IMAGE=/n/vmlinuz ".length());
    assertThat(GrubScript.boot("x", "/n", install(fits))).contains(fits);
    assertThatThrownBy(() -> GrubScript.boot("x", "/n", install(fits + "x")))
        .hasMessageContaining("1 characters too long for GRUB");
  }
}
