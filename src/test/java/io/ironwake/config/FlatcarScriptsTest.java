package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.RequiredTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the scripts in bash with stand-ins for the programs they call, which record how. */
class FlatcarScriptsTest {
  @TempDir Path root;

  private final StringBuilder answers = new StringBuilder();

  @BeforeEach
  void standIns() throws IOException {
    Files.createDirectories(root.resolve("bin"));
    Files.createDirectories(root.resolve("run"));
    Files.writeString(root.resolve("disk"), "");
    Files.createSymbolicLink(root.resolve("by-id"), root.resolve("disk"));
    program("udevadm", "");
    program("sleep", "");
    program("systemctl", "echo \"systemctl $*\" >>$ROOT/calls");
    program(
        "flatcar-install",
        "echo \"flatcar-install $*\" >>$ROOT/calls; echo some output; exit ${INSTALL_STATUS:-0}");
    program(
        "curl",
        """
        url=${!#}; code=$(head -n 1 $ROOT/answers); sed -i 1d $ROOT/answers
        while [ $# -gt 1 ]; do
          case "$1" in
            -o) out=$2 ;;
            --data-binary) body=$(cat "${2#@}") ;;
          esac
          shift
        done
        echo "curl $url${body:+ with $body}" >>$ROOT/calls
        [ "$code" = 200 ] && [ "$out" != /dev/null ] && echo '{}' >"$out"
        [ "$code" = empty ] && : >"$out" && code=200
        echo "$code"
        """);
  }

  private void program(String name, String body) throws IOException {
    Path file = root.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/bash\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void answers(String... codes) {
    answers.append(String.join("\n", codes)).append('\n');
  }

  private int run(String script, int installStatus) throws Exception {
    return run(script, installStatus, "");
  }

  private int run(String script, int installStatus, String guard) throws Exception {
    String here =
        script
            .replace("/run/", root + "/run/")
            .replace("/var/lib/", root + "/var/")
            .replace("[ -b ", "[ -e ");
    Files.writeString(root.resolve("answers"), answers);
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", here)
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("output").toFile());
    bash.environment().put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
    bash.environment().put("ROOT", root.toString());
    bash.environment().put("INSTALL_STATUS", "" + installStatus);
    bash.environment().put("IRONWAKE_DISK", root.resolve("by-id").toString());
    bash.environment().put("IRONWAKE_GUARD", guard);
    bash.environment().put("IRONWAKE_VERSION", "4081.2.0");
    bash.environment().put("IRONWAKE_ASSETS", "http://i/assets/flatcar/4081.2.0/amd64");
    bash.environment().put("IRONWAKE_CONFIG", "http://i/config/c/installed.ign");
    bash.environment().put("IRONWAKE_REPORT", "http://i/report/r");
    Process process = bash.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS))
        .as("%s", Files.readString(root.resolve("output")))
        .isTrue();
    return process.exitValue();
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(root.resolve("calls"));
  }

  @Test
  void installsReportsAndReboots() throws Exception {
    answers("200", "200", "200");

    assertThat(run(FlatcarScripts.INSTALL, 0)).isZero();

    assertThat(calls())
        .containsExactly(
            "curl http://i/config/c/installed.ign",
            "curl http://i/report/r/progress with writing Flatcar 4081.2.0 to " + root + "/disk",
            "flatcar-install -d "
                + root
                + "/disk -V 4081.2.0 -b http://i/assets/flatcar/4081.2.0/amd64 -o  -i "
                + root
                + "/run/ironwake-installed.ign",
            "curl http://i/report/r/installed",
            "systemctl --no-block reboot");
  }

  @Test
  void waitsForAnswersAndDoesNotTakeAnEmptyConfig() throws Exception {
    answers("000", "503", "empty", "429", "200", "200", "000", "503", "200");

    assertThat(run(FlatcarScripts.INSTALL, 0)).isZero();

    assertThat(
            calls().stream()
                .filter(each -> each.endsWith("installed.ign") && each.startsWith("curl")))
        .hasSize(5);
    assertThat(calls().stream().filter(each -> each.endsWith("/installed"))).hasSize(3);
    assertThat(calls().getLast()).isEqualTo("systemctl --no-block reboot");
  }

  @Test
  void aFailedInstallReportsItsLastWordsAndStaysUp() throws Exception {
    answers("200", "200", "200");

    assertThat(run(FlatcarScripts.INSTALL, 1)).isEqualTo(1);

    String calls = String.join("\n", calls());
    assertThat(calls)
        .contains("curl http://i/report/r/failed with ", "some output\nflatcar-install failed");
    assertThat(calls).doesNotContain("/installed\n", "systemctl");
  }

  @Test
  void aRefusedConfigIsAFailureAndTouchesNoDisk() throws Exception {
    answers("404", "200");

    assertThat(run(FlatcarScripts.INSTALL, 0)).isEqualTo(1);

    assertThat(String.join("\n", calls()))
        .contains("/failed with Ironwake refused the config")
        .doesNotContain("flatcar-install");
  }

  @Test
  void aMissingDiskIsAFailure() throws Exception {
    Files.delete(root.resolve("disk"));
    answers("200", "200");

    assertThat(run(FlatcarScripts.INSTALL, 0)).isEqualTo(1);

    assertThat(String.join("\n", calls()))
        .contains("/failed with there is no disk")
        .doesNotContain("flatcar-install");
  }

  @Test
  void aDiskThatMayNotBeWipedIsAFailureAndIsNotWritten() throws Exception {
    Path guard = Files.writeString(root.resolve("guard"), "echo \"$1 is another\"; exit 1\n");
    answers("200", "200");

    assertThat(run(FlatcarScripts.INSTALL, 0, guard.toString())).isEqualTo(1);

    assertThat(String.join("\n", calls()))
        .contains("/failed with " + root + "/disk is another")
        .doesNotContain("flatcar-install", "systemctl");
  }

  @Test
  void aGuardThatCannotRunIsAFailureToo() throws Exception {
    answers("200", "200");

    assertThat(run(FlatcarScripts.INSTALL, 0, root + "/missing")).isEqualTo(1);

    assertThat(String.join("\n", calls()))
        .contains("the guard of the disk did not run")
        .doesNotContain("flatcar-install");
  }

  @Test
  void aDiskThatMayBeWipedIsWritten() throws Exception {
    Path guard = Files.writeString(root.resolve("guard"), "exit 0\n");
    answers("200", "200", "200");

    assertThat(run(FlatcarScripts.INSTALL, 0, guard.toString())).isZero();

    assertThat(calls()).endsWith("systemctl --no-block reboot");
  }

  @Test
  void theFirstBootIsReportedUntilItIsAnswered() throws Exception {
    answers("000", "503", "200");

    assertThat(run(FlatcarScripts.BOOTED, 0)).isZero();

    assertThat(calls()).hasSize(3).allMatch(each -> each.equals("curl http://i/report/r/booted"));
    assertThat(root.resolve("var/ironwake/booted")).exists();
  }

  @Tag("clients")
  @ParameterizedTest
  @ValueSource(strings = {FlatcarScripts.INSTALL, FlatcarScripts.BOOTED})
  void shellcheckFindsNothing(String script) throws Exception {
    RequiredTool.require("shellcheck", "shellcheck");
    Path file = Files.writeString(root.resolve("script"), script);

    Process check =
        new ProcessBuilder("shellcheck", file.toString()).redirectErrorStream(true).start();

    assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
    assertThat(check.waitFor()).isZero();
  }
}
