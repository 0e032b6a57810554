package io.ironwake.config;

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
import org.junit.jupiter.params.provider.ValueSource;

class KairosWriterTest {
  private static final InstallFacts SAMPLE = FamilySamples.minimal(OsFamily.KAIROS);

  @ParameterizedTest
  @CsvSource({
    "config_url=http://x, made from config",
    "root=live:http://x, config.squashfs",
    "netboot, what is needed",
    "rd.cos.disable, what is needed",
  })
  void ownsItsArguments(String argument, String advice) {
    refuses(Installs.withMachineArguments(SAMPLE, argument), "machine.arguments: ", advice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"device", "auto", "reboot", "poweroff"})
  void choosesTheDiskItself(String key) {
    refuses(
        setting(SAMPLE, "cloud-config", Map.of("install", Map.of(key, "x"))),
        "config.cloud-config.install." + key,
        "the machine's disk");
  }

  @Test
  void refusesWhatCouldNotBeMerged() {
    refuses(
        setting(SAMPLE, "cloud-config", Map.of("hostname", "x")),
        "config.cloud-config.hostname: ",
        "host name");
    refuses(
        setting(SAMPLE, "cloud-config", Map.of("stages", List.of())),
        "config.cloud-config.stages: ",
        "must be a map");
    refuses(
        setting(SAMPLE, "cloud-config", Map.of("stages", Map.of("network", "x"))),
        "config.cloud-config: ",
        "must be a list");
  }

  /** The live system reads the same file: there nothing has booted from the disk yet. */
  @Test
  void reportsTheFirstBootFromTheInstalledSystemAlone() {
    Map<?, ?> root = (Map<?, ?>) Outline.load(document(SAMPLE, "config.yaml"));

    assertThat(((Map<?, ?>) root.get("stages")).get("network").toString())
        .contains("grep -qw install-mode /proc/cmdline || { (u='http://10.0.0.1:8069/report/")
        .contains("/booted'");
    assertThat(Installs.render(SAMPLE).line().split(" ")).contains("install-mode");
  }
}
