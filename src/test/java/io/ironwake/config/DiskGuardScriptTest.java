package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.profile.Completion;
import io.ironwake.profile.DiskGuard;
import io.ironwake.profile.OsFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs what looks at the disk in real shells, against a sysfs and a udev that are played. */
class DiskGuardScriptTest {
  @TempDir Path root;
  private Path disk;
  private Path sys;

  @BeforeEach
  void aDisk() throws IOException {
    disk = Files.writeString(root.resolve("sda"), "");
    sys = Files.createDirectories(root.resolve("sys/sda"));
    Files.createDirectories(sys.resolve("device"));
    Files.writeString(sys.resolve("size"), "937703088\n");
    Files.createDirectories(root.resolve("bin"));
    program(
        "udevadm",
        "[ \"$1 $2\" = 'info --query=property' ] || exit 1\ncat " + root.resolve("udev"));
    Files.writeString(
        root.resolve("udev"),
        """
        ID_SERIAL=SAMSUNG_MZ7LH480_S4EWNX0M123456
        ID_SERIAL_SHORT=S4EWNX0M123456
        ID_MODEL=SAMSUNG_MZ7LH480
        ID_WWN=0x5002538e09c4c7a5
        """);
  }

  private void program(String name, String body) throws IOException {
    Path file = root.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private record Ran(int status, String said) {}

  private Ran run(List<String> shell, String script, String... arguments) throws Exception {
    Path file = Files.writeString(root.resolve("script"), here(script));
    List<String> command = new ArrayList<>(shell);
    command.add(file.toString());
    command.addAll(List.of(arguments));
    Path output = root.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("PATH", root.resolve("bin") + ":/usr/bin:/bin");
    Process process = builder.start();
    boolean ended = process.waitFor(20, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("%s", Files.readString(output)).isTrue();
    return new Ran(process.exitValue(), Files.readString(output));
  }

  private String here(String script) {
    return script
        .replace("/sys/class/block", sys.getParent().toString())
        .replace("/dev/console", root.resolve("console").toString())
        .replace("/dev/sda", disk.toString())
        .replace("sleep 60", "echo waits >>" + root.resolve("calls") + "; exit 0")
        .replace("[ -b ", "[ -e ");
  }

  private static DiskGuard guard(String key, String value) {
    Optional<String> text = Optional.of(value);
    return new DiskGuard(
        text.filter(it -> key.equals("serial")),
        text.filter(it -> key.equals("model")),
        text.filter(it -> key.equals("wwn")),
        text.filter(it -> key.equals("size")).map(Long::valueOf),
        text.filter(it -> key.equals("min")).map(Long::valueOf),
        text.filter(it -> key.equals("max")).map(Long::valueOf));
  }

  private static String program(DiskGuard... guards) {
    return DiskGuardScript.program(List.of(guards)).fill(Installs.URLS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "bash", "busybox sh"})
  void letsTheDemandedDiskPass(String shell) throws Exception {
    String all =
        program(
            guard("serial", "S4EWNX0M123456"),
            guard("model", "SAMSUNG MZ7LH480"),
            guard("wwn", "5002538e09c4c7a5"),
            guard("size", "480103981056"),
            guard("min", "480000000000"),
            guard("max", "481000000000"));
    assertThat(run(List.of(shell.split(" ")), all, disk.toString())).isEqualTo(new Ran(0, ""));
  }

  @ParameterizedTest
  @CsvSource({
    "dash, serial, OTHER, 'its serial is S4EWNX0M123456, not OTHER'",
    "busybox sh, serial, S4EWNX0M12345, 'its serial is S4EWNX0M123456, not S4EWNX0M12345'",
    "busybox sh, model, SAMSUNG, 'its model is SAMSUNG MZ7LH480, not SAMSUNG'",
    "bash, wwn, 5002538e09c4c7a6, 'its wwn is 5002538e09c4c7a5, not 5002538e09c4c7a6'",
    "busybox sh, size, 480103981568, 'it has 480103981056 bytes, not 480103981568'",
    "busybox sh, min, 481000000000, 'it has 480103981056 bytes, fewer than 481000000000'",
    "dash, max, 480000000000, 'it has 480103981056 bytes, more than 480000000000'",
  })
  void tellsWhatWasExpectedAndFound(String shell, String key, String value, String fault)
      throws Exception {
    Ran ran = run(List.of(shell.split(" ")), program(guard(key, value)), disk.toString());
    assertThat(ran.status).isEqualTo(1);
    assertThat(ran.said)
        .isEqualTo(
            "nothing was written: " + disk + " is not the disk that may be wiped: " + fault + "\n");
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() throws Exception {
    Ran ran =
        run(List.of("sh"), program(guard("serial", "X"), guard("size", "512")), disk.toString());
    assertThat(ran.said).contains("not X, and it has ");
  }

  @ParameterizedTest
  @CsvSource({"serial, NVME 7", "device/serial, NVME 7", "device/vpd_pg80, NVME 7"})
  void readsTheKernelWhereUdevKnowsNothing(String file, String serial) throws Exception {
    Files.writeString(root.resolve("udev"), "");
    boolean page = file.endsWith("vpd_pg80");
    Files.writeString(sys.resolve(file), (page ? "\0\u0001\0\u0010" : "") + "  NVME 7   \n");
    String program = program(guard("serial", serial));
    assertThat(run(List.of("busybox", "sh"), program, disk.toString())).isEqualTo(new Ran(0, ""));
    Files.delete(sys.resolve(file));
    assertThat(run(List.of("busybox", "sh"), program, disk.toString()).said)
        .contains("its serial is unknown, not NVME 7");
  }

  @Test
  void aDiskWithoutASizeOrUdevIsNotTheDemandedOne() throws Exception {
    Files.delete(sys.resolve("size"));
    program("udevadm", "exit 1");
    assertThat(run(List.of("sh"), program(guard("min", "512")), disk.toString()).status)
        .isEqualTo(1);
    assertThat(run(List.of("sh"), program(guard("model", "X")), disk.toString()).said)
        .contains("its model is unknown");
  }

  // ---- in the installers

  private static InstallFacts guarded(InstallFacts facts, DiskGuard guard) {
    return new InstallFacts(
        facts.machineName(),
        facts.mac(),
        facts.profile(),
        facts.machineArguments(),
        facts.disk(),
        facts.retry(),
        facts.variables(),
        facts.node(),
        guard);
  }

  /** Every call of a network client is written down; of busybox these are part of the shell. */
  private void installer() throws IOException {
    for (String client : List.of("wget", "curl")) {
      program(client, "for last; do :; done; echo \"$last\" >>" + root.resolve("calls"));
    }
    program("sleep", "");
    program("debconf-set", "echo \"debconf-set $*\" >>" + root.resolve("calls"));
  }

  private String script(InstallFacts facts, String name) {
    return Refusals.document(facts, name);
  }

  @ParameterizedTest
  @CsvSource({
    "DEBIAN, partman.sh, partman-commands, dash",
    "UBUNTU, early.sh, early-commands, dash",
    "KICKSTART, early.sh, early-commands, bash",
    "AUTOYAST, early.sh, early-commands, bash",
    "KAIROS, early.sh, early-commands, dash",
  })
  void anInstallerStopsForGoodBeforeAnotherDisk(
      OsFamily os, String name, String commands, String shell) throws Exception {
    installer();
    InstallFacts facts =
        FamilySamples.setting(
            FamilySamples.minimal(os), commands, List.of("echo wiped >>" + root.resolve("calls")));
    List<String> with = List.of(shell.split(" "));

    run(with, script(guarded(facts, guard("serial", "OTHER 1")), name));

    List<String> calls = Files.readAllLines(root.resolve("calls"));
    assertThat(calls).hasSize(2).endsWith("waits");
    assertThat(calls.getFirst())
        .startsWith(Installs.URLS.reportBase() + "/failed?message=nothing+was+written:+")
        .endsWith("its+serial+is+S4EWNX0M123456,+not+OTHER+1");
    assertThat(root.resolve("console")).content().contains("its serial is S4EWNX0M123456, not");

    Files.delete(root.resolve("calls"));
    run(with, script(guarded(facts, guard("serial", "S4EWNX0M123456")), name));
    assertThat(Files.readAllLines(root.resolve("calls"))).endsWith("wiped").doesNotContain("waits");
  }

  @Test
  void fedorasInstallerIsNotStartedOnAnotherDisk() throws Exception {
    installer();
    String script =
        FcosScript.write("/dev/sda", List.of(guard("serial", "OTHER")), Completion.INSTALLER_REPORT)
            .fill(Installs.URLS);

    run(List.of("bash"), script, "before");

    assertThat(Files.readString(root.resolve("calls")))
        .contains("/failed?message=nothing+was+written")
        .endsWith("waits\n")
        .doesNotContain("progress");
  }

  @ParameterizedTest
  @CsvSource({"TALOS", "MICROOS", "GENERIC"})
  void aFamilyThatCannotLookRefusesTheGuardAndSaysSo(OsFamily os) {
    assertThatThrownBy(() -> InstallWriter.requireCheckable("profile", os, guard("serial", "S1")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("profile.guard.disk")
        .hasMessageContaining("nobody would check it")
        .hasMessageContaining(os.title());
    InstallWriter.requireCheckable("profile", os, DiskGuard.NONE);
  }

  @Test
  void flatcarsInstallerBringsTheGuardAsAProgram() {
    InstallFacts facts = Installs.facts(OsFamily.FLATCAR, Map.of());
    String with = script(guarded(facts, guard("serial", "S1")), "installer.ign");
    assertThat(script(facts, "installer.ign")).doesNotContain("IRONWAKE_GUARD=/");
    assertThat(with)
        .contains("IRONWAKE_GUARD=/opt/ironwake/guard", "\"path\": \"/opt/ironwake/guard\"");
  }
}
