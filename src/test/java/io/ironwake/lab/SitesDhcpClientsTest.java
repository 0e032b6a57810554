package io.ironwake.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironwake.RequiredTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A site's dnsmasq with the snippet Ironwake wrote for it sends machines to the boot script. */
@Tag("clients")
@Timeout(300)
class SitesDhcpClientsTest {
  private static final Duration QUICK = Duration.ofSeconds(20);
  private static final String SITE = "10.77.0.2";
  private static final String BASE = "http://10.77.0.1:8069";
  private static final String RACK =
      """
      subnets:
        - name: lab
          cidr: 10.77.0.0/24
          mode: reservations-only
          unknown: hold
          nonce: optional
      """;

  private NetworkLab lab;

  @BeforeEach
  void open() {
    RequiredTool.require("dnsmasq", "dnsmasq-base");
    RequiredTool.require("curl", "curl");
    lab = NetworkLab.open("SitesDhcpClientsTest");
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void theSnippetLeadsFirmwareToTheLoaderAndIpxeToTheScript() throws IOException {
    ServerProcess server =
        ServerProcess.start(lab, lab.folder().resolve("pxe-assets"), RACK, "--https-port", "8443");
    LabClient router = router(snippet());

    LabClient uefi = lab.client();
    assertThat(uefi.udhcpc("-V", "PXEClient:Arch:00007:UNDI:003000", "-x", "0x5d:0007"))
        .containsEntry("boot_file", "snponly.efi")
        .containsEntry("siaddr", NetworkLab.SERVER);
    LabClient ipxe = lab.client();
    Map<String, String> lease = ipxe.udhcpc("-x", "0x4d:69505845", "-x", "0x5d:0007");
    assertThat(lease).containsEntry("boot_file", BASE + "/boot/boot.ipxe");

    ipxe.address(lease.get("ip") + "/24");
    assertThat(fetch(ipxe, lease.get("boot_file"))).contains("/boot/enter?mac=");
    String mac = ipxe.mac().replace(':', '-');
    assertThat(fetch(ipxe, BASE + "/boot/enter?mac=" + mac))
        .startsWith("#!ipxe")
        .contains("/script?");

    assertTheDoctorKnows(server.post("/api/v1/network/probe", "{}").body(), router);
    assertFindingsOfEverySeverityAreCounted();
    assertHttps(server);
  }

  private LabClient router(Path snippet) {
    LabClient router = lab.client();
    router.address(SITE + "/24");
    router.start(
        lab.folder().resolve("dnsmasq.log"),
        "dnsmasq",
        "--keep-in-foreground",
        "--user=root",
        "--conf-file=" + snippet,
        "--port=0",
        "--interface=eth0",
        "--bind-interfaces",
        "--dhcp-authoritative",
        "--dhcp-range=10.77.0.150,10.77.0.199,1h",
        "--dhcp-leasefile=" + lab.folder().resolve("dnsmasq.leases"));
    return router;
  }

  private Path snippet() throws IOException {
    Path token = lab.folder().resolve("header");
    Files.writeString(
        token,
        "Authorization: Bearer "
            + Files.readString(lab.folder().resolve("data/admin-token")).strip());
    String url = "http://127.0.0.1:8080/api/v1/network/snippets/dnsmasq?subnet=lab";
    String text =
        lab.run(QUICK, "curl", "-fsS", "-H", "@" + token, url).orThrow("snippet").output();
    return Files.writeString(lab.folder().resolve("snippet.conf"), text);
  }

  private static String fetch(LabClient client, String url) {
    return client.run(QUICK, "curl", "-fsS", url).orThrow(url).output();
  }

  private static void assertTheDoctorKnows(JsonNode network, LabClient router) {
    JsonNode link = network.path("interfaces").path(0);
    JsonNode site = link.path("servers").path(0);
    assertThat(site.path("address").asText()).isEqualTo(SITE);
    assertThat(site.path("mac").asText()).isEqualTo(router.mac());
    assertThat(site.path("network").asText()).isEqualTo(NetworkLab.CIDR);
    assertThat(site.path("boot").path("pxe-uefi").path("boot-file").asText())
        .isEqualTo("snponly.efi");
    assertThat(link.path("findings").findValuesAsText("code")).contains("site-dhcp", "points-here");
  }

  private void assertFindingsOfEverySeverityAreCounted() {
    assertThat(
            lab.run(QUICK, "curl", "-fsS", "http://127.0.0.1:9000/q/metrics")
                .orThrow("metrics")
                .output())
        .containsPattern("ironwake_network_findings\\{[^}]*severity=\"info\"[^}]*} [1-9]");
  }

  private void assertHttps(ServerProcess server) {
    Path ca = lab.folder().resolve("ca.pem");
    lab.run(QUICK, "curl", "-fsS", "-o", ca.toString(), BASE + "/boot/ca.pem").orThrow("ca.pem");
    assertThat(
            lab.run(QUICK, "curl", "-fsS", "--cacert", ca.toString(), "https://10.77.0.1:8443/")
                .orThrow("https")
                .output())
        .contains("Ironwake boot plane");
    assertThat(server.log()).contains("HTTPS certificate RSA, until");
  }
}
