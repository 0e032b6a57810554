package io.ironwake.config;

import static io.ironwake.config.FamilySamples.ordered;
import static io.ironwake.config.Refusals.document;
import static io.ironwake.config.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.profile.Completion;
import io.ironwake.profile.Effect;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.OsFamily;
import io.ironwake.profile.Profile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flatcar with its root on a disk, its config in an initrd, its updates and kernel arguments. */
class FlatcarWaysTest {
  private static InstallFacts facts(Effect effect, Object... config) {
    return Installs.facts(OsFamily.FLATCAR, ordered(config), KernelArgs.none(), effect);
  }

  private static InstallFacts byFirstBoot(InstallFacts facts) {
    Profile known = facts.profile();
    return new InstallFacts(
        facts.machineName(),
        facts.mac(),
        new Profile(
            known.name(),
            known.os(),
            known.version(),
            known.arch(),
            known.arguments(),
            known.config(),
            Completion.FIRST_BOOT,
            known.effect()),
        facts.machineArguments(),
        facts.disk(),
        facts.retry());
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void itsRootIsMadeAtTheFirstBootAndReportedByIt() throws Exception {
    InstallFacts facts = byFirstBoot(facts(Effect.INSTALL, "root", "ext4"));
    Golden.check("flatcar-root", Golden.show(Installs.render(facts)));

    JsonNode storage = json(document(facts, "installed.ign")).get("storage");
    assertThat(storage.at("/disks/0/device").asText()).isEqualTo("/dev/sda");
    assertThat(storage.at("/disks/0/wipeTable").asBoolean()).isTrue();
    assertThat(storage.at("/filesystems/0/label").asText()).isEqualTo("ROOT");
    assertThat(Installs.freeze(facts).assets())
        .noneMatch(each -> each.contains("production_image.bin"));
  }

  @Test
  void laterBootsDoNotRunIgnition() {
    FrozenInstall running = Installs.freeze(facts(Effect.LIVE, "root", "ext4"));

    assertThat(running.documents()).isEmpty();
    assertThat(running.render(Installs.URLS).line())
        .isEqualTo("initrd=flatcar_production_pxe_image.cpio.gz root=LABEL=ROOT");
  }

  @Test
  void aRootThatCannotBeMadeIsRefused() {
    refuses(facts(Effect.INSTALL, "root", "ext4"), "profile.completion: ", "first-boot");
    refuses(facts(Effect.INSTALL, "root", "zfs"), "config.root: must be one of", "ext4");
    refuses(
        facts(Effect.LIVE, "root", "ext4", "ssh-authorized-keys", List.of()),
        "config.ssh-authorized-keys: ",
        "Ignition ran at the install");
    String butane =
        """
        variant: flatcar
        version: 1.0.0
        storage:
          disks:
            - device: /dev/sda
              wipe_table: true
        """;
    refuses(
        byFirstBoot(facts(Effect.INSTALL, "root", "ext4", "butane", butane)),
        "config.root: ",
        "makes too");
  }

  @Test
  void aConfigWithoutAUrlIsASecondInitrd() {
    RenderedInstall install = Installs.render(facts(Effect.INSTALL, "embed", true));

    assertThat(install.line())
        .isEqualTo(
            "initrd=flatcar_production_pxe_image.cpio.gz flatcar.first_boot=1 initrd=oem.cpio");
    assertThat(install.initrds())
        .containsExactly("flatcar_production_pxe_image.cpio.gz", "oem.cpio");
    assertThat(install.documents()).extracting(Document::name).contains("installed.ign");
    assertThat(document(facts(Effect.INSTALL, "embed", true), "oem.cpio"))
        .contains("usr/share/oem/config.ign\0", "ironwake-install.service");
    assertThat(Installs.render(facts(Effect.LIVE, "embed", true)).line())
        .doesNotContain("ignition.config.url");
  }

  @Test
  void updatesAreAFileThatReplacesTheImages() throws Exception {
    InstallFacts facts =
        facts(
            Effect.INSTALL,
            "update",
            ordered(
                "group",
                "beta",
                "server",
                "http://nebraska.example.org:8000/v1/update/",
                "reboot-strategy",
                "off"));

    JsonNode file = json(document(facts, "installed.ign")).at("/storage/files/1");
    assertThat(file.get("path").asText()).isEqualTo("/etc/flatcar/update.conf");
    assertThat(file.get("overwrite").asBoolean()).isTrue();
    assertThat(file.at("/contents/source").asText())
        .isEqualTo(
            "data:,GROUP%3Dbeta%0ASERVER%3Dhttp%3A%2F%2Fnebraska.example.org%3A8000%2Fv1%2Fupdate%2F%0A"
                + "REBOOT_STRATEGY%3Doff%0A");
    assertThat(
            document(
                facts(Effect.INSTALL, "update", Map.of("server", "disabled")), "installed.ign"))
        .contains("SERVER%3Ddisabled%0A");
    assertThat(document(facts, "installer.ign")).doesNotContain("update.conf");
  }

  @ParameterizedTest
  @CsvSource({
    "server, off, config.update.server (or disabled): must be of the form",
    "reboot-strategy, never, 'config.update.reboot-strategy: must be one of reboot, etcd-lock, off'",
    "group, 'a b', config.update.group: must be a channel",
    "grup, stable, config.update.grup: unknown key; did you mean 'group'?",
  })
  void updatesNobodyWouldTakeAreRefused(String key, String value, String message) {
    refuses(facts(Effect.INSTALL, "update", Map.of(key, value)), message, "");
  }

  @Test
  void updatesStandInOnePlace() {
    refuses(
        facts(
            Effect.INSTALL,
            "update",
            Map.of("group", "beta"),
            "files",
            List.of(Map.of("path", "/etc/flatcar/update.conf", "content", ""))),
        "config.update: ",
        "/etc/flatcar/update.conf");
    refuses(facts(Effect.INSTALL, "update", Map.of()), "config.update: ", "says nothing");
  }

  @Test
  void kernelArgumentsOfTheDiskAreIgnitions() throws Exception {
    InstallFacts facts =
        facts(Effect.INSTALL, "kernel-arguments", List.of("console=ttyS1", "mitigations=auto"));

    assertThat(json(document(facts, "installed.ign")).at("/kernelArguments/shouldExist").toString())
        .isEqualTo("[\"console=ttyS1\",\"mitigations=auto\"]");
    assertThat(Installs.render(facts).line()).doesNotContain("mitigations");
    refuses(
        facts(Effect.LIVE, "kernel-arguments", List.of("quiet")),
        "config.kernel-arguments: ",
        "set arguments");
    refuses(
        facts(Effect.INSTALL, "kernel-arguments", List.of("root=/dev/sda9")),
        "config.kernel-arguments: ",
        "config.root");
  }

  @ParameterizedTest
  @CsvSource({
    "root=/dev/sda9, config.root",
    "rootfstype=btrfs, config.root",
    "flatcar.oem.id=packet, bare metal",
    "coreos.autologin, flatcar.autologin"
  })
  void argumentsThatMisleadAreRefused(String word, String advice) {
    refuses(
        Installs.withMachineArguments(facts(Effect.LIVE), word), "machine.arguments: '", advice);
  }
}
