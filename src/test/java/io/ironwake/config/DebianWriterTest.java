package io.ironwake.config;

import static io.ironwake.config.Refusals.document;
import static io.ironwake.config.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.profile.OsFamily;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebianWriterTest {
  private static final InstallFacts SAMPLE = FamilySamples.minimal(OsFamily.DEBIAN);

  @ParameterizedTest
  @CsvSource({
    "url=http://x/, made from config",
    "auto=true, made from config",
    "priority=high, the installer would ask",
    "hostname=x, the machine's name",
    "---, config.installer-arguments",
    "partman-auto/disk=/dev/sdb, the machine's disk",
    "preseed/late_command=x, config.late-commands",
  })
  void ownsItsArguments(String argument, String advice) {
    refuses(Installs.withMachineArguments(SAMPLE, argument), "machine.arguments: ", advice);
    refuses(
        FamilySamples.setting(SAMPLE, "installer-arguments", List.of(argument)),
        "config.installer-arguments: ",
        advice);
  }

  @ParameterizedTest
  @CsvSource({
    "d-i preseed/late_command string true, config.late-commands",
    "d-i partman-auto/disk string /dev/sdb, the machine's disk",
    "d-i grub-installer/bootdev string default, the machine's disk",
    "d-i netcfg/choose_interface select eth1, config.installer-arguments",
    "d-i preseed/include string more.cfg, beside the preseed file",
    "d-i   preseed/early_command    string, config.early-commands",
    "partman-auto/disk /dev/sdb, owner question/name type value",
    "'d-i time/zone string UTC\\', ends with a backslash",
  })
  void refusesAnswersThatWouldUndoItsOwn(String line, String advice) {
    refuses(FamilySamples.setting(SAMPLE, "preseed", line), "config.preseed: ", advice);
  }

  @Test
  void seesAnOwnedQuestionBehindAContinuedLine() {
    refuses(
        FamilySamples.setting(
            SAMPLE, "preseed", "# fine\nd-i \\\n partman-auto/disk string /dev/sdb"),
        "config.preseed: line 2: partman-auto/disk",
        "the machine's disk");
  }

  @Test
  void demandsAWayIn() {
    InstallFacts nobody = FamilySamples.facts(OsFamily.DEBIAN, "13", Map.of());

    refuses(nobody, "config.ssh-authorized-keys: nobody could log in", "password-hash");
    refuses(
        FamilySamples.setting(nobody, "password-hash", "secret"),
        "config.password-hash: is not a hashed password",
        "openssl passwd -6");
  }

  @Test
  void namesItsAssetsAndNeverRunsLive() {
    assertThat(Installs.freeze(SAMPLE).assets()).containsExactly("linux", "initrd.gz");
    refuses(FamilySamples.live(SAMPLE), "profile.effect: Debian profiles install", "flatcar");
  }

  /** The script as Debian's installer runs it, its fetches and its target played. */
  @Test
  void preparesTheInstalledSystemAndReportsInOrder(@TempDir Path folder) throws Exception {
    Path target = Files.createDirectory(folder.resolve("target"));
    Path calls = folder.resolve("calls");
    Path wget = folder.resolve("wget");
    Files.writeString(wget, "#!/bin/sh\necho \"$3 $4\" >>" + calls + "\n: >\"$3\"\n");
    assertThat(wget.toFile().setExecutable(true)).isTrue();
    InstallFacts facts =
        FamilySamples.setting(SAMPLE, "late-commands", List.of("echo mine >>" + calls));
    Path late =
        Files.writeString(
            folder.resolve("late.sh"),
            document(facts, "late.sh").replace("/target", target.toString()));

    Consumers.run("env", "PATH=" + folder + ":/usr/bin:/bin", "sh", late.toString());

    assertThat(Files.readString(target.resolve("root/.ssh/authorized_keys")))
        .isEqualTo(FamilySamples.KEY + "\n");
    assertThat(target.resolve("etc/systemd/system/multi-user.target.wants/ironwake-booted.service"))
        .hasContent(BootedHook.UNIT);
    assertThat(Files.readAllLines(calls))
        .containsExactly(
            target + "/etc/ironwake/booted " + Installs.URLS.configBase() + "/booted.sh",
            "mine",
            "/dev/null " + Installs.URLS.reportBase() + "/installed");
  }

  @Test
  void reportsACommandThatFails(@TempDir Path folder) throws Exception {
    Path calls = folder.resolve("calls");
    Path wget = folder.resolve("wget");
    Files.writeString(wget, "#!/bin/sh\necho \"$4\" >>" + calls + "\n");
    assertThat(wget.toFile().setExecutable(true)).isTrue();
    InstallFacts facts =
        FamilySamples.setting(SAMPLE, "partman-commands", List.of("true", "exit 3"));
    String script = document(facts, "partman.sh");
    Path commands =
        Files.writeString(
            folder.resolve("commands.sh"),
            script.substring(0, script.indexOf("disk='"))
                + script.substring(script.indexOf("sh -c")));

    Process failing =
        new ProcessBuilder("env", "PATH=" + folder + ":/usr/bin:/bin", "sh", commands.toString())
            .start();

    assertThat(failing.waitFor()).isEqualTo(1);
    assertThat(calls)
        .hasContent(Installs.URLS.reportBase() + "/failed?message=partman-commands+2+failed");
  }
}
