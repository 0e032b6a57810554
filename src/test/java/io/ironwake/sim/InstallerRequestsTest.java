package io.ironwake.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.asset.TestKeys;
import io.ironwake.net.MacAddress;
import io.ironwake.sim.MachineSpec.Firmware;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * k3OS and Flatcar installed step by step, request by request, as their real installers do it (k3os
 * install.sh; flatcar-install; Ignition's fetch and files stages).
 */
class InstallerRequestsTest {
  private static final String IMAGE = "/assets/4081.2.0/flatcar_production_image.bin.bz2";
  private static final String KEY = "/run/image.asc";
  private static final byte[] PICTURE = "an image".repeat(5000).getBytes(StandardCharsets.UTF_8);

  private final TestKeys vendor = new TestKeys();
  private FakeBootService service;
  private SimulatedMachine machine;

  @BeforeEach
  void start() throws IOException {
    service = new FakeBootService();
    machine =
        new SimulatedMachine(
            MachineSpec.of("m", MacAddress.parse("02:00:00:00:00:01"), Firmware.UEFI),
            service.settings(),
            this::seen);
    for (String each : List.of("vmlinuz", "initrd", "k3os-amd64.iso")) {
      service.documents.put("/assets/" + each, each);
    }
    for (String each : List.of("progress", "installed", "failed", "booted")) {
      service.documents.put("/report/r3port/" + each, "ok");
    }
    service.files.put(IMAGE, PICTURE);
    service.files.put(IMAGE + ".sig", vendor.sign(PICTURE));
    service.documents.put(
        "/assets/current/version.txt", "FLATCAR_BUILD=4081\nFLATCAR_VERSION=4081.2.0\n");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private void seen(String name, Step step, String text) {
    if (step == Step.WRITTEN) {
      service.script("exit 1");
    }
  }

  @Test
  void k3osAsksForItsImageBeforeAndForItsConfigAfterItFormats() {
    k3os();

    assertThat(machine.powerOn(Faults.NONE).isUp()).isTrue();

    assertThat(afterTheLoader())
        .containsExactly(
            "GET /assets/vmlinuz",
            "GET /assets/initrd",
            "GET /assets/k3os-amd64.iso",
            "GET /config/c0nfig/config.yaml",
            "GET /report/r3port/booted");
  }

  @Test
  void k3osKeepsItsConfigToTheLastByteAndReportsAtEveryBoot() {
    k3os();
    machine.powerOn(Faults.NONE);

    machine.powerOn(Faults.NONE);
    machine.powerOn(Faults.NONE);

    assertThat(machine.disk().content())
        .isEqualTo(new DiskContent.K3os(service.documents.get("/config/c0nfig/config.yaml"), true));
    assertThat(service.count("GET /report/r3port/booted")).isEqualTo(3);
    assertThat(service.count("GET /config/c0nfig/config.yaml")).isOne();
  }

  @Test
  void k3osAsksFiveTimesForItsConfigAndIsThenInstalledWithoutKeys() {
    k3os();
    trouble("/config/c0nfig/config.yaml", 503, 9);

    LifeResult result = machine.powerOn(Faults.NONE);

    assertThat(service.count("GET /config/c0nfig/config.yaml")).isEqualTo(5);
    assertThat(result.text()).contains("installed without its configuration");
    assertThat(machine.disk().content()).isEqualTo(new DiskContent.K3os("", true));
  }

  @Test
  void k3osOutlivesAServerThatWasAwayForFourRequests() {
    k3os();
    trouble("/assets/k3os-amd64.iso", 503, 4);
    trouble("/config/c0nfig/config.yaml", 404, 4);

    assertThat(machine.powerOn(Faults.NONE).isUp()).isTrue();
  }

  @Test
  void flatcarAsksInTheOrderOfIgnitionItsUnitAndFlatcarInstall() {
    flatcar("-V 4081.2.0 -k " + KEY, vendor);

    assertThat(machine.powerOn(Faults.NONE).isUp()).isTrue();

    assertThat(afterTheLoader())
        .containsExactly(
            "GET /assets/vmlinuz",
            "GET /assets/initrd",
            "GET /config/c0nfig/installer.ign",
            "GET /config/c0nfig/more.ign",
            "GET /assets/tool",
            "GET /config/c0nfig/installed.ign",
            "POST /report/r3port/progress",
            "HEAD " + IMAGE,
            "HEAD " + IMAGE + ".sig",
            "GET " + IMAGE + ".sig",
            "GET " + IMAGE,
            "POST /report/r3port/installed",
            "GET /assets/tool",
            "POST /report/r3port/booted");
    assertThat(service.accepted)
        .containsEntry(
            "/config/c0nfig/installer.ign",
            "application/vnd.coreos.ignition+json;version=3.3.0, */*;q=0.1")
        .containsEntry("/config/c0nfig/installed.ign", "*/*");
  }

  @Test
  void flatcarAsksWhichVersionIsCurrentWhenItIsToldAChannelOnly() {
    flatcar("-C stable", vendor);

    assertThat(machine.powerOn(Faults.NONE).isUp()).isTrue();

    assertThat(service.requests)
        .containsSubsequence("GET /assets/current/version.txt", "HEAD " + IMAGE);
  }

  @Test
  void flatcarReportsItsFirstBootOnceAndNoLater() {
    flatcar("-V 4081.2.0", vendor);
    machine.powerOn(Faults.NONE);

    machine.powerOn(Faults.NONE);

    assertThat(service.count("POST /report/r3port/booted")).isOne();
    assertThat(machine.disk().installs()).isOne();
  }

  @Test
  void ignitionWaitsOutTheServersTroubleAndEndsAtARefusal() {
    flatcar("-V 4081.2.0", vendor);
    trouble("/config/c0nfig/installer.ign", 503, 7);
    assertThat(machine.powerOn(Faults.NONE).isUp()).isTrue();
    assertThat(service.count("GET /config/c0nfig/installer.ign")).isEqualTo(8);

    flatcar("-V 4081.2.0", vendor);
    trouble("/config/c0nfig/installer.ign", 404, 1);
    assertThat(machine.powerOn(Faults.NONE).text()).contains("installer.ign was refused");
  }

  @Test
  void anEmptyAnswerWouldBeNoConfigForIgnition() {
    flatcar("-V 4081.2.0", vendor);
    service.documents.put("/config/c0nfig/installer.ign", "");

    assertThat(machine.powerOn(Faults.NONE).text()).contains("an empty answer");
  }

  @Test
  void aTamperedImageIsWipedAgainAndReportedAsAFailure() {
    flatcar("-V 4081.2.0 -k " + KEY, vendor);
    byte[] tampered = PICTURE.clone();
    tampered[1234] ^= 1;
    service.files.put(IMAGE, tampered);

    refusesTheImage("not the one that was signed");
  }

  @Test
  void anImageSignedWithAnotherKeyIsNotInstalled() {
    flatcar("-V 4081.2.0 -k " + KEY, new TestKeys());

    refusesTheImage("signed with another key");
  }

  @Test
  void aSignatureThatIsNoneIsNotBelieved() {
    flatcar("-V 4081.2.0 -k " + KEY, vendor);
    service.files.put(IMAGE + ".sig", "not a signature".getBytes(StandardCharsets.US_ASCII));

    refusesTheImage("signature is none");
  }

  @Test
  void aFileWithAnotherHashEndsIgnition() {
    flatcar("-V 4081.2.0", vendor);
    service.documents.put("/assets/tool", "another tool");

    assertThat(machine.powerOn(Faults.NONE).text()).contains("tool has another hash");
    assertThat(machine.disk().content()).isEqualTo(new DiskContent.Empty());
  }

  private void refusesTheImage(String why) {
    assertThat(machine.powerOn(Faults.NONE).text()).contains(why);
    assertThat(machine.disk().content().boots()).isFalse();
    assertThat(service.requests).last().isEqualTo("POST /report/r3port/failed");
    assertThat(service.requests).doesNotContain("POST /report/r3port/installed");
  }

  private void trouble(String path, int status, int times) {
    service.troubles.put(path, new ArrayDeque<>(Collections.nCopies(times, status)));
  }

  /** Without what firmware and iPXE asked before. */
  private List<String> afterTheLoader() {
    return service.requests.stream().filter(each -> !each.contains(" /boot/")).toList();
  }

  private void k3os() {
    service.documents.put(
        "/config/c0nfig/config.yaml",
        """
        #cloud-config
        hostname: "m"   # kept as it is
        run_cmd:
          - "(u='%s'; curl -fsS \\"$u\\") &"
        """
            .formatted(service.url("/report/r3port/booted")));
    service.script(
        "kernel /assets/vmlinuz initrd=initrd k3os.fallback_mode=install k3os.install.silent=true"
            + " k3os.install.device=/dev/sda k3os.install.config_url="
            + service.url("/config/c0nfig/config.yaml")
            + " k3os.install.iso_url="
            + service.url("/assets/k3os-amd64.iso"),
        "initrd --name initrd /assets/initrd",
        "boot");
  }

  private void flatcar(String how, TestKeys keys) {
    String report = service.url("/report/r3port");
    String install =
        """
        curl -o /run/i.ign '%s'
        report() { curl --data-binary x "%s/$1"; }
        report progress
        flatcar-install -d /dev/sda -b '%s/' %s -i /run/i.ign || report failed
        report installed
        """
            .formatted(
                service.url("/config/c0nfig/installed.ign"), report, service.url("/assets"), how);
    service.documents.put("/assets/tool", "a tool");
    service.documents.put(
        "/config/c0nfig/installer.ign",
        ignition(
            service.url("/config/c0nfig/more.ign"),
            install,
            file(KEY, new String(keys.file(), StandardCharsets.US_ASCII))));
    service.documents.put("/config/c0nfig/more.ign", ignition("data:,{}", "", remote("a tool")));
    service.documents.put(
        "/config/c0nfig/installed.ign",
        ignition("data:,{}", "ExecStart=curl '" + report + "/booted'", remote("a tool")));
    service.script(
        "kernel /assets/vmlinuz initrd=initrd flatcar.first_boot=1 ignition.config.url="
            + service.url("/config/c0nfig/installer.ign"),
        "initrd --name initrd /assets/initrd",
        "boot");
  }

  private static String ignition(String merged, String unit, String file) {
    return """
    {"ignition": {"version": "3.3.0", "config": {"merge": [{"source": "%s"}]}},
     "systemd": {"units": [{"name": "a.service", "contents": "%s"}]},
     "storage": {"files": [%s]}}
    """
        .formatted(merged, unit.replace("\"", "\\\"").replace("\n", "\\n"), file);
  }

  private static String file(String path, String content) {
    String data = Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
    return "{\"path\": \"%s\", \"contents\": {\"source\": \"data:;base64,%s\"}}"
        .formatted(path, data);
  }

  private String remote(String content) {
    return "{\"path\": \"/opt/bin/tool\", \"contents\": {\"source\": \"%s\", \"verification\": {\"hash\": \"sha512-%s\"}}}"
        .formatted(service.url("/assets/tool"), sha512(content));
  }

  private static String sha512(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-512").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (java.security.NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
