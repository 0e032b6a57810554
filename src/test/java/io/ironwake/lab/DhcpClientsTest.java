package io.ironwake.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironwake.RequiredTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The distribution's DHCP clients at the packaged server, which gives the addresses of the link.
 */
@Tag("clients")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DhcpClientsTest {
  private static final String RACK =
      """
      subnets:
        - name: lab
          cidr: 10.77.0.0/24
          mode: full
          pools: [10.77.0.100-10.77.0.199]
          gateway: 10.77.0.254
          dns: [10.77.0.53]
          domain: lab.example.org
          unknown: hold
          reservations:
            - mac: "52:54:00:00:00:11"
              address: 10.77.0.11
              hostname: node11
        - name: tagged
          cidr: 10.77.42.0/24
          interface: br0.42
          pools: [10.77.42.100-10.77.42.199]
          gateway: 10.77.42.254
        - name: second
          cidr: 10.77.43.0/24
          interface: br1
          pools: [10.77.43.100-10.77.43.199]
          gateway: 10.77.43.254
      """;
  private static final String[] AS_PXE = {
    "-V", "PXEClient:Arch:00007:UNDI:003000", "-x", "0x5d:0007"
  };

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private NetworkLab lab;
  private Wire second;
  private boolean tagged;
  private ServerProcess server;

  @BeforeAll
  void serve() {
    RequiredTool.require("/usr/lib/ipxe/snponly.efi", "ipxe");
    lab = NetworkLab.open("DhcpClientsTest");
    second = lab.wire("br1", "10.77.43.1/24");
    tagged = serverIp("link", "add", "link", "br0", "name", "br0.42", "type", "vlan", "id", "42");
    List<String> links = tagged ? List.of("br1", "br0.42") : List.of("br1");
    if (tagged) {
      assertThat(serverIp("addr", "add", "10.77.42.1/24", "dev", "br0.42")).isTrue();
      assertThat(serverIp("link", "set", "br0.42", "up")).isTrue();
    }
    String[] further =
        links.stream().flatMap(link -> Stream.of("--interface", link)).toArray(String[]::new);
    server = ServerProcess.start(lab, lab.folder().resolve("pxe-assets"), RACK, further);
    for (String link : Stream.concat(Stream.of("br0"), links.stream()).toList()) {
      await("probe of " + link)
          .atMost(Duration.ofSeconds(20))
          .until(() -> server.log().contains("no other DHCP server answers on " + link + "\n"));
    }
  }

  @AfterAll
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void udhcpcGetsALeaseWithItsSubnetsOptionsAndNothingAboutBooting() {
    Map<String, String> lease = lab.client().udhcpc();

    assertThat(lease)
        .containsEntry("serverid", NetworkLab.SERVER)
        .containsEntry("lease", "3600")
        .containsEntry("subnet", "255.255.255.0")
        .containsEntry("router", "10.77.0.254")
        .containsEntry("dns", "10.77.0.53")
        .containsEntry("domain", "lab.example.org")
        .doesNotContainKeys("boot_file", "siaddr", "tftp", "bootfile");
    assertThat(lease.get("ip")).startsWith("10.77.0.1");
  }

  @Test
  void udhcpcAsFirmwareIsToldItsLoader() {
    Map<String, String> lease = lab.client().udhcpc(AS_PXE);

    assertThat(lease).containsEntry("siaddr", NetworkLab.SERVER);
    assertThat(lease.get("boot_file")).endsWith("/snponly.efi");
  }

  /** Firmware, shim and iPXE double the slash where they put names together (quirks 22, 24). */
  @ParameterizedTest
  @ValueSource(
      strings = {"autoexec.ipxe", "/autoexec.ipxe", "EFI/BOOT//autoexec.ipxe", "/snponly.efi"})
  void loadersNamesAreThereByTftpAndHttpWithDoubledSlashesToo(String name) throws IOException {
    RequiredTool.require("tftp", "tftp-hpa");
    LabClient client = lab.client();
    Map<String, String> lease = client.udhcpc(AS_PXE);
    client.address(lease.get("ip") + "/24");
    String nonce = lease.get("boot_file").replaceFirst("/.*", "");
    Path got = lab.folder().resolve(client.name() + ".got");
    String file = got.toString();
    String below = nonce + "/" + name;

    for (List<String> words :
        List.of(
            List.of("tftp", "-m", "binary", NetworkLab.SERVER, "-c", "get", below, file),
            List.of("tftp", "-m", "binary", NetworkLab.SERVER, "-c", "get", "//" + below, file),
            List.of("curl", "-fsS", "-o", file, "tftp://" + NetworkLab.SERVER + "//" + below),
            List.of(
                "curl",
                "-fsS",
                "-o",
                file,
                "http://" + NetworkLab.SERVER + ":8069/boot//" + below))) {
      Files.deleteIfExists(got);
      client.run(LIMIT, words.toArray(String[]::new)).orThrow(words.getFirst());
      assertThat(Files.readString(got, StandardCharsets.ISO_8859_1))
          .as(words.getFirst())
          .startsWith(name.endsWith(".efi") ? "MZ" : "#!ipxe\n");
    }
  }

  @Test
  void aClientThatAsksForBroadcastGetsIt() {
    assertThat(lab.client().udhcpc("-B")).containsEntry("serverid", NetworkLab.SERVER);
  }

  @Test
  void dhclientKeepsTheAddressThatUdhcpcGotForTheSameCard() {
    LabClient client = lab.client();
    String address = client.udhcpc().get("ip");

    Map<String, String> lease = client.dhclient();

    assertThat(lease)
        .containsEntry("new_ip_address", address)
        .containsEntry("new_dhcp_server_identifier", NetworkLab.SERVER)
        .doesNotContainKey("new_filename");
  }

  @Test
  void aReservedCardGetsItsAddressAndName() {
    LabClient client = lab.client();
    client
        .run(Duration.ofSeconds(10), "ip", "link", "set", "eth0", "address", "52:54:00:00:00:11")
        .orThrow("MAC address");

    assertThat(client.udhcpc())
        .containsEntry("ip", "10.77.0.11")
        .containsEntry("hostname", "node11");
  }

  @Test
  void twoCardsGetTwoAddresses() {
    assertThat(lab.client().udhcpc().get("ip")).isNotEqualTo(lab.client().udhcpc().get("ip"));
  }

  @Test
  void aTaggedClientIsServedByItsVlansSubnetAndAnUntaggedOneByItsOwn() {
    assumeTrue(tagged, "this kernel has no 802.1Q devices; load its module 8021q");
    LabClient client = lab.client();
    client
        .run(
            LIMIT, "ip", "link", "add", "link", "eth0", "name", "eth0.42", "type", "vlan", "id",
            "42")
        .orThrow("VLAN");
    client.run(LIMIT, "ip", "link", "set", "eth0.42", "up").orThrow("VLAN up");

    Map<String, String> tagged = client.udhcpc("-i", "eth0.42");
    Map<String, String> untagged = client.udhcpc();

    assertThat(tagged)
        .containsEntry("serverid", "10.77.42.1")
        .containsEntry("router", "10.77.42.254");
    assertThat(tagged.get("ip")).startsWith("10.77.42.1");
    assertThat(untagged).containsEntry("serverid", NetworkLab.SERVER);
    assertThat(untagged.get("ip")).startsWith("10.77.0.1");
  }

  @Test
  void aClientOfTheSecondInterfaceIsServedFromItsSubnet() {
    Map<String, String> lease = lab.client(second).udhcpc();

    assertThat(lease)
        .containsEntry("serverid", "10.77.43.1")
        .containsEntry("router", "10.77.43.254");
    assertThat(lease.get("ip")).startsWith("10.77.43.1");
  }

  @Test
  void anAddressThatAStationUsesWithoutALeaseIsNotOffered() {
    lab.client().address("10.77.0.150/24");

    Map<String, String> lease = lab.client().udhcpc("-r", "10.77.0.150");

    assertThat(lease.get("ip")).startsWith("10.77.0.1").isNotEqualTo("10.77.0.150");
    assertThat(server.log()).contains("dhcp conflict: 10.77.0.150 of subnet lab is used by");
  }

  @Test
  void aReleasedLeaseIsOver() throws IOException {
    LabClient client = lab.client();
    Path script = lab.folder().resolve("configure.sh");
    Files.writeString(
        script, "#!/bin/sh\n[ \"$1\" = bound ] && ip addr add $ip/24 dev eth0\nexit 0\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();

    Path output = lab.folder().resolve("udhcpc.log");
    Process udhcpc =
        client.start(
            output, "busybox", "udhcpc", "-i", "eth0", "-f", "-t", "5", "-s", script.toString());
    await("lease")
        .atMost(Duration.ofSeconds(40))
        .until(() -> Files.readString(output).contains("lease of"));
    await("address").atMost(Duration.ofSeconds(10)).until(() -> hasAddress(client));
    client
        .run(Duration.ofSeconds(10), "busybox", "kill", "-USR2", Long.toString(udhcpc.pid()))
        .orThrow("kill");

    String mac = client.mac();
    await("release").atMost(Duration.ofSeconds(10)).until(() -> leaseState(mac).equals("released"));
  }

  private boolean serverIp(String... words) {
    String[] ip = Stream.concat(Stream.of("ip"), Stream.of(words)).toArray(String[]::new);
    return lab.run(LIMIT, ip).status() == 0;
  }

  private static boolean hasAddress(LabClient client) {
    return client
        .run(Duration.ofSeconds(10), "ip", "addr", "show", "eth0")
        .output()
        .contains("inet 10.77.0.");
  }

  private String leaseState(String mac) {
    JsonNode leases = server.get("/api/v1/leases").body().path("items");
    return StreamSupport.stream(leases.spliterator(), false)
        .filter(lease -> lease.path("mac").asText().equals(mac))
        .map(lease -> lease.path("state").asText())
        .findFirst()
        .orElse("none");
  }
}
