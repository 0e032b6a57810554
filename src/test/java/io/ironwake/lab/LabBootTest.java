package io.ironwake.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The laboratory proves itself, without Ironwake: run it when a firmware test fails oddly. */
@Tag("soak")
class LabBootTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String K3OS_MAC = "52:54:00:00:00:01";
  private static final String FLATCAR_MAC = "52:54:00:00:00:02";
  private static final String REPORT = StandInServer.URL + "/report/";

  private static final String CONFIG =
      """
      hostname: "node1"
      run_cmd:
      - "(u='%sone/booted'; curl -gfsS -m 10 -o /dev/null \\"$u\\") </dev/null >/dev/null 2>&1 &"
      """
          .formatted(REPORT);

  private static final String INSTALLER =
      """
      {"ignition": {"version": "3.3.0"},
       "passwd": {"users": [{"name": "core", "sshAuthorizedKeys": ["ssh-ed25519 AAAA ops"]}]},
       "storage": {"files": [
         {"path": "/opt/lab/install", "mode": 493, "contents": {"source": "data:;base64,%s"}}]},
       "systemd": {"units": [{"name": "install.service", "enabled": true,
         "contents": "[Service]\\nEnvironment=REPORT=%stwo\\nExecStart=/opt/lab/install\\n"}]}}
      """;

  private static final String INSTALL =
      """
      #!/bin/bash
      set -u -o pipefail
      code=$(curl -gsS -m 600 -o /run/installed.ign -w '%{http_code}' URL/installed.ign)
      echo "document: $code"
      flatcar-install -d /dev/vda -V 1.0.0 -b URL/flatcar -o '' -i /run/installed.ign | tee -a /run/log
      code=$(curl -gsS -o /dev/null -w '%{http_code}' -H 'Content-Type: text/plain' --data-binary @/dev/null $REPORT/installed)
      echo "report: $code"
      systemctl --no-block reboot
      """
          .replace("URL", StandInServer.URL);

  private static final String INSTALLED =
      """
      {"ignition": {"version": "3.3.0"},
       "storage": {"files": [{"path": "/etc/hostname", "mode": 420, "contents": {"source": "data:,node2"}}]},
       "systemd": {"units": [{"name": "booted.service", "enabled": true,
         "contents": "[Service]\\nExecStart=/usr/bin/curl -fsS %stwo/booted\\n"}]}}
      """
          .formatted(REPORT);

  @Test
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  void machinesInstallFromTheNetworkAndThenBootTheirDisks() throws IOException {
    try (NetworkLab lab = NetworkLab.open("LabBootTest")) {
      Guest guest = Guest.build(lab.folder());
      Path disk = GuestDisk.build(guest, lab.folder());
      StandInServer server = StandInServer.start(lab, K3OS_MAC, FLATCAR_MAC);
      serve(server, guest, disk);
      Machine k3os = Machine.start(lab, Firmware.BIOS_IPXE_ROM, "k3os", K3OS_MAC);
      Machine flatcar = Machine.start(lab, Firmware.UEFI_PXE, "flatcar", FLATCAR_MAC);

      k3os.serial().await("^LAB installed: k3os on /dev/vda$", LIMIT);
      server.put("52-54-00-00-00-01.ipxe", "#!ipxe\nsanboot --no-describe --drive 0x80 || exit\n");
      flatcar.serial().await("^LAB installed: flatcar on /dev/vda$", LIMIT);
      server.put("52-54-00-00-00-02.ipxe", "#!ipxe\nexit 1\n");
      k3os.serial().await("^LAB DISK BOOTED: k3os$", LIMIT);
      flatcar.serial().await("^LAB DISK BOOTED: flatcar$", LIMIT);

      server.awaitRequest("/report/one/booted", LIMIT);
      server.awaitRequest("/report/two/installed", LIMIT);
      server.awaitRequest("/report/two/booted", LIMIT);
      assertThat(k3os.serial().document("config.yaml", LIMIT)).isEqualTo(CONFIG);
      assertThat(flatcar.serial().document("installed.ign", LIMIT)).isEqualTo(INSTALLED);
      assertThat(flatcar.serial().text()).contains("document: 200", "report: 405");
    }
  }

  private static void serve(StandInServer server, Guest guest, Path disk) throws IOException {
    server.put("kernel", guest.kernel());
    server.put("initrd", guest.initrd());
    server.put("k3os.iso", disk);
    Command.run(Duration.ofMinutes(1), "sh", "-c", "bzip2 -1 <" + disk + " >" + disk + ".bz2");
    String image = "flatcar/1.0.0/flatcar_production_image.bin.bz2";
    server.put(image, Path.of(disk + ".bz2"));
    server.put(image + ".sig", "signature\n");
    server.put("config.yaml", CONFIG);
    server.put("installer.ign", INSTALLER.formatted(base64(INSTALL), REPORT));
    server.put("installed.ign", INSTALLED);
    server.put(
        "52-54-00-00-00-01.ipxe",
        script(
            "k3os.fallback_mode=install k3os.install.device=/dev/vda k3os.install.config_url=URL/config.yaml k3os.install.iso_url=URL/k3os.iso"));
    server.put(
        "52-54-00-00-00-02.ipxe",
        script("flatcar.first_boot=1 ignition.config.url=URL/installer.ign"));
  }

  private static String base64(String text) {
    return java.util.Base64.getEncoder()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String script(String arguments) {
    return """
        #!ipxe
        kernel URL/kernel initrd=initrd console=ttyS0,115200 no_timer_check %s
        initrd URL/initrd
        boot
        """
        .formatted(arguments)
        .replace("URL", StandInServer.URL);
  }
}
