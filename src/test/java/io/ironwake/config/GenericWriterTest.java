package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.profile.Completion;
import io.ironwake.profile.Effect;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.OsFamily;
import io.ironwake.profile.Profile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class GenericWriterTest {
  private static final Map<String, Object> PRESEED =
      Map.of(
          "kernel", "linux",
          "initrds", List.of("initrd.gz", "firmware.cpio.gz"),
          "text",
              """
              d-i netcfg/hostname string {hostname}
              d-i partman-auto/disk string {disk}
              d-i preseed/late_command string wget -q -O /dev/null {report-url}/installed
              # {asset-base}/extra.sh {config-url} {mac} {unknown} ${shell} {{report-url}}
              """);

  private static InstallFacts facts(Map<String, Object> config, String... words) {
    return Installs.facts(OsFamily.GENERIC, config, KernelArgs.of(words), Effect.INSTALL);
  }

  @Test
  void fillsPlaceholdersInArgumentsAndText() throws Exception {
    InstallFacts facts =
        facts(
            PRESEED,
            "auto=true",
            "url={config-url}",
            "hostname={hostname}",
            "---",
            "console=ttyS0");

    Golden.check("generic-preseed", Golden.show(Installs.render(facts)));
  }

  @Test
  void runsLiveWithoutDiskTextOrReport() throws Exception {
    InstallFacts live =
        Installs.facts(
            OsFamily.GENERIC, Map.of("kernel", "memtest.bin"), KernelArgs.none(), Effect.LIVE);

    RenderedInstall install = Installs.render(Installs.onDisk(live, ""));

    assertThat(install.kernel()).isEqualTo("memtest.bin");
    assertThat(install.line()).isEmpty();
    assertThat(install.documents()).isEmpty();
  }

  @Test
  void servesSeveralDocumentsBelowOneUrl() {
    Map<String, Object> config =
        Map.of(
            "kernel",
            "vmlinuz",
            "documents",
            Map.of("user-data", "#cloud-config\n# {report-url}/booted\n"));

    RenderedInstall install =
        Installs.render(facts(config, "ds=nocloud;s={config-base}/", "autoinstall"));

    assertThat(install.line())
        .isEqualTo("ds=nocloud;s=" + Installs.URLS.configBase() + "/ autoinstall");
    assertThat(install.documents()).extracting(Document::name).containsExactly("user-data");
    refuses(
        facts(Map.of("kernel", "a", "documents", Map.of("script", "{report-url}"))),
        "config.documents.script: must be a file name");
  }

  @Test
  void namesItsAssets() {
    assertThat(Installs.freeze(facts(PRESEED)).assets())
        .containsExactly("linux", "initrd.gz", "firmware.cpio.gz");
  }

  @Test
  void saysWhatIsMissingOrWrong() {
    refuses(facts(Map.of("text", "{report-url}")), "config.kernel: is missing");
    refuses(facts(Map.of("kernel", "../linux")), "config.kernel: must be the name of a file");
    refuses(
        facts(Map.of("kernel", "a", "initrds", List.of("b", "b"))),
        "config.initrds[1]: is named twice");
    refuses(
        facts(Map.of("kernel", "a", "initrd", "b")),
        "config.initrd: unknown key; did you mean 'initrds'?");
    refuses(
        facts(Map.of("kernel", "a"), "url={config-url}", "r={report-url}"),
        "config.text: is missing");
    refuses(facts(Map.of("kernel", "a")), "config.text: nothing reports the end of the install");
    refuses(
        facts(Map.of("kernel", "a", "text", "{report-url}", "content-type", "text/plain\r\nX: y")),
        "config.content-type: must be a single line");
    refuses(
        facts(Map.of("kernel", "a", "text", "{report-url}", "content-type", "text")),
        "config.content-type: must be a media type");
    refuses(Installs.onDisk(facts(PRESEED), ""), "machine.disk: is missing");
    refuses(facts(PRESEED, "initrd=x"), "profile.arguments: 'initrd' is written by Ironwake");
    InstallFacts live = Installs.facts(OsFamily.GENERIC, PRESEED, KernelArgs.none(), Effect.LIVE);
    refuses(Installs.onDisk(live, ""), "config.text: asks for {disk}");
  }

  @Test
  void aFirstBootNeedsAConfigThatIsFetchedBefore() {
    Profile sample = facts(PRESEED).profile();
    Profile firstBoot =
        new Profile(
            "a",
            OsFamily.GENERIC,
            "v1",
            sample.arch(),
            KernelArgs.of("r={report-url}"),
            Map.of("kernel", "a"),
            Completion.FIRST_BOOT,
            Effect.INSTALL);

    refuses(
        new InstallFacts(
            "n", facts(PRESEED).mac(), firstBoot, KernelArgs.none(), "/dev/sda", false),
        "config.text: is missing: a first boot counts only");
  }

  private static void refuses(InstallFacts facts, String message) {
    assertThatThrownBy(() -> Installs.freeze(facts))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void survivesJson() throws Exception {
    FrozenInstall frozen = Installs.freeze(facts(PRESEED, "url={config-url}"));
    ObjectMapper json = new ObjectMapper();

    assertThat(json.readValue(json.writeValueAsString(frozen), FrozenInstall.class))
        .isEqualTo(frozen);
  }

  @Property(tries = 200)
  void anyTextSurvives(@ForAll @StringLength(max = 200) String raw) {
    String text = new String(raw.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

    RenderedInstall install =
        Installs.render(facts(Map.of("kernel", "a", "text", text + "{report-url}" + text)));

    assertThat(install.documents().getFirst().bytes())
        .isEqualTo((text + Installs.URLS.reportBase() + text).getBytes(StandardCharsets.UTF_8));
  }
}
