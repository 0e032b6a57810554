package io.ironwake.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironwake.RequiredTool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Somebody plugs a second DHCP server into a link that Ironwake serves: dnsmasq, with addresses and
 * a boot file of its own. ({@link ProxyDhcpClientsTest} is the case of a second server that is
 * meant to be there.)
 */
@Tag("clients")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoServersTest {
  private static final String ROGUE = "10.77.0.66";
  private static final String[] AS_PXE = {
    "-V", "PXEClient:Arch:00007:UNDI:003000", "-x", "0x5d:0007"
  };
  private static final String RACK =
      """
      subnets:
        - name: lab
          cidr: 10.77.0.0/24
          mode: full
          pools: [10.77.0.100-10.77.0.149]
          unknown: hold
      """;

  private NetworkLab lab;
  private ServerProcess server;

  @BeforeAll
  void plugIn() {
    RequiredTool.require("dnsmasq", "dnsmasq-base");
    RequiredTool.require("/usr/lib/ipxe/snponly.efi", "ipxe");
    lab = NetworkLab.open("TwoServersTest");
    server = ServerProcess.start(lab, lab.folder().resolve("pxe-assets"), RACK);
    server.awaitAlone();
    LabClient rogue = lab.client();
    rogue.address(ROGUE + "/24");
    rogue.start(
        lab.folder().resolve("dnsmasq.log"),
        "dnsmasq",
        "--keep-in-foreground",
        "--user=root",
        "--conf-file=/dev/null",
        "--port=0",
        "--interface=eth0",
        "--bind-interfaces",
        "--no-ping",
        "--dhcp-range=10.77.0.150,10.77.0.199,1h",
        "--dhcp-boot=rogue.efi,," + ROGUE,
        "--dhcp-leasefile=" + lab.folder().resolve("dnsmasq.leases"));
  }

  @AfterAll
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void firmwareIsAnsweredByTheServerItChoseAndTheOtherIsNamed() {
    LabClient firmware = lab.client();

    List<String> offers = PxeProbe.run(firmware, "discover");

    assertThat(offers).hasSize(2);
    String ours = address(offers, NetworkLab.SERVER);
    String theirs = address(offers, ROGUE);
    assertThat(PxeProbe.run(firmware, "choose", ROGUE, theirs))
        .singleElement()
        .asString()
        .startsWith("ACK from " + ROGUE + " address " + theirs);
    assertThat(PxeProbe.run(firmware, "choose", NetworkLab.SERVER, ours))
        .as("dnsmasq refuses what another server was asked for")
        .filteredOn(line -> !line.startsWith("NAK from " + ROGUE))
        .singleElement()
        .asString()
        .startsWith("ACK from " + NetworkLab.SERVER + " address " + ours)
        .contains("file snponly.efi");
    await("log")
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(server.log())
                    .contains("a client on br0 chose the DHCP server " + ROGUE));
  }

  @Test
  void theOperatorIsToldByLogByMetricAndByTheNetworkPage() {
    JsonNode link = server.post("/api/v1/network/probe", "{}").body().at("/interfaces/0");

    assertThat(link.at("/servers/0/address").asText()).isEqualTo(ROGUE);
    assertThat(link.at("/servers/0/gives-addresses").asBoolean()).isTrue();
    assertThat(link.path("findings").toString())
        .contains(ROGUE)
        .contains("rogue-dhcp")
        .contains("left-over-boot-file");
    assertThat(server.log()).containsPattern("WARN .*" + ROGUE);
    assertThat(
            lab.run(Duration.ofSeconds(10), "curl", "-fsS", "http://127.0.0.1:9000/q/metrics")
                .orThrow("metrics")
                .output())
        .contains("ironwake_network_foreign_servers{interface=\"br0\"} 1.0");
  }

  @Test
  void clientsGetAddressAndBootFileFromOneServer() {
    for (int i = 0; i < 3; i++) {
      Map<String, String> lease = lab.client().udhcpc(AS_PXE);
      if (lease.get("serverid").equals(NetworkLab.SERVER)) {
        assertThat(lease.get("boot_file")).endsWith("/snponly.efi");
        assertThat(lease).containsEntry("siaddr", NetworkLab.SERVER);
      } else {
        assertThat(lease)
            .containsEntry("serverid", ROGUE)
            .containsEntry("boot_file", "rogue.efi")
            .containsEntry("siaddr", ROGUE);
      }
    }
    assertThat(server.log()).doesNotContain("dhcp nak");
  }

  private static String address(List<String> offers, String server) {
    return offers.stream()
        .filter(offer -> offer.startsWith("OFFER from " + server + " "))
        .map(offer -> offer.replaceFirst(".* address (\\S+) .*", "$1"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no offer from " + server + " in " + offers));
  }
}
