package io.ironwake.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ironwake.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an inspector may send, what becomes of it, and what two inventories differ in. */
class HardwareFactsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T04:00:00Z");

  static final String SERVER =
      """
      {"source":"inspector",
       "dmi":{"manufacturer":"Dell Inc.","product":"PowerEdge R740","serial":"ABC1234",
              "uuid":"4c4c4544-0042-4310-8031-b4c04f333132","bios-version":"2.12.2","bios-date":"07/09/2021","board":"0923K0"},
       "cpu":{"model":"Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz","sockets":2,"cores":32,"threads":64,"arch":"x86_64","flags":["vmx"]},
       "memory-bytes":68719476736,
       "disks":[{"name":"sda","links":["wwn-0x5000c500a1b2c3d4"],"serial":"ZC1A","wwn":"0x5000c500a1b2c3d4","bytes":480103981056,
                 "model":"MZ7KH480","rotational":false,"transport":"sata"},
                {"name":"sdb","bytes":4000787030016,"serial":"ZC2B","rotational":true}],
       "nics":[{"name":"eno1","mac":"52:54:00:00:01:01","speed-mbit":25000,"driver":"mlx5_core","link":true,
                "neighbour":{"chassis":"00:11:22:33:44:55","port":"Ethernet1/7","system":"leaf-3.rack 1"}},
               {"name":"eno2","mac":"52:54:00:00:01:02","link":false}]}
      """;

  private static HardwareFacts read(String json) {
    return FactsJson.received(json.getBytes(StandardCharsets.UTF_8), NOW);
  }

  @Test
  void whatIsReadIsWhatWasSentAndWhatIsStored() {
    HardwareFacts facts = read(SERVER);

    assertThat(facts.takenAt()).isEqualTo(NOW);
    assertThat(facts.disks()).hasSize(2);
    assertThat(facts.disks().get(1).links()).isEmpty();
    assertThat(facts.nics().getFirst().speedMbit()).contains(25_000);
    assertThat(facts.nics().get(1).neighbour()).isEmpty();
    assertThat(FactsJson.facts(FactsJson.write(facts))).isEqualTo(facts);
    HardwareSummary summary = HardwareSummary.of(facts);
    assertThat(FactsJson.summary(FactsJson.write(summary))).isEqualTo(summary);
  }

  @Test
  void aDiskIsFoundByItsNameAndByItsLinks() {
    HardwareFacts facts = read(SERVER);

    assertThat(facts.disk("/dev/sdb"))
        .map(HardwareFacts.Disk::serial)
        .contains(Optional.of("ZC2B"));
    assertThat(facts.disk("/dev/disk/by-id/wwn-0x5000c500a1b2c3d4"))
        .map(HardwareFacts.Disk::name)
        .contains("sda");
    assertThat(facts.disk("/dev/sdc")).isEmpty();
  }

  @Test
  void labelsAreNormalisedSoThatASelectorCanSpellThem() {
    assertThat(HardwareSummary.of(read(SERVER)).labels())
        .containsEntry("hw.manufacturer", "Dell-Inc")
        .containsEntry("hw.product", "PowerEdge-R740")
        .containsEntry("hw.serial", "ABC1234")
        .containsEntry("hw.memory-gib", "64")
        .containsEntry("hw.cpu-cores", "32")
        .containsEntry("hw.cpu-arch", "x86_64")
        .containsEntry("hw.disk-count", "2")
        .containsEntry("hw.disk-gb", "4481")
        .containsEntry("hw.nic-count", "2")
        .containsEntry("hw.virtual", "false")
        .containsEntry("hw.lldp-switch", "leaf-3.rack-1")
        .containsEntry("hw.lldp-port", "Ethernet1-7");
    assertThat(HardwareSummary.labelValue("  To be -- filled (TM) ")).isEqualTo("To-be-filled-TM");
    assertThat(HardwareSummary.labelValue("x".repeat(80))).hasSize(63);
    assertThat(HardwareSummary.labelValue("™")).isEmpty();
  }

  @Test
  void placeholdersOfSmbiosAreNobodysIdentity() {
    HardwareSummary summary =
        HardwareSummary.of(
            read(
                SERVER
                    .replace(
                        "4c4c4544-0042-4310-8031-b4c04f333132",
                        "00000000-0000-0000-0000-000000000000")
                    .replace("ABC1234", "To be filled by O.E.M.")));

    assertThat(summary.uuid()).isEmpty();
    assertThat(summary.serial()).isEmpty();
    assertThat(summary.labels()).doesNotContainKey("hw.serial");
  }

  static Stream<Arguments> outOfBounds() {
    String disk = "{\"name\":\"sda\",\"bytes\":1,\"rotational\":false}";
    return Stream.of(
        Arguments.of("[]", "no JSON object"),
        Arguments.of("{", "no valid JSON"),
        Arguments.of(SERVER + "{}", "no valid JSON"),
        Arguments.of(
            SERVER.replace("{\"source\":", "{\"sauce\":1,\"source\":"), "unknown field sauce"),
        Arguments.of(SERVER.replace("\"source\":\"inspector\",", ""), "source is missing"),
        Arguments.of(SERVER.replace("\"sockets\":2", "\"sockets\":\"2\""), "cpu.sockets"),
        Arguments.of(SERVER.replace("\"sockets\":2", "\"sockets\":-2"), "0 to 65536"),
        Arguments.of(SERVER.replace("\"sockets\":2", "\"sockets\":1.5"), "cpu.sockets"),
        Arguments.of(SERVER.replace("64,\"arch\"", "1e9,\"arch\""), "cpu.threads"),
        Arguments.of(SERVER.replace("68719476736", "99999999999999999999999"), "no valid JSON"),
        Arguments.of(SERVER.replace("52:54:00:00:01:02", "eth0"), "is not a MAC address"),
        Arguments.of(SERVER.replace("ABC1234", "A\\u0007"), "dmi.serial holds a control character"),
        Arguments.of(SERVER.replace("ABC1234", "A\\u009b"), "dmi.serial holds a control character"),
        Arguments.of(SERVER.replace("ABC1234", "A".repeat(257)), "dmi.serial has 257 characters"),
        Arguments.of(SERVER.replace("ABC1234", "A".repeat(5000)), "no valid JSON"),
        Arguments.of(
            SERVER.replace("\"disks\":[", "\"disks\":[" + (disk + ",").repeat(256)),
            "disks has 258 entries"),
        Arguments.of(
            SERVER.replace("\"vmx\"", "{\"a\":".repeat(9) + "1" + "}".repeat(9)), "no valid JSON"),
        Arguments.of(" ".repeat(FactsJson.LARGEST) + SERVER, "at most 262144 are taken"));
  }

  @ParameterizedTest
  @MethodSource("outOfBounds")
  void whatIsOutOfBoundsIsRefusedWithItsField(String json, String why) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> read(json))
        .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Problem.Kind.INVALID))
        .withMessageContaining(why);
  }

  @Test
  void changesAreToldInSentences() {
    HardwareFacts before = read(SERVER);
    HardwareFacts now =
        read(
            SERVER
                .replace("68719476736", "34359738368")
                .replace("\"name\":\"sda\"", "\"name\":\"sdc\"")
                .replace("ZC2B", "ZC9Z")
                .replace("52:54:00:00:01:02", "52:54:00:00:01:09"));

    assertThat(HardwareChanges.between(before, now))
        .containsExactly(
            "disk sdb (4001 GB, serial ZC2B) vanished",
            "disk sdb (4001 GB, serial ZC9Z) appeared",
            "NIC eno2 (52:54:00:00:01:02) vanished",
            "NIC eno2 (52:54:00:00:01:09) appeared",
            "memory was 64 GiB, is 32 GiB");
    assertThat(HardwareChanges.between(before, before)).isEqualTo(List.of());
  }
}
