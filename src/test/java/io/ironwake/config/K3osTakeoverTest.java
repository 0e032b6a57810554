package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.RequiredTool;
import io.ironwake.profile.Effect;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.OsFamily;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the script in a folder that stands in for the root, with stand-ins for what it calls. */
class K3osTakeoverTest {
  @TempDir Path root;

  @BeforeEach
  void standIns() throws IOException {
    for (String folder : List.of("bin", "run", "boot/grub", "dev")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.writeString(root.resolve("boot/grub/grub.cfg"), "the old menu\n");
    Files.writeString(root.resolve("dev/sda1"), "");
    program("id", "echo ${USER_ID:-0}");
    program("uname", "echo ${MACHINE:-x86_64}");
    program(
        "findmnt",
        "case $3 in SOURCE) echo ${SOURCE:-$ROOT/dev/sda1};; *) echo ${FSTYPE:-ext4};; esac");
    program("blkid", "echo ${LABELLED:-}");
    program("df", "echo head; echo /dev/sda1 9 9 ${FREE:-9000000} 9 /");
    program("tune2fs", "echo \"tune2fs $*\" >>$ROOT/calls");
    program("losetup", "");
    program("umount", "");
    program("sleep", "");
    program("reboot", "echo reboot >>$ROOT/calls");
    program("sha256sum", "cat >/dev/null; exit ${SUM_STATUS:-0}");
    program(
        "mount",
        """
        for last; do :; done
        for file in k3os/current/k3os kernel/current/initrd kernel/current/kernel.squashfs; do
          mkdir -p $(dirname $last/k3os/system/$file); echo x >$last/k3os/system/$file
        done
        """);
    program(
        "curl",
        """
        out=; body=; for last; do :; done
        while [ $# -gt 1 ]; do
          case "$1" in
            -o) out=$2;;
            --data-binary) body=$(cat "${2#@}");;
          esac
          shift
        done
        echo "curl $last${body:+ with $body}" >>$ROOT/calls
        case $last in
          */config.yaml) [ "${CONFIG:-x}" = none ] && exit 22; printf '%s' "${CONFIG-the config}" >"$out";;
          *.iso) [ "${IMAGE:-x}" = none ] && exit 22; echo image >"$out";;
        esac
        exit 0
        """);
  }

  private void program(String name, String body) throws IOException {
    Path file = root.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/bash\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static String script() {
    InstallFacts facts =
        Installs.facts(
            OsFamily.K3OS,
            Map.of("install", Map.of("way", "takeover", "tty", "ttyS0", "power-off", true)),
            KernelArgs.none(),
            Effect.INSTALL);
    return Installs.freeze(Installs.onDisk(facts, "/dev/sda1"))
        .withDigests(Map.of("k3os-amd64.iso", "0".repeat(64)))
        .render(Installs.URLS)
        .arguments(Way.TAKEOVER);
  }

  private int run(Map<String, String> environment) throws Exception {
    return run(script(), environment);
  }

  private int run(String script, Map<String, String> environment) throws Exception {
    String here =
        script
            .replaceAll(
                "(?<![\\w$}.])/(run|boot|k3os/(?!system/\\$|system/kernel)|dev|ironwake-)",
                root + "/$1")
            .replace("-C / ", "-C " + root + " ")
            .replace("%d /)", "%d " + root + ")")
            .replace("[ -b ", "[ -e ");
    ProcessBuilder sh =
        new ProcessBuilder("sh", "-c", here)
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("output").toFile());
    sh.environment().put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
    sh.environment().put("ROOT", root.toString());
    sh.environment().putAll(environment);
    Process process = sh.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS))
        .as("%s", Files.readString(root.resolve("output")))
        .isTrue();
    return process.exitValue();
  }

  private String calls() throws IOException {
    Path calls = root.resolve("calls");
    return Files.exists(calls) ? Files.readString(calls) : "";
  }

  @Test
  void replacesTheSystemAndReboots() throws Exception {
    assertThat(run(Map.of())).as("%s", Files.readString(root.resolve("output"))).isZero();

    assertThat(calls().lines())
        .containsExactly(
            "curl http://10.0.0.1:8069/assets/os/version/arch/k3os-amd64.iso",
            "curl http://10.0.0.1:8069/config/c0nf1g/config.yaml",
            "curl http://10.0.0.1:8069/report/r3p0rt/progress?message=replacing+the+running+system",
            "tune2fs -L K3OS_STATE " + root + "/dev/sda1",
            "curl http://10.0.0.1:8069/report/r3p0rt/progress?message=rebooting+into+k3OS",
            "reboot");
    assertThat(root.resolve("k3os/system/config.yaml")).hasContent("the config");
    assertThat(root.resolve("k3os/system/takeover")).exists();
    assertThat(root.resolve("k3os/system/poweroff")).exists();
    assertThat(root.resolve("k3os/system/k3os/current/k3os")).exists();
    assertThat(root.resolve("boot/grub/grub.cfg.before-k3os")).hasContent("the old menu");
    assertThat(Files.readString(root.resolve("boot/grub/grub.cfg")))
        .contains(
            "  loopback loop0 /$sqfile\n  set root=($root)\n  linux (loop0)/vmlinuz"
                + " printk.devkmsg=on console=tty1 console=ttyS0\n");
    assertThat(root.resolve("ironwake-takeover")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "MACHINE, aarch64, this is no x86_64 machine",
    "SOURCE, /dev/mapper/root, and /dev/sda1 was approved",
    "FSTYPE, xfs, is not ext4",
    "LABELLED, /dev/sdb1, is labelled K3OS_STATE",
    "FREE, 1000, less than 2 GB",
    "IMAGE, none, the image could not be fetched",
    "SUM_STATUS, 1, not the one that was approved",
    "CONFIG, none, the configuration could not be fetched",
    "CONFIG, '', the configuration is empty",
  })
  void whatIsNotAsApprovedIsReportedAndNothingIsChanged(String name, String value, String why)
      throws Exception {
    assertThat(run(Map.of(name, value))).isEqualTo(1);

    assertThat(calls().replace(root.toString(), ""))
        .containsPattern("/report/r3p0rt/failed with (?s:.)*" + why)
        .doesNotContain("tune2fs", "reboot");
    assertThat(root.resolve("boot/grub/grub.cfg")).hasContent("the old menu");
    assertThat(root.resolve("k3os")).doesNotExist();
  }

  @Test
  void aMachineWithoutGrubIsLeftAlone() throws Exception {
    Files.delete(root.resolve("boot/grub/grub.cfg"));

    assertThat(run(Map.of())).isEqualTo(1);

    assertThat(calls()).contains("/failed with GRUB has no").doesNotContain(".iso");
  }

  @Test
  void withoutRootItSaysSoAndAsksNothing() throws Exception {
    assertThat(run(Map.of("USER_ID", "1000"))).isEqualTo(1);

    assertThat(calls()).isEmpty();
    assertThat(Files.readString(root.resolve("output"))).contains("run this as root");
  }

  /** A connection that breaks hands a shell half a script. */
  @Test
  void aScriptThatWasCutOffDoesNothing() throws Exception {
    String whole = script();
    for (int end = 0; end < whole.lastIndexOf("main"); end += 97) {
      run(whole.substring(0, end), Map.of());
    }

    assertThat(calls()).isEmpty();
    assertThat(root.resolve("boot/grub/grub.cfg")).hasContent("the old menu");
  }

  @Test
  @Tag("clients")
  void shellcheckAndGrubFindNothing() throws Exception {
    RequiredTool.require("shellcheck", "shellcheck");
    RequiredTool.require("grub-script-check", "grub-common");
    Path file = Files.writeString(root.resolve("script"), script());
    assertThat(Consumers.run("shellcheck", "-s", "sh", file.toString())).isEmpty();
    assertThat(run(Map.of())).isZero();
    assertThat(Consumers.run("grub-script-check", root.resolve("boot/grub/grub.cfg").toString()))
        .isEmpty();
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
        .startsWith("#!/bin/sh");
  }
}
