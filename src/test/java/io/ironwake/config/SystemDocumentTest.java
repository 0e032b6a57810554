package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.profile.Arch;
import io.ironwake.profile.Completion;
import io.ironwake.profile.Effect;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.OsFamily;
import io.ironwake.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator's own Butane or Ignition in the profile of a system that Ignition sets up. */
class SystemDocumentTest {
  private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0 ops@example";
  static final String BUTANE =
      """
      variant: flatcar
      version: 1.1.0
      passwd:
        users:
          - name: deploy
            uid: 1500
          - name: core
            groups: [docker]
            ssh_authorized_keys:
              - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1 butane@example
      storage:
        files:
          - path: /etc/motd
            overwrite: true
            mode: 0644
            contents:
              inline: "{config-url} is not filled in here\\n"
        filesystems:
          - device: /dev/disk/by-label/data
            format: xfs
            path: /var/lib/data
            with_mount_unit: true
      systemd:
        units:
          - name: docker.service
            enabled: true
      kernel_arguments:
        should_exist: [quiet]
      """;

  private static Map<String, Object> config(String key, String document) {
    return Map.of("ssh-authorized-keys", List.of(KEY), key, document);
  }

  private static Profile profile(String version, Map<String, Object> config) {
    return new Profile(
        "flatcar",
        OsFamily.FLATCAR,
        version,
        Arch.AMD64,
        KernelArgs.none(),
        config,
        Completion.INSTALLER_REPORT,
        Effect.INSTALL);
  }

  private static JsonNode document(InstallFacts facts, int index) throws Exception {
    return new ObjectMapper().readTree(Installs.render(facts).documents().get(index).bytes());
  }

  private static List<String> texts(JsonNode list, String key) {
    List<String> texts = new ArrayList<>();
    list.forEach(each -> texts.add(each.path(key).asText()));
    return texts;
  }

  @Test
  void isLaidUnderWhatIronwakeNeeds() throws Exception {
    Golden.check(
        "flatcar-butane",
        Golden.show(Installs.render(Installs.facts(OsFamily.FLATCAR, config("butane", BUTANE)))));
  }

  @Test
  void theInstalledSystemHasBoth() throws Exception {
    JsonNode installed = document(Installs.facts(OsFamily.FLATCAR, config("butane", BUTANE)), 1);

    assertThat(installed.at("/ignition/version").asText()).isEqualTo("3.4.0");
    assertThat(texts(installed.at("/storage/files"), "path"))
        .containsExactly("/etc/motd", "/etc/hostname", "/opt/ironwake/booted");
    assertThat(texts(installed.at("/systemd/units"), "name"))
        .containsExactly("var-lib-data.mount", "docker.service", "ironwake-booted.service");
    assertThat(texts(installed.at("/passwd/users"), "name")).containsExactly("deploy", "core");
    assertThat(installed.at("/passwd/users/1/sshAuthorizedKeys")).hasSize(2);
    assertThat(installed.at("/passwd/users/1/groups/0").asText()).isEqualTo("docker");
  }

  @Test
  void theInstallerInMemoryGetsTheKeysOnly() throws Exception {
    JsonNode installer = document(Installs.facts(OsFamily.FLATCAR, config("butane", BUTANE)), 0);

    assertThat(installer.at("/ignition/version").asText()).isEqualTo("3.3.0");
    assertThat(installer.at("/passwd/users/0/sshAuthorizedKeys")).hasSize(2);
    assertThat(texts(installer.at("/storage/files"), "path")).doesNotContain("/etc/motd");
    assertThat(installer.has("kernelArguments")).isFalse();
  }

  @Test
  void aLiveSystemRunsIt() throws Exception {
    InstallFacts facts =
        Installs.facts(OsFamily.FLATCAR, config("butane", BUTANE), KernelArgs.none(), Effect.LIVE);

    assertThat(texts(document(facts, 0).at("/storage/files"), "path"))
        .containsExactly("/etc/motd", "/etc/hostname");
  }

  @Test
  void rawIgnitionIsTakenToo() throws Exception {
    String json =
        "{\"ignition\": {\"version\": \"3.2.0\"}, \"systemd\": {\"units\": [{\"name\": \"docker.service\", \"enabled\": true}]}}";

    JsonNode installed = document(Installs.facts(OsFamily.FLATCAR, config("ignition", json)), 1);

    assertThat(installed.at("/ignition/version").asText()).isEqualTo("3.3.0");
    assertThat(texts(installed.at("/systemd/units"), "name"))
        .containsExactly("docker.service", "ironwake-booted.service");
  }

  @Test
  void fedoraCoreOsTakesItsOwnVariant() throws Exception {
    String butane =
        "variant: fcos\nversion: 1.5.0\nkernel_arguments: {should_exist: [quiet]}\n"
            + "boot_device: {luks: {tpm2: true}}\n";
    Map<String, Object> config =
        Map.of("kernel", "k", "initramfs", "i", "rootfs", "r", "butane", butane);

    JsonNode installed =
        document(
            Installs.facts(
                OsFamily.FCOS, config, KernelArgs.of("console=ttyS0", "quiet"), Effect.INSTALL),
            1);

    assertThat(installed.at("/ignition/version").asText()).isEqualTo("3.4.0");
    assertThat(installed.at("/storage/luks/0/name").asText()).isEqualTo("root");
    assertThat(installed.at("/kernelArguments/shouldExist").toString())
        .isEqualTo("[\"quiet\",\"console=ttyS0\"]");
    assertThat(texts(installed.at("/systemd/units"), "name")).contains("ironwake-booted.service");
  }

  @Test
  void fedoraCoreOsRefusesWhatIsInItsWay() {
    Map<String, Object> config =
        Map.of(
            "kernel",
            "k",
            "initramfs",
            "i",
            "rootfs",
            "r",
            "butane",
            "variant: fcos\nversion: 1.5.0\nstorage: {files: [{path: /etc/ironwake/x}]}\n");

    assertThatThrownBy(
            () ->
                InstallWriter.of(OsFamily.FCOS)
                    .check(Installs.facts(OsFamily.FCOS, config).profile()))
        .hasMessageStartingWith(
            "config.butane:3:26: storage.files[0].path: is in the way of /etc/ironwake");
  }

  @Test
  void itsMistakesAreToldWithLineAndColumnBeforeThereIsAMachine() {
    String wrong = BUTANE.replace("enabled: true", "enabeld: true");

    assertThatThrownBy(
            () ->
                InstallWriter.of(OsFamily.FLATCAR)
                    .check(profile("4081.2.0", config("butane", wrong))))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "config.butane:26:7: unknown key 'enabeld' in systemd.units[0]; did you mean 'enabled'?");
    assertThatCode(
            () ->
                InstallWriter.of(OsFamily.FLATCAR)
                    .check(profile("4081.2.0", config("butane", BUTANE))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "storage: {files: [{path: /etc/hostname}]}|is in the way of /etc/hostname, which Ironwake writes",
        "storage: {files: [{path: /opt}]}|cannot be a file: Ironwake writes /opt/ironwake below it",
        "storage: {links: [{path: /opt, target: /var/opt}]}|cannot be a link: Ironwake writes /opt/ironwake below it",
        "systemd: {units: [{name: ironwake-booted.service, mask: true}]}|names beginning with ironwake- are Ironwake's",
        "ignition: {config: {merge: [{source: 'http://a/b'}]}}|is not allowed here",
        "storage: {files: [{path: /etc/flatcar/update.conf, contents: {inline: x}}]}|overwrite: must be true"
      })
  void nothingOfItMayStandInIronwakesWay(String body, String finding) {
    String butane = "variant: flatcar\nversion: 1.0.0\n" + body + "\n";

    assertThatThrownBy(
            () ->
                InstallWriter.of(OsFamily.FLATCAR)
                    .freeze(Installs.facts(OsFamily.FLATCAR, config("butane", butane))))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("config.butane:3:")
        .hasMessageContaining(finding);
  }

  @Test
  void aReleaseOnlyGetsWhatItReads() {
    InstallWriter writer = InstallWriter.of(OsFamily.FLATCAR);

    assertThatThrownBy(() -> writer.check(profile("3510.2.8", config("butane", BUTANE))))
        .hasMessage(
            "config.butane:2:10: version: this release reads Ignition up to 3.3.0; use version 1.0.0");
    assertThatThrownBy(() -> writer.check(profile("stable", config("butane", BUTANE))))
        .hasMessageContaining("must be the number of a Flatcar release");
    assertThatThrownBy(
            () ->
                writer.check(
                    profile("4081.2.0", config("butane", BUTANE.replace("flatcar", "fcos")))))
        .hasMessage("config.butane:1:10: variant: 'fcos' is for another system; use flatcar");
  }

  @Test
  void oneDocumentIsEnough() {
    Map<String, Object> both = Map.of("butane", BUTANE, "ignition", "{}");
    Map<String, Object> files = Map.of("butane", BUTANE, "files", List.of());

    assertThatThrownBy(() -> InstallWriter.of(OsFamily.FLATCAR).check(profile("4081.2.0", both)))
        .hasMessage("config.ignition: stands beside butane; write it there");
    assertThatThrownBy(() -> InstallWriter.of(OsFamily.FLATCAR).check(profile("4081.2.0", files)))
        .hasMessage("config.files: stands beside butane; write it there");
  }

  @Test
  void answersDoNotShowIt() {
    assertThat(profile("4081.2.0", config("butane", BUTANE)).masked().config().toString())
        .doesNotContain("deploy");
  }
}
