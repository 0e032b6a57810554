package io.ironwake.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.sim.MachineSpec.Firmware;
import io.ironwake.wire.Octets;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedMachineTest {
  private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");
  private static final String CUT = "power was cut after ";

  private final List<Step> steps = new CopyOnWriteArrayList<>();
  private FakeBootService service;

  @BeforeEach
  void start() throws IOException {
    service = new FakeBootService();
    service.documents.put("/assets/vmlinuz", "kernel");
    service.documents.put("/assets/initrd", "initial RAM disk");
    service.documents.put("/assets/k3os-amd64.iso", "image");
    service.documents.put("/assets/4081.2.0/flatcar_production_image.bin.bz2", "image");
    service.documents.put("/assets/4081.2.0/flatcar_production_image.bin.bz2.sig", "signature");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void k3osInstallsOnceAndRunsFromItsDisk() {
    k3osUntilConfigIsFetched("k3os.fallback_mode=install");

    LifeResult result = machine(Firmware.BIOS).powerOn(Faults.NONE);

    assertThat(result).isEqualTo(new LifeResult.Up("m", "k3OS", 1));
    assertThat(steps)
        .containsSubsequence(
            Step.POWER_ON,
            Step.DISCOVER,
            Step.OFFER,
            Step.REQUEST,
            Step.ACK,
            Step.LOADER,
            Step.IPXE,
            Step.STUB,
            Step.SCRIPT,
            Step.KERNEL,
            Step.INITRD,
            Step.INSTALLER,
            Step.IMAGE,
            Step.FORMAT,
            Step.CONFIG,
            Step.WRITTEN,
            Step.REBOOT,
            Step.DISCOVER,
            Step.LOCAL_BOOT,
            Step.RUNNING,
            Step.REPORT);
    assertThat(service.count("GET /report/r3port/booted")).isOne();
  }

  @Test
  void flatcarInstallsOnceAndRunsFromItsDisk() {
    flatcarUntilReported();

    LifeResult result = machine(Firmware.UEFI).powerOn(Faults.NONE);

    assertThat(result).isEqualTo(new LifeResult.Up("m", "Flatcar", 1));
    assertThat(service.requests)
        .containsSubsequence(
            "GET /config/c0nfig/installer.ign",
            "GET /config/c0nfig/installed.ign",
            "POST /report/r3port/progress",
            "HEAD /assets/4081.2.0/flatcar_production_image.bin.bz2",
            "HEAD /assets/4081.2.0/flatcar_production_image.bin.bz2.sig",
            "GET /assets/4081.2.0/flatcar_production_image.bin.bz2.sig",
            "GET /assets/4081.2.0/flatcar_production_image.bin.bz2",
            "POST /report/r3port/installed",
            "POST /report/r3port/booted");
  }

  @Test
  void aFlatcarWithoutItsImageReportsItsFailure() {
    flatcarUntilReported();
    service.documents.put("/report/r3port/failed", "ok");
    service.documents.remove("/assets/4081.2.0/flatcar_production_image.bin.bz2");
    SimulatedMachine machine = machine(Firmware.UEFI);

    LifeResult result = machine.powerOn(Faults.NONE);

    assertThat(result.text()).contains("the image was refused with HTTP 404");
    assertThat(service.requests).last().isEqualTo("POST /report/r3port/failed");
    assertThat(machine.disk().content().boots()).isFalse();
  }

  @Test
  void speaksAsARelayOnAnUnprivilegedPort() {
    localBoot();

    machine(Firmware.UEFI).powerOn(Faults.NONE);

    DhcpMessage first = service.dhcpRequests.getFirst();
    assertThat(first.giaddr()).isEqualTo(Ipv4.parse("127.0.0.1"));
    assertThat(first.options().raw(DhcpOption.RELAY_AGENT.code())).contains(Octets.hex("1300"));
  }

  @Test
  void sendsTheSmbiosUuidWithItsFirstFieldsSwapped() throws Exception {
    localBoot();

    machine(Firmware.UEFI).powerOn(Faults.NONE);

    MachineSpec spec = MachineSpec.of("m", MAC, Firmware.UEFI);
    assertThat(service.dhcpRequests.getFirst().options().get(DhcpOption.CLIENT_UUID))
        .contains(spec.uuid());
  }

  @Test
  void speaksHttpFromItsLeasedAddress() {
    localBoot();

    machine(Firmware.UEFI).powerOn(Faults.NONE);

    assertThat(service.httpClients.getFirst()).isEqualTo(Ipv4.parse("127.0.0.101").toInetAddress());
  }

  @Test
  void aMachineOnHoldInstallsOnceItIsApproved() {
    service.script("echo waiting for approval", "sleep 5", "chain --replace boot.ipxe");
    SimulatedMachine machine = machine(Firmware.UEFI);
    Thread life = Thread.startVirtualThread(() -> machine.powerOn(Faults.NONE));
    await().until(() -> steps.contains(Step.CONSOLE));

    k3osUntilConfigIsFetched("k3os.fallback_mode=install");

    await().until(() -> !life.isAlive());
    assertThat(machine.disk().installs()).isOne();
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {
        "DISCOVER",
        "OFFER",
        "ACK",
        "LOADER",
        "IPXE",
        "STUB",
        "SCRIPT",
        "KERNEL",
        "INSTALLER",
        "CONFIG",
        "FORMAT",
        "IMAGE"
      })
  void aFlatcarThatLostPowerBeforeItWasWrittenInstallsAgain(Step step) {
    flatcarUntilReported();
    SimulatedMachine machine = machine(Firmware.BIOS);

    LifeResult cut = machine.powerOn(Faults.powerOffAfter(step));

    assertThat(cut.text()).contains(CUT + step);
    assertThat(machine.powerOn(Faults.NONE)).isEqualTo(new LifeResult.Up("m", "Flatcar", 1));
  }

  @Test
  void aK3osThatLostPowerAfterFormattingStallsUnderFallbackMode() {
    k3osUntilConfigIsFetched("k3os.fallback_mode=install");
    SimulatedMachine machine = machine(Firmware.BIOS);
    machine.powerOn(Faults.powerOffAfter(Step.FORMAT));

    assertThat(machine.powerOn(Faults.NONE).text()).contains("unfinished K3OS_STATE");
  }

  @Test
  void anExplicitReinstallOfK3osInstallsOverAnUnfinishedOne() {
    k3osUntilConfigIsFetched("k3os.mode=install");
    SimulatedMachine machine = machine(Firmware.BIOS);
    machine.powerOn(Faults.powerOffAfter(Step.FORMAT));

    assertThat(machine.powerOn(Faults.NONE).isUp()).isTrue();
  }

  @Test
  void fallbackModeNeverWritesOverK3os() {
    k3osUntilConfigIsFetched("k3os.fallback_mode=install");
    SimulatedMachine machine = machine(Firmware.BIOS);
    machine.powerOn(Faults.NONE);
    service.script(k3osScript("k3os.fallback_mode=install"));

    LifeResult again = machine.powerOn(Faults.NONE);

    assertThat(again).isEqualTo(new LifeResult.Up("m", "k3OS", 1));
  }

  @Test
  void bootsOverABadWire() {
    flatcarUntilReported();

    LifeResult result = machine(Firmware.UEFI).powerOn(Faults.badWire(20, 20, 7));

    assertThat(result).isEqualTo(new LifeResult.Up("m", "Flatcar", 1));
  }

  @Test
  void bootsWhenEveryPacketIsDoubled() {
    flatcarUntilReported();

    LifeResult result = machine(Firmware.UEFI).powerOn(Faults.badWire(0, 100, 1));

    assertThat(result).isEqualTo(new LifeResult.Up("m", "Flatcar", 1));
  }

  @ParameterizedTest
  @EnumSource(
      value = Faults.ScriptAccess.class,
      names = {"WITHOUT_NONCE", "FORGED_NONCE"})
  void withoutItsNonceAMachineGetsNoScript(Faults.ScriptAccess access) {
    k3osUntilConfigIsFetched("k3os.fallback_mode=install");
    SimulatedMachine machine = machine(Firmware.UEFI);

    LifeResult result = machine.powerOn(Faults.asking(access));

    assertThat(result.text()).contains("gave up after 4 network boots", "404 for /boot/");
    assertThat(machine.disk().content()).isEqualTo(new DiskContent.Empty());
  }

  @Test
  void everyTftpByteIsCounted() {
    localBoot();
    service.announcedSize = 9_999;

    assertThat(machine(Firmware.BIOS).powerOn(Faults.NONE).text())
        .contains("10000 bytes came, 9999 were announced");
  }

  @Test
  void aLoaderThatIsAMultipleOfTheBlockSizeEndsWithAnEmptyBlock() {
    service.loader = new byte[1024];
    localBoot();

    machine(Firmware.BIOS).powerOn(Faults.NONE);

    assertThat(steps).contains(Step.LOADER, Step.LOCAL_BOOT);
  }

  @Test
  void aReplyWithoutTheRelaysOptionStopsTheLife() {
    service.echoRelay = false;

    assertThat(machine(Firmware.BIOS).powerOn(Faults.NONE).text())
        .contains("does not echo option 82");
  }

  @Test
  void iPxeThatIsSentItsLoaderAgainIsALoop() {
    service.ipxeFile = Optional.of("n0nce/loader.bin");

    assertThat(machine(Firmware.BIOS).powerOn(Faults.NONE).text()).contains("the chain loops");
  }

  @Test
  void aUefiMachineNeedsExitOneToTryItsDisk() {
    service.script("exit");

    assertThat(machine(Firmware.UEFI).powerOn(Faults.NONE).text())
        .contains("UEFI shows its boot menu");
  }

  @Test
  void anOfferWithoutAnAddressIsNotTaken() {
    service.addressless = true;

    LifeResult result = machine(Firmware.BIOS).powerOn(Faults.NONE);

    assertThat(result.text()).contains("gave up after 4 network boots", "OFFER 0.0.0.0");
    assertThat(steps).doesNotContain(Step.REQUEST);
  }

  @Test
  void aSilentServerIsAskedThreeTimesInEachBoot() {
    service.silent = true;

    LifeResult result = machine(Firmware.BIOS).powerOn(Faults.NONE);

    assertThat(result.text()).contains("gave up after 4 network boots");
    assertThat(service.dhcpRequests).hasSize(12);
  }

  @Test
  void anUnknownCommandStopsTheLifeAndNamesTheLine() {
    service.script("echo hello", "teleport");

    assertThat(machine(Firmware.BIOS).powerOn(Faults.NONE).text()).contains("line 3: 'teleport'");
  }

  @Test
  void noTextShownHoldsANonceOrAToken() {
    List<String> texts = new CopyOnWriteArrayList<>();
    flatcarUntilReported();
    SimulatedMachine machine =
        new SimulatedMachine(
            MachineSpec.of("m", MAC, Firmware.UEFI),
            service.settings(),
            (name, step, text) -> {
              texts.add(text);
              seen(name, step, text);
            });

    LifeResult result = machine.powerOn(Faults.NONE);

    assertThat(texts).isNotEmpty().noneMatch(text -> text.matches(".*(n0nce|c0nfig|r3port).*"));
    assertThat(result.isUp()).isTrue();
  }

  @Test
  void switchingARackOffEndsEveryLife() throws InterruptedException {
    service.script("echo waiting", "sleep 86400", "chain --replace boot.ipxe");
    try (Rack rack =
        new Rack(
            Rack.specs(8, MAC, n -> "m" + n),
            service.settings(),
            (name, step, text) -> steps.add(step))) {
      rack.powerOn(Faults.NONE);
      await().until(() -> steps.stream().filter(Step.CONSOLE::equals).count() == 8);

      List<LifeResult> results = rack.await(Duration.ofMillis(1));

      assertThat(results)
          .hasSize(8)
          .allSatisfy(result -> assertThat(result.text()).contains("switched off", "at console"));
    }
  }

  private SimulatedMachine machine(Firmware firmware) {
    return new SimulatedMachine(MachineSpec.of("m", MAC, firmware), service.settings(), this::seen);
  }

  /** Plays the boot service's part: what was fetched or reported changes the next script. */
  private void seen(String machine, Step step, String text) {
    if (step == Step.WRITTEN && text.contains("k3OS") || text.equals("reported installed")) {
      localBoot();
    }
    steps.add(step);
  }

  private void localBoot() {
    service.script(
        "iseq ${platform} efi && exit 1 ||", "sanboot --no-describe --drive 0x80 || exit");
  }

  private void k3osUntilConfigIsFetched(String mode) {
    service.documents.put(
        "/config/c0nfig/config.yaml",
        """
        hostname: "m"
        run_cmd:
          - "(u='%s'; curl -fsS \\"$u\\" || wget \\"$u\\") &"
        """
            .formatted(service.url("/report/r3port/booted")));
    service.documents.put("/report/r3port/booted", "ok");
    service.script(k3osScript(mode));
  }

  private String[] k3osScript(String mode) {
    String arguments =
        "initrd=initrd "
            + mode
            + " k3os.install.silent=true k3os.install.device=/dev/sda k3os.install.config_url="
            + service.url("/config/c0nfig/config.yaml")
            + " k3os.install.iso_url="
            + service.url("/assets/k3os-amd64.iso");
    return new String[] {
      "kernel /assets/vmlinuz " + arguments, "initrd --name initrd /assets/initrd", "boot"
    };
  }

  private void flatcarUntilReported() {
    String report = service.url("/report/r3port");
    String install =
        """
        Environment=A_DISK=/dev/sda
        Environment=A_REPORT=%s
        curl -o /run/i.ign '%s'
        disk=$(readlink -f "$A_DISK")
        report() { curl --data-binary x "$A_REPORT/$1"; }
        report progress
        flatcar-install -d "$disk" -b '%s' -V 4081.2.0 -i /run/i.ign || report failed
        report installed
        systemctl reboot
        """
            .formatted(report, service.url("/config/c0nfig/installed.ign"), service.url("/assets"));
    service.documents.put("/config/c0nfig/installer.ign", unit(install));
    service.documents.put(
        "/config/c0nfig/installed.ign", unit("ExecStart=curl '" + report + "/booted'"));
    List.of("progress", "installed", "booted")
        .forEach(kind -> service.documents.put("/report/r3port/" + kind, "ok"));
    service.script(
        "kernel /assets/vmlinuz initrd=initrd flatcar.first_boot=1 ignition.config.url="
            + service.url("/config/c0nfig/installer.ign"),
        "initrd --name initrd /assets/initrd",
        "boot");
  }

  private static String unit(String contents) {
    return "{\"ignition\":{\"version\":\"3.3.0\"},\"systemd\":{\"units\":[{\"name\":\"a.service\",\"contents\":\""
        + contents.replace("\n", "\\n").replace("\"", "\\\"")
        + "\"}]}}";
  }
}
