package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.profile.OsFamily;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the machines of clusters are handed, role by role. */
class ClusterNodeTest {
  static Set<String> samples() {
    return ClusterSamples.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void rendersAsReviewed(String sample) throws Exception {
    Golden.check("cluster-" + sample, shown(Installs.render(ClusterSamples.all().get(sample))));
  }

  /** Without what every profile has: that is reviewed elsewhere. */
  private static String shown(RenderedInstall install) {
    RenderedInstall system =
        new RenderedInstall(
            install.kernel(),
            install.initrds(),
            install.line(),
            List.of(install.documents().getLast()));
    return Golden.show(system).replaceAll("%23%21%2Fbin%2Fbash[^\"]*", "SCRIPT");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void survivesJson(String sample) throws Exception {
    FrozenInstall frozen = Installs.freeze(ClusterSamples.all().get(sample));
    ObjectMapper json = new ObjectMapper();

    assertThat(json.readValue(json.writeValueAsString(frozen), FrozenInstall.class))
        .isEqualTo(frozen);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void keepsTheTokenOffTheKernelLineAndOutOfSentences(String sample) {
    InstallFacts facts = ClusterSamples.all().get(sample);

    assertThat(Installs.render(facts).line()).doesNotContain(ClusterSamples.TOKEN);
    assertThat(facts.node().toString() + facts).doesNotContain(ClusterSamples.TOKEN);
  }

  @Tag("clients")
  @ParameterizedTest
  @MethodSource("samples")
  void pleasesTheProgramsThatReadIt(String sample, @TempDir Path folder) throws Exception {
    for (Document document : Installs.render(ClusterSamples.all().get(sample)).documents()) {
      Consumers.check(document, folder);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"server-url", "token", "k3s-args"})
  void refusesInTheProfileWhatTheClusterDecides(String key) {
    InstallFacts facts = Installs.facts(OsFamily.K3OS, Map.of(key, "x"));
    K3sNode node = ClusterSamples.k3s(false, Optional.of("https://192.0.2.11:6443"), false);

    assertThatThrownBy(() -> facts.in(node))
        .isInstanceOf(ConfigException.class)
        .hasMessage("config." + key + ": is decided by cluster edge; remove it here");
  }

  @Test
  void refusesAFileInTheWayOfTheClusters() {
    K3sNode node = ClusterSamples.k3s(true, Optional.empty(), true);
    Map<String, Object> file = Map.of("path", "/etc/rancher/k3s/config.yaml", "content", "x");

    assertThatThrownBy(
            () ->
                Installs.freeze(
                    Installs.facts(OsFamily.FLATCAR, Map.of("files", List.of(file))).in(node)))
        .hasMessageContaining("config.files[0].path")
        .hasMessageContaining("/etc/rancher/k3s/config.yaml");
    String butane =
        "variant: flatcar\nversion: 1.0.0\nstorage:\n  files:\n    - path: /opt/bin/k3s\n"
            + "      contents:\n        inline: x\n";
    assertThatThrownBy(
            () ->
                Installs.freeze(
                    Installs.facts(OsFamily.FLATCAR, Map.of("butane", butane)).in(node)))
        .hasMessageContaining("/opt/bin/k3s");
  }

  @Test
  void leavesRoomForTheOperatorsOwnDropIns() {
    String butane =
        """
        variant: flatcar
        version: 1.0.0
        storage:
          files:
            - path: /etc/rancher/k3s/config.yaml.d/10-site.yaml
              contents:
                inline: "disable: traefik"
        systemd:
          units:
            - name: k3s.service
              dropins:
                - name: 10-site.conf
                  contents: |
                    [Service]
                    Nice=-5
        """;
    InstallFacts facts =
        Installs.facts(OsFamily.FLATCAR, Map.of("butane", butane))
            .in(ClusterSamples.k3s(true, Optional.empty(), true));

    assertThat(Installs.render(facts).documents().getLast().text())
        .contains("10-site.yaml", "10-site.conf", "/opt/bin/k3s server");
  }

  @Test
  void saysWhichSystemAClusterNeeds() {
    assertThatThrownBy(
            () ->
                Installs.freeze(
                    ClusterSamples.k3os(
                        ClusterSamples.etcd(
                            false, new EtcdNode.Software.Image("example.org/etcd:1"), false))))
        .hasMessageContaining("flatcar");
    assertThatThrownBy(
            () ->
                Installs.freeze(
                    ClusterSamples.flatcar(ClusterSamples.k3s(true, Optional.empty(), false))))
        .hasMessageContaining("release");
  }
}
