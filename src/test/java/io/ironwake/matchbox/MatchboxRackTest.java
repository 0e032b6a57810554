package io.ironwake.matchbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.matchbox.MatchboxRack.Answer;
import io.ironwake.matchbox.MatchboxRack.Endpoint;
import io.ironwake.problem.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same query gets the same answer as from Matchbox. */
class MatchboxRackTest {
  static final Map<String, String> FILES =
      Map.of(
          "groups/default.json",
          "{\"id\": \"default\", \"name\": \"all\", \"profile\": \"install\"}",
          "groups/node1.json",
          """
          {"id": "node1", "profile": "node", "selector": {"mac": "52-54-00-A1-9C-AE"},
           "metadata": {"domain": "n1.example.org", "mtu": 1500, "big": 1000000, "on": true,
             "list": [1], "etcd": {"name": "n1", "peers": {"one": "a"}}, "gone": null}}
          """,
          "groups/node1-installed.json",
          """
          {"id": "node1-installed", "profile": "node",
           "selector": {"mac": "52:54:00:a1:9c:ae", "os": "installed"}, "metadata": {"domain": "n1"}}
          """,
          "profiles/install.json",
          """
          {"id": "install", "name": "Install", "generic_id": "preseed",
           "boot": {"kernel": "/assets/vmlinuz", "initrd": ["/assets/a.cpio", "/assets/b.cpio"],
             "args": ["console=tty0", "initrd=main"]}}
          """,
          "profiles/node.json",
          """
          {"id": "node", "ignition_id": "node.yaml", "cloud_id": "cloud.yaml", "generic_id": "generic",
           "boot": {"kernel": "/k"}}
          """,
          "ignition/node.yaml",
          """
          variant: flatcar
          version: 1.0.0
          storage:
            files:
              - path: /etc/hostname
                mode: 0644
                contents:
                  inline: {{.domain}}
          """,
          "cloud/cloud.yaml",
          "#cloud-config\nhostname: {{.domain}}\n",
          "generic/generic",
          "{{.mac}} {{.request.query.os}} {{.request.raw_query}}\n",
          "generic/preseed",
          "d-i x\n");

  private static final MatchboxRack RACK = MatchboxFiles.read(FILES);

  private static Optional<String> ask(Endpoint endpoint, String query) {
    return RACK.answer(endpoint, Labels.of(query)).map(Answer::text);
  }

  private static String group(String query) {
    return RACK.group(Labels.of(query)).orElseThrow().id().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "mac=52:54:00:a1:9c:ae| node1",
        "mac=52-54-00-a1-9c-ae&os=x| node1",
        "mac=5254.00A1.9CAE&os=installed| node1-installed",
        "MAC=52:54:00:a1:9c:ae| default",
        "mac=52:54:00:a1:9c:af| default",
        "mac=nonsense&os=installed| default",
        "os=installed&os=no&mac=52%3A54%3A00%3Aa1%3A9c%3Aae| node1-installed",
        "''| default"
      },
      delimiter = '|')
  void mostSelectorsWin(String query, String group) {
    assertThat(group(query)).isEqualTo(group);
  }

  @Test
  void ofAsManySelectorsTheLastByTheirTextWins() {
    Map<String, String> files = new HashMap<>(FILES);
    files.put(
        "groups/a.json", "{\"id\": \"a\", \"profile\": \"node\", \"selector\": {\"x\": \"1\"}}");
    files.put(
        "groups/b.json", "{\"id\": \"b\", \"profile\": \"node\", \"selector\": {\"y\": \"1\"}}");
    assertThat(MatchboxFiles.read(files).group(Labels.of("x=1&y=1")).orElseThrow().id())
        .contains("b");
  }

  @Test
  void theScriptNamesKernelArgumentsAndEachInitrd() {
    assertThat(ask(Endpoint.IPXE, ""))
        .contains(
            "#!ipxe\nkernel /assets/vmlinuz console=tty0 initrd=main\ninitrd /assets/a.cpio\n"
                + "initrd /assets/b.cpio\nboot\n");
    assertThat(ask(Endpoint.GRUB, "").orElseThrow())
        .contains(
            "linuxefi \"/assets/vmlinuz\" console=tty0 initrd=main\n",
            "initrd  \"/assets/a.cpio\" \"/assets/b.cpio\"\n");
    assertThat(ask(Endpoint.BOOT_IPXE, "").orElseThrow())
        .isEqualTo(ask(Endpoint.BOOT_IPXE_0, "x=y").orElseThrow())
        .contains("chain ipxe?uuid=${uuid}&mac=${mac:hexhyp}&domain=${domain}");
  }

  @Test
  void butaneBecomesIgnition() {
    assertThat(ask(Endpoint.IGNITION, "mac=52:54:00:a1:9c:ae").orElseThrow())
        .startsWith("{\"ignition\":{\"version\":\"3.3.0\"}")
        .contains("\"source\":\"data:,n1.example.org\"", "\"mode\":420");
    assertThat(ask(Endpoint.CLOUD, "mac=52:54:00:a1:9c:ae"))
        .contains("#cloud-config\nhostname: n1.example.org\n");
  }

  @Test
  void aKeyThatIsMissingAndAProfileWithoutAFileAre404() {
    assertThat(ask(Endpoint.GENERIC, "mac=52:54:00:a1:9c:ae")).isEmpty();
    assertThat(ask(Endpoint.GENERIC, "mac=52:54:00:A1:9c:ae&os=b%20c"))
        .contains("52:54:00:a1:9c:ae b c mac=52:54:00:A1:9c:ae&os=b%20c\n");
    assertThat(ask(Endpoint.IGNITION, "")).isEmpty();
    MatchboxRack none =
        MatchboxFiles.read(
            Map.of(
                "groups/a.json",
                "{\"profile\": \"p\", \"selector\": {\"a\": \"b\"}}",
                "profiles/p.json",
                "{}"));
    assertThat(none.answer(Endpoint.METADATA, Labels.of("a=c"))).isEmpty();
    assertThat(none.answer(Endpoint.IPXE, Labels.of("a=c"))).isEmpty();
  }

  @Test
  void metadataAreLinesOfKeyAndValue() {
    assertThat(ask(Endpoint.METADATA, "mac=52:54:00:a1:9c:ae&os=x").orElseThrow())
        .isEqualTo(
            "BIG=1e+06\nDOMAIN=n1.example.org\nETCD_NAME=n1\nETCD_PEERS_ONE=a\n"
                + "MAC=52:54:00:a1:9c:ae\nMTU=1500\nON=true\nREQUEST_QUERY_MAC=52:54:00:a1:9c:ae\n"
                + "REQUEST_QUERY_OS=x\nREQUEST_RAW_QUERY=mac=52:54:00:a1:9c:ae&os=x\n");
  }

  @Test
  void everythingThatIsWrongIsToldWithItsPlace() {
    Map<String, String> files = new HashMap<>(FILES);
    files.put("groups/bad.json", "{\n  \"profle\": \"x\"\n}");
    files.put("groups/worse.json", "{\"profile\": \"nod\", \"selector\": {\"mac\": \"no\"}}");
    files.put("groups/lost.json", "{\"profile\": \"nod\"}");
    files.put("profiles/lost.json", "{\"generic_id\": \"presed\"}");
    files.put("generic/bad", "a\n  {{template \"x\"}}\n");
    files.put(
        "ignition/bad.ign",
        "{\"ignition\": {\"version\": \"3.3.0\"}, \"systemd\": {\"unts\": []}}");
    files.put("other/x", "y");
    assertThatThrownBy(() -> MatchboxFiles.read(files))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("groups/bad.json:2:3: ")
        .hasMessageContaining("unknown key 'profle'; did you mean 'profile'?")
        .hasMessageContaining("groups/worse.json: selector.mac 'no' is not a MAC address")
        .hasMessageContaining(
            "groups/lost.json: there is no profiles/nod.json; did you mean 'node'?")
        .hasMessageContaining("profiles/lost.json: generic_id: there is no generic/presed")
        .hasMessageContaining("generic/bad:2:5: 'template' is not supported")
        .hasMessageContaining("unknown key 'unts'")
        .hasMessageContaining("other/x: is none of Matchbox's files");
  }

  @Test
  void templatesThatNeedMoreOfTheQueryAreNoted() {
    assertThat(RACK.notes())
        .singleElement()
        .asString()
        .startsWith("group node1: generic/generic:1:")
        .contains("no key 'os'");
  }
}
