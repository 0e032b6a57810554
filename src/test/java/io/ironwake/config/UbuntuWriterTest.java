package io.ironwake.config;

import static io.ironwake.config.FamilySamples.ordered;
import static io.ironwake.config.FamilySamples.setting;
import static io.ironwake.config.Refusals.document;
import static io.ironwake.config.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.profile.OsFamily;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UbuntuWriterTest {
  private static final InstallFacts SAMPLE = FamilySamples.minimal(OsFamily.UBUNTU);

  @ParameterizedTest
  @CsvSource({
    "24.04.3, ds=nocloud;s=http://10.0.0.1:8069/config/c0nf1g/",
    "22.04.5, ds=nocloud-net;s=http://10.0.0.1:8069/config/c0nf1g/",
  })
  void namesTheSourceAsItsCloudInitKnowsItWithASlashAtTheEnd(String version, String expected) {
    InstallFacts facts = FamilySamples.facts(OsFamily.UBUNTU, version, SAMPLE.profile().config());

    assertThat(Installs.render(facts).line().split(" "))
        .contains(expected, "cloud-config-url=/dev/null");
  }

  /** NoCloud gives up where one of the first two is missing. */
  @Test
  void servesEveryFileOfTheSource() {
    assertThat(Installs.render(SAMPLE).documents())
        .extracting(Document::name)
        .contains("user-data", "meta-data", "vendor-data");
  }

  @ParameterizedTest
  @CsvSource({
    "url=http://x/y.iso, config.iso",
    "ds=nocloud;s=http://x, what Ironwake writes",
    "cloud-config-url=http://x, what Ironwake writes",
    "autoinstall, always set",
    "---, config.installer-arguments",
  })
  void ownsItsArguments(String argument, String advice) {
    refuses(Installs.withMachineArguments(SAMPLE, argument), "machine.arguments: ", advice);
  }

  @ParameterizedTest
  @CsvSource({
    "version, remove it",
    "identity, config.user",
    "storage, config.storage",
    "late-commands, config.late-commands",
    "interactive-sections, wait for somebody",
    "shutdown, boots what was installed",
  })
  void ownsPartsOfTheAutoinstallSection(String key, String advice) {
    refuses(setting(SAMPLE, "autoinstall", Map.of(key, "x")), "config.autoinstall." + key, advice);
  }

  @Test
  void wipesNoDiskButTheMachines() {
    refuses(Installs.onDisk(SAMPLE, "/dev/disk/by-id/x"), "machine.disk: ", "follows no link");
    refuses(storage(ordered("type", "disk", "path", "/dev/sdb")), "config.storage: ", "{disk}");
    refuses(
        storage(ordered("type", "disk", "match", Map.of("size", "largest"))),
        "config.storage: ",
        "{disk}");
    refuses(
        storage(ordered("type", "disk", "path", "{disk}", "serial", "x")),
        "config.storage: ",
        "{disk}");
    refuses(
        setting(SAMPLE, "storage", Map.of("layout", Map.of("name", "lvm"))),
        "config.storage: ",
        "storage-layout");
  }

  @Test
  void keepsTheKindsOfValuesThatAnOperatorWrote() {
    Map<String, Object> values =
        ordered("a", 1, "b", "1", "c", true, "d", "true", "e", 1.5, "f", List.of(), "y", "no");

    String text = document(setting(SAMPLE, "user-data", Map.of("kinds", values)), "user-data");

    Map<?, ?> root = (Map<?, ?>) Outline.load(text);
    Map<?, ?> system = (Map<?, ?>) ((Map<?, ?>) root.get("autoinstall")).get("user-data");
    assertThat(system.get("kinds")).isEqualTo(values);
  }

  @Test
  void takesFurtherUsersBesideItsOwn() {
    Map<String, Object> more = Map.of("users", List.of(Map.of("name", "second")));

    assertThat(document(setting(SAMPLE, "user-data", more), "user-data"))
        .contains("- name: \"ubuntu\"")
        .contains("- name: \"second\"");
    refuses(
        setting(SAMPLE, "user-data", Map.of("users", "x")),
        "config.user-data.users: ",
        "must be a list");
  }

  @Test
  void needsToKnowTheImage() {
    InstallFacts unnumbered =
        FamilySamples.facts(OsFamily.UBUNTU, "noble", SAMPLE.profile().config());

    refuses(unnumbered, "config.iso: is missing", "24.04.3");
    assertThat(Installs.freeze(SAMPLE).assets())
        .containsExactly("vmlinuz", "initrd", "ubuntu-24.04.3-live-server-amd64.iso");
  }

  private static InstallFacts storage(Map<String, Object> disk) {
    return setting(SAMPLE, "storage", Map.of("config", List.of(disk)));
  }
}
