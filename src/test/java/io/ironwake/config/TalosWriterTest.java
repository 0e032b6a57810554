package io.ironwake.config;

import static io.ironwake.config.FamilySamples.ordered;
import static io.ironwake.config.FamilySamples.setting;
import static io.ironwake.config.Refusals.document;
import static io.ironwake.config.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.profile.Completion;
import io.ironwake.profile.OsFamily;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TalosWriterTest {
  private static final InstallFacts SAMPLE = FamilySamples.minimal(OsFamily.TALOS);

  @ParameterizedTest
  @CsvSource({
    "talos.config=http://x, config.machine-config",
    "talos.platform=aws, does not start",
    "slab_nomerge, does not start",
    "talos.hostname=x, host name",
    "talos.experimental.wipe=system, at every boot",
  })
  void ownsItsArguments(String argument, String advice) {
    refuses(Installs.withMachineArguments(SAMPLE, argument), "machine.arguments: ", advice);
  }

  /** What Talos would expand in the URL, iPXE expands before it; neither is let through. */
  @Test
  void refusesWhatIpxeWouldExpand() {
    assertThatThrownBy(() -> Installs.withMachineArguments(SAMPLE, "x=${uuid}"))
        .hasMessageContaining("iPXE would expand it");
  }

  @Test
  void installsToTheMachinesDiskUnderTheMachinesName() {
    Map<?, ?> machine = machine(document(SAMPLE, "config.yaml"));

    assertThat(machine.get("install"))
        .isEqualTo(
            Map.of(
                "disk",
                "/dev/sda",
                "image",
                "ghcr.io/siderolabs/installer:v1.11.1",
                "wipe",
                false));
    assertThat(machine.get("network")).isEqualTo(Map.of("hostname", "node-1"));
  }

  @Test
  void refusesAConfigThatChoosesADiskOrIsNone() {
    refuses(setting(SAMPLE, "machine-config", Map.of()), "config.machine-config: ", "gen config");
    refuses(
        setting(SAMPLE, "machine-config", config(ordered("type", "init"))),
        "config.machine-config.machine.type: ",
        "controlplane or worker");
    refuses(
        setting(
            SAMPLE,
            "machine-config",
            config(
                ordered(
                    "type", "worker", "install", Map.of("diskSelector", Map.of("size", "<1TB"))))),
        "config.machine-config.machine.install.diskSelector: ",
        "the machine's disk");
    refuses(
        setting(SAMPLE, "machine-config", config(ordered("type", "worker", "pods", "x"))),
        "config.machine-config.machine: ",
        "pods must be a list");
    refuses(
        setting(SAMPLE, "more-documents", List.of(Map.of("kind", "HostnameConfig"))),
        "config.more-documents[0].kind: ",
        "host name");
  }

  @Test
  void canOnlyCompleteByItsFirstBoot() {
    assertThatThrownBy(() -> FamilySamples.completing(SAMPLE, Completion.INSTALLER_REPORT))
        .hasMessageContaining("must complete by first-boot: the Talos installer cannot report");
  }

  private static Map<String, Object> config(Map<String, Object> machine) {
    return ordered("version", "v1alpha1", "machine", machine, "cluster", Map.of());
  }

  private static Map<?, ?> machine(String yaml) {
    return (Map<?, ?>) ((Map<?, ?>) Outline.load(yaml)).get("machine");
  }
}
