package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.profile.Effect;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.OsFamily;
import io.ironwake.profile.Profile;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlatcarWriterTest {
  static final Map<String, Object> FULL =
      Map.of(
          "ssh-authorized-keys",
          List.of("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0 ops@example"),
          "files",
          List.of(
              Map.of(
                  "path",
                  "/etc/flatcar/update.conf",
                  "content",
                  "SERVER=disabled\n100% \"$HOME\" \\ é\u2028\n"),
              Map.of("path", "/opt/bin/hello", "mode", "0755", "content", "#!/bin/sh\n"),
              Map.of("path", "/etc/empty")),
          "units",
          List.of(
              Map.of("name", "docker.service", "enabled", true),
              Map.of("name", "locksmithd.service", "enabled", false),
              Map.of(
                  "name",
                  "hello@1.service",
                  "contents",
                  "# no section yet\n[Service]\nExecStart=/opt/bin/hello \\\n  %H $HOME\n")));

  private static InstallFacts facts(Map<String, Object> config) {
    return Installs.facts(OsFamily.FLATCAR, config);
  }

  private static JsonNode json(Document document) throws Exception {
    return new ObjectMapper().readTree(document.bytes());
  }

  private static String decoded(JsonNode file) {
    String source = file.at("/contents/source").asText();
    assertThat(source).startsWith("data:,").matches("[!-~]*");
    return URLDecoder.decode(source.substring(6), StandardCharsets.UTF_8);
  }

  @Test
  void bootsIntoMemoryWithTwoConfigs() throws Exception {
    Golden.check("flatcar-minimal", Golden.show(Installs.render(facts(Map.of()))));
  }

  private static InstallFacts live(Map<String, Object> config) {
    return Installs.onDisk(
        Installs.facts(OsFamily.FLATCAR, config, KernelArgs.none(), Effect.LIVE), "");
  }

  @Test
  void anInspectorRunsTheCollectingScriptAndKnowsWhereToReport() throws Exception {
    JsonNode config =
        json(Installs.render(live(Map.of("inspect", "power-off"))).documents().getFirst());

    JsonNode unit = config.at("/systemd/units/0");
    assertThat(unit.path("name").asText()).isEqualTo("ironwake-inspect.service");
    assertThat(unit.path("contents").asText())
        .contains(
            "IRONWAKE_THEN=power-off\n", "IRONWAKE_REPORT=http", "ExecStart=/opt/ironwake/inspect");
    assertThat(config.at("/storage/files"))
        .anySatisfy(file -> assertThat(decoded(file)).startsWith("#!/bin/sh\n# Takes inventory"));
  }

  @Test
  void anInspectorDoesOneOfThreeThingsAndInstallsNothing() {
    assertThatThrownBy(() -> Installs.freeze(live(Map.of("inspect", "shutdown"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("reboot, power-off or hold");
    assertThatThrownBy(() -> Installs.freeze(facts(Map.of("inspect", "reboot"))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("effect: live");
  }

  @Test
  void writesEveryKey() throws Exception {
    InstallFacts facts =
        Installs.facts(
            OsFamily.FLATCAR,
            FULL,
            KernelArgs.of("console=ttyS0,115200", "flatcar.autologin"),
            Effect.INSTALL);

    Golden.check(
        "flatcar-full",
        Golden.show(Installs.render(Installs.onDisk(facts, "/dev/disk/by-id/nvme-X:1+2"))));
  }

  @Test
  void runsLiveFromMemoryWithoutInstallerOrReports() throws Exception {
    InstallFacts live =
        Installs.onDisk(
            Installs.facts(OsFamily.FLATCAR, Map.of(), KernelArgs.none(), Effect.LIVE), "");

    String shown = Golden.show(Installs.render(live));

    Golden.check("flatcar-live", shown);
    assertThat(shown).doesNotContain("ironwake", "report");
    assertThat(Installs.freeze(live).assets())
        .containsExactly("flatcar_production_pxe.vmlinuz", "flatcar_production_pxe_image.cpio.gz");
  }

  @Test
  void needsKernelInitrdAndTheSignedImage() {
    assertThat(Installs.freeze(facts(Map.of())).assets())
        .containsExactly(
            "flatcar_production_pxe.vmlinuz",
            "flatcar_production_pxe_image.cpio.gz",
            "flatcar_production_image.bin.bz2",
            "flatcar_production_image.bin.bz2.sig");
  }

  @Test
  void theInstalledSystemGetsTheOperatorsFilesAndTheInstallerDoesNot() throws Exception {
    List<Document> documents = Installs.render(facts(FULL)).documents();

    assertThat(paths(json(documents.getFirst())))
        .containsExactly("/etc/hostname", "/opt/ironwake/install");
    assertThat(paths(json(documents.getLast())))
        .containsExactly(
            "/etc/hostname",
            "/etc/flatcar/update.conf",
            "/opt/bin/hello",
            "/etc/empty",
            "/opt/ironwake/booted");
    assertThat(documents.getLast().text()).doesNotContain("c0nf1g");
  }

  private static List<String> paths(JsonNode ignition) {
    List<String> paths = new ArrayList<>();
    ignition.at("/storage/files").forEach(each -> paths.add(each.get("path").asText()));
    return paths;
  }

  @ParameterizedTest
  @CsvSource({
    "ignition.config.url=http://x, remove it",
    "flatcar.config.url=http://x, remove it",
    "coreos.config.url=http://x, remove it",
    "flatcar.first_boot=detected, whenever Ignition",
    "coreos.first_boot, whenever Ignition",
    "initrd=a, remove it"
  })
  void refusesItsOwnArguments(String word, String advice) {
    assertThatThrownBy(() -> Installs.freeze(Installs.withMachineArguments(facts(Map.of()), word)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("machine.arguments: ")
        .hasMessageContaining(advice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"current", "stable", "4081", "4081.2"})
  void refusesAVersionThatFlatcarInstallWouldLookUpElsewhere(String version) {
    Profile sample = facts(Map.of()).profile();
    Profile moving =
        new Profile(
            "a",
            OsFamily.FLATCAR,
            version,
            sample.arch(),
            KernelArgs.none(),
            Map.of(),
            sample.completion(),
            Effect.INSTALL);
    InstallFacts facts =
        new InstallFacts("n", facts(Map.of()).mac(), moving, KernelArgs.none(), "/dev/sda", false);

    assertThatThrownBy(() -> Installs.freeze(facts)).hasMessageStartingWith("profile.version: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/dev/sda1",
        "/dev/disk/by-id/ata-X-part1",
        "/dev/disk/by-id/../../sda",
        "/dev/disk/by-id/a b",
        "/dev/sda$(reboot)",
        "/dev/%H"
      })
  void refusesWhatIsNotAWholeDisk(String disk) {
    assertThatThrownBy(() -> Installs.freeze(Installs.onDisk(facts(Map.of()), disk)))
        .hasMessageStartingWith("machine.disk: ");
  }

  @Test
  void saysWhatIgnitionWouldRefuse() {
    refuses(
        Map.of("hostname", "a"),
        "config.hostname: unknown key; known keys are ssh-authorized-keys, files, units");
    refuses(files(Map.of("path", "a")), "config.files[0].path: must be an absolute path");
    refuses(files(Map.of("path", "/a", "mode", 420)), "config.files[0].mode: must be text");
    refuses(
        files(Map.of("path", "/a", "mode", "0888")), "config.files[0].mode: must be an octal mode");
    refuses(
        files(Map.of("path", "/a"), Map.of("path", "/a")),
        "config.files[1].path: is in the way of /a");
    refuses(
        files(Map.of("path", "/a/b"), Map.of("path", "/a")),
        "config.files[1].path: is in the way of /a/b");
    refuses(
        files(Map.of("path", "/etc/hostname")),
        "config.files[0].path: is in the way of /etc/hostname");
    refuses(
        files(Map.of("path", "/opt/ironwake/x")),
        "config.files[0].path: is in the way of /opt/ironwake");
    refuses(units(Map.of("enabled", true)), "config.units[0].name: is missing");
    refuses(units(Map.of("name", "a")), "config.units[0].name: must be a systemd unit");
    refuses(units(Map.of("name", "../a.service")), "config.units[0].name: must be a systemd unit");
    refuses(
        units(Map.of("name", "a.service"), Map.of("name", "a.service")),
        "config.units[1].name: is taken");
    refuses(units(Map.of("name", "ironwake-x.service")), "config.units[0].name: is taken");
    refuses(
        units(Map.of("name", "a.service", "enabled", "yes")),
        "config.units[0].enabled: must be true or false");
    refuses(
        Map.of("ssh-authorized-keys", List.of("github:a")),
        "config.ssh-authorized-keys[0]: is not a public SSH key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[Unit",
        "[Unit]x",
        "[Unit]\nfoo",
        "[Unit]\nfoo\nbar=1",
        "x",
        "A=b\n[Unit]",
        "[Unit]\na=\0",
        "[Unit]\n=a"
      })
  void refusesAUnitThatDoesNotParse(String contents) {
    refuses(
        units(Map.of("name", "a.service", "contents", contents)),
        "config.units[0].contents: line ");
  }

  @Test
  void refusesAUnitWithALineTooLongForIgnition() {
    String fits = "[Unit]\na=" + "x".repeat(2045);

    assertThat(
            Installs.freeze(facts(units(Map.of("name", "a.service", "contents", fits))))
                .documents())
        .hasSize(2);
    refuses(
        units(Map.of("name", "a.service", "contents", fits + "x")),
        "config.units[0].contents: line 2 is longer than 2047");
  }

  private static Map<String, Object> files(Object... files) {
    return Map.of("files", List.of(files));
  }

  private static Map<String, Object> units(Object... units) {
    return Map.of("units", List.of(units));
  }

  private static void refuses(Map<String, Object> config, String message) {
    assertThatThrownBy(() -> Installs.freeze(facts(config)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void survivesJson() throws Exception {
    FrozenInstall frozen = Installs.freeze(facts(FULL));
    ObjectMapper json = new ObjectMapper();

    FrozenInstall read = json.readValue(json.writeValueAsString(frozen), FrozenInstall.class);

    assertThat(read).isEqualTo(frozen);
    assertThat(read.render(Installs.URLS)).isEqualTo(frozen.render(Installs.URLS));
  }

  @Property(tries = 200)
  void anyTextSurvives(@ForAll @StringLength(max = 200) String raw) throws Exception {
    String text = new String(raw.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    String comment = "# " + text.replaceAll("[\r\n\0]", "") + "\n";
    Map<String, Object> config =
        Map.of(
            "files", List.of(Map.of("path", "/a", "content", text)),
            "units", List.of(Map.of("name", "a.service", "contents", comment)));

    Document installed = Installs.render(facts(config)).documents().getLast();

    assertThat(installed.text()).matches("[ -~\n]*");
    assertThat(decoded(json(installed).at("/storage/files/1"))).isEqualTo(text);
    assertThat(json(installed).at("/systemd/units/0/contents").asText()).isEqualTo(comment);
  }
}
