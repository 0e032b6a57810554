package io.ironwake.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * Two machines with real firmware are switched on at one server, one to become k3OS, one Flatcar.
 * Each test follows both a step further.
 */
@Tag("firmware")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstBootFirmwareTest {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String BOOT_PLANE = "http://10\\.77\\.0\\.1:8069";

  private static final String RACK =
      """
      subnets:
        - name: rack1
          cidr: 10.77.0.0/24
          mode: full
          pools: [10.77.0.100-10.77.0.200]
          gateway: 10.77.0.1
          dns: [10.77.0.1]
          unknown: hold
      profiles:
        - name: k3os-node
          os: k3os
          version: %s
          arguments: ["console=ttyS0,115200", no_timer_check]
          config: { ssh-authorized-keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIronwakeK3osLaboratoryKeyIronwakeK3osLab k3os-ops"], k3s-args: ["server"] }
        - name: flatcar-node
          os: flatcar
          version: %s
          arguments: ["console=ttyS0,115200", no_timer_check]
          config: { ssh-authorized-keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIronwakeFlatcarLaboratoryKeyIronwakeLab flatcar-ops"] }
      machines:
        - name: node1
          macs: ["52:54:00:00:00:01"]
          profile: k3os-node
          disk: /dev/vda
          arguments: ["rack=7"]
          approved: true
        - name: node2
          macs: ["52:54:00:00:00:02"]
          profile: flatcar-node
          disk: /dev/vda
          arguments: ["rack=8"]
          approved: true
      """
          .formatted(StandInAssets.K3OS_VERSION, StandInAssets.FLATCAR_VERSION);

  private NetworkLab lab;
  private ServerProcess server;
  private Machine node1;
  private Machine node2;

  @BeforeAll
  void switchOn() {
    lab = NetworkLab.open("FirstBootFirmwareTest");
    Guest guest = Guest.build(lab.folder());
    Path assets = StandInAssets.place(guest, GuestDisk.build(guest, lab.folder()), lab.folder());
    server = ServerProcess.start(lab, assets, RACK, "--accept-approvals");
    assertThat(server.state("node1")).isEqualTo("APPROVED");
    assertThat(server.state("node2")).isEqualTo("APPROVED");
    node2 = Machine.start(lab, Firmware.UEFI_PXE, "node2", "52:54:00:00:00:02");
    node1 = Machine.start(lab, Firmware.BIOS_IPXE_ROM, "node1", "52:54:00:00:00:01");
  }

  @AfterAll
  void switchOff() {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  @Order(1)
  void theInstallersStartWithTheirOwnKernelArguments() {
    String k3os = node1.serial().await("^LAB cmdline: (.*)$", LIMIT).group(1);
    assertThat(k3os)
        .contains("rack=7", "k3os.install.device=/dev/vda", "k3os.install.silent=true")
        .containsPattern("k3os\\.install\\.config_url=" + BOOT_PLANE + "/config/\\S+/config\\.yaml")
        .doesNotContain("rack=8", "flatcar", "ignition");
    String flatcar = node2.serial().await("^LAB cmdline: (.*)$", LIMIT).group(1);
    assertThat(flatcar)
        .contains("rack=8", "flatcar.first_boot=1")
        .containsPattern("ignition\\.config\\.url=" + BOOT_PLANE + "/config/\\S+/installer\\.ign")
        .doesNotContain("rack=7", "k3os");
    node1.serial().await("mac: 52:54:00:00:00:01$", LIMIT);
    node2.serial().await("mac: 52:54:00:00:00:02$", LIMIT);
  }

  @Test
  @Order(2)
  void eachInstallerIsServedItsOwnConfiguration() {
    assertThat(node1.serial().document("config.yaml", LIMIT))
        .contains("hostname: \"node1\"", "k3os-ops", "/booted")
        .doesNotContain("node2", "flatcar-ops");
    assertThat(node2.serial().document("installer.ign", LIMIT))
        .contains("/installed.ign")
        .doesNotContain("node1", "k3os-ops");
    assertThat(node2.serial().document("installed.ign", LIMIT))
        .contains("node2", "flatcar-ops", "booted")
        .doesNotContain("node1", "k3os-ops");
  }

  @Test
  @Order(3)
  void flatcarReportsItsInstallBeforeTheRebootAndK3osCannot() {
    node1.serial().await("^LAB installed: k3os on /dev/vda$", LIMIT);
    node2.serial().await("^LAB installed: flatcar on /dev/vda$", LIMIT);
    server.awaitState("node2", "INSTALLED", SOON);
  }

  @Test
  @Order(4)
  void theSecondNetworkBootIsToldToBootTheDisk() {
    node1.serial().await("(?s)LAB reboot.*Ironwake: .*Booting from disk.*GRUB on the disk", LIMIT);
    node2.serial().await("(?s)LAB reboot.*Ironwake: .*Booting from disk.*GRUB on the disk", LIMIT);
  }

  @Test
  @Order(5)
  void theFirstBootReportOfTheDisksSystemClosesTheInstall() {
    node1.serial().await("^LAB DISK BOOTED: k3os$", LIMIT);
    node2.serial().await("^LAB DISK BOOTED: flatcar$", LIMIT);
    server.awaitState("node1", "INSTALLED", LIMIT);
    server.awaitState("node2", "INSTALLED", SOON);
    node1.serial().await("(?s)DISK BOOTED.*^LAB up$", LIMIT);
    node2.serial().await("(?s)DISK BOOTED.*^LAB up$", LIMIT);
    for (Machine each : List.of(node1, node2)) {
      assertThat(each.serial().text().split("LAB installed: ")).hasSize(2);
    }
  }

  @Test
  @Order(6)
  void theTimelinesTellTheWholeBoot() {
    for (String each : List.of("node1", "node2")) {
      assertThat(actions(each))
          .as("audit of %s", each)
          .containsSubsequence("approve", "installer-served", "config-served", "first-boot")
          .containsOnlyOnce("approve", "installer-served");
      assertThat(doors(each)).as("doors of %s", each).contains("DHCP", "HTTP");
    }
    assertThat(actions("node1")).doesNotContain("install-reported");
    assertThat(actions("node2")).containsOnlyOnce("install-reported");
    assertThat(doors("node2")).as("snponly.efi comes by TFTP").contains("TFTP");
  }

  @Test
  @Order(7)
  void noTokenIsLoggedOrListedAndNothingWentWrong() {
    String configUrl = node1.serial().await("config_url=(\\S+)/config\\.yaml", SOON).group(1);
    String token = configUrl.substring(configUrl.lastIndexOf('/') + 1);
    assertThat(server.log()).doesNotContain(token, " ERROR ", " WARN ");
    assertThat(items("/api/v1/machines/node1/events?limit=1000").toString()).doesNotContain(token);
    assertThat(items("/api/v1/machines/node1/audit").toString()).doesNotContain(token);
  }

  private List<String> actions(String machine) {
    return items("/api/v1/machines/" + machine + "/audit").stream()
        .map(entry -> entry.path("action").asText())
        .toList();
  }

  private List<String> doors(String machine) {
    return items("/api/v1/machines/" + machine + "/events?limit=1000").stream()
        .map(event -> event.path("door").asText())
        .distinct()
        .toList();
  }

  private List<JsonNode> items(String path) {
    return StreamSupport.stream(server.get(path).body().path("items").spliterator(), false)
        .toList();
  }
}
