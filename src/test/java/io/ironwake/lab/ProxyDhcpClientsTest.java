package io.ironwake.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironwake.RequiredTool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packaged server beside a site's own DHCP server, dnsmasq. */
@Tag("clients")
@Timeout(300)
class ProxyDhcpClientsTest {
  private static final String SITE = "10.77.0.2";
  private static final String PROXY =
      """
      subnets:
        - name: lab
          cidr: 10.77.0.0/24
          mode: proxy
          unknown: hold
          gateway: 10.77.0.254
          reservations:
            - {mac: "%s", address: 10.77.0.11, mode: full}
      """;
  private static final String FULL =
      """
      subnets:
        - name: lab
          cidr: 10.77.0.0/24
          mode: full
          pools: [10.77.0.100-10.77.0.149]
      """;

  private NetworkLab lab;

  /**
   * Ironwake's own client; the site's server, the only one by its word, would refuse its address.
   */
  private LabClient chosen;

  @BeforeEach
  void site() {
    RequiredTool.require("dnsmasq", "dnsmasq-base");
    RequiredTool.require("/usr/lib/ipxe/snponly.efi", "ipxe");
    lab = NetworkLab.open("ProxyDhcpClientsTest");
    chosen = lab.client();
    LabClient router = lab.client();
    router.address(SITE + "/24");
    router.start(
        lab.folder().resolve("dnsmasq.log"),
        "dnsmasq",
        "--keep-in-foreground",
        "--user=root",
        "--conf-file=/dev/null",
        "--port=0",
        "--interface=eth0",
        "--bind-interfaces",
        "--dhcp-authoritative",
        "--dhcp-host=" + chosen.mac() + ",ignore",
        "--dhcp-range=10.77.0.150,10.77.0.199,1h",
        "--dhcp-leasefile=" + lab.folder().resolve("dnsmasq.leases"));
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void clientsAreNotConfusedOneIsServedInFullAndTheOperatorIsTold() {
    ServerProcess server =
        ServerProcess.start(lab, lab.folder().resolve("pxe-assets"), PROXY.formatted(chosen.mac()));

    LabClient system = lab.client();
    Map<String, String> lease = system.dhclient();
    assertThat(lease)
        .containsEntry("new_dhcp_server_identifier", SITE)
        .doesNotContainKeys("new_filename", "new_tftp_server_name", "new_bootfile_name");
    assertThat(server.log()).doesNotContain("mac=" + system.mac());

    LabClient firmware = lab.client();
    List<String> offers = PxeProbe.run(firmware, "discover");
    assertThat(offers)
        .anyMatch(offer -> offer.startsWith("OFFER from " + SITE + " address 10.77.0.1"));
    assertThat(offers)
        .contains(
            "OFFER from 10.77.0.1 address 0.0.0.0 class PXEClient next 10.77.0.1 file snponly.efi"
                + " options [53, 54, 60, 66, 67]");

    firmware.address("10.77.0.160/24");
    assertThat(PxeProbe.run(firmware, "boot-server", NetworkLab.SERVER, "10.77.0.160"))
        .containsExactly(
            "ACK from 10.77.0.1 address 0.0.0.0 class PXEClient next 10.77.0.1 file snponly.efi"
                + " options [53, 54, 60, 66, 67]");

    assertServedInFull(chosen);
    assertOperatorIsTold(server);
  }

  private static void assertServedInFull(LabClient chosen) {
    assertThat(chosen.udhcpc("-V", "PXEClient:Arch:00007:UNDI:003000", "-x", "0x5d:0007"))
        .containsEntry("ip", "10.77.0.11")
        .containsEntry("serverid", NetworkLab.SERVER)
        .containsEntry("router", "10.77.0.254")
        .containsEntry("siaddr", NetworkLab.SERVER)
        .hasEntrySatisfying("boot_file", file -> assertThat(file).endsWith("/snponly.efi"));
  }

  private static void assertOperatorIsTold(ServerProcess server) {
    JsonNode link = server.post("/api/v1/network/probe", "{}").body().at("/interfaces/0");

    assertThat(link.at("/servers/0/address").asText()).isEqualTo(SITE);
    assertThat(link.at("/servers/0/gives-addresses").asBoolean()).isTrue();
    assertThat(link.path("findings"))
        .as("a server that is meant to be there is named, and nothing is wrong")
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.path("code").asText()).isEqualTo("site-dhcp");
              assertThat(finding.path("severity").asText()).isEqualTo("info");
            });
    assertThat(server.log()).contains(SITE).contains("gives the addresses on br0");
  }

  @Test
  void aFullServerGivesNoAddressesBesideAnother() {
    ServerProcess server = ServerProcess.start(lab, lab.folder().resolve("pxe-assets"), FULL);
    await("probe")
        .atMost(Duration.ofSeconds(20))
        .until(() -> server.log().contains("another DHCP server (" + SITE + ") answers on br0"));

    assertThat(lab.client().udhcpc()).containsEntry("serverid", SITE);
    assertThat(server.log()).contains("dhcp foreign to discover").contains("mode: proxy");
  }
}
