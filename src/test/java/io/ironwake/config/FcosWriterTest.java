package io.ironwake.config;

import static io.ironwake.config.FamilySamples.setting;
import static io.ironwake.config.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.profile.Completion;
import io.ironwake.profile.OsFamily;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FcosWriterTest {
  private static final InstallFacts SAMPLE = FamilySamples.minimal(OsFamily.FCOS);

  @ParameterizedTest
  @CsvSource({
    "coreos.inst.install_dev=/dev/sdb, the machine's disk",
    "coreos.inst.ignition_url=http://x, made from config",
    "coreos.inst.image_url=http://x, config.image",
    "coreos.inst.stream=stable, nobody here verified",
    "coreos.inst.insecure, signature",
    "coreos.inst.skip_reboot, boots what was installed",
    "ignition.config.url=http://x, made from config",
  })
  void ownsItsArguments(String argument, String advice) {
    refuses(Installs.withMachineArguments(SAMPLE, argument), "machine.arguments: ", advice);
    refuses(
        setting(SAMPLE, "installer-arguments", List.of(argument)),
        "config.installer-arguments: ",
        advice);
  }

  @Test
  void takesTheNamesOfFilesFromTheOperator() {
    InstallFacts nameless =
        FamilySamples.facts(OsFamily.FCOS, "42", FamilySamples.ordered("kernel", "k"));

    refuses(nameless, "config.initramfs: ", "is missing");
  }

  @Test
  void asksForTheSignatureOfAnImageOfItsOwn() {
    assertThat(Installs.freeze(setting(SAMPLE, "image", "metal.raw.xz")).assets())
        .endsWith("metal.raw.xz", "metal.raw.xz.sig");
  }

  @Test
  void runsFromMemoryWithoutTouchingADisk() {
    RenderedInstall live = Installs.render(Installs.onDisk(FamilySamples.live(SAMPLE), ""));

    assertThat(live.line()).doesNotContain("coreos.inst");
    assertThat(live.documents()).extracting(Document::name).containsExactly("live.ign");
    assertThat(live.documents().getFirst().text()).doesNotContain("report");
  }

  @ParameterizedTest
  @CsvSource({
    "INSTALLER_REPORT, after, success, /installed",
    "FIRST_BOOT, after, success, ''",
    "INSTALLER_REPORT, stopped, success, ''",
    "INSTALLER_REPORT, stopped, exit-code, /failed",
  })
  void reportsWhatBecameOfTheInstall(
      Completion completion, String step, String result, String report, @TempDir Path folder)
      throws Exception {
    Path calls = Files.createFile(folder.resolve("calls"));
    for (String tool : List.of("curl", "journalctl", "tail")) {
      Path played = folder.resolve(tool);
      Files.writeString(
          played, "#!/bin/sh\nfor word; do :; done\necho \"$word\" >>" + calls + "\n");
      assertThat(played.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(folder.resolve("tail"), "#!/bin/sh\ncat >/dev/null\n");
    Files.writeString(folder.resolve("journalctl"), "#!/bin/sh\necho why\n");
    Path script =
        Files.writeString(
            folder.resolve("install"),
            FcosScript.write("/dev/sda", List.of(), completion)
                .fill(Installs.URLS)
                .replace("/run/", folder + "/"));

    new ProcessBuilder(
            "env",
            "PATH=" + folder + ":/usr/bin:/bin",
            "SERVICE_RESULT=" + result,
            "bash",
            script.toString(),
            step)
        .start()
        .waitFor();

    assertThat(calls).hasContent(report.isEmpty() ? "" : Installs.URLS.reportBase() + report);
  }
}
