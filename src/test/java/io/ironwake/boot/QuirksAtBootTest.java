package io.ironwake.boot;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState.Approved;
import io.ironwake.machine.MachineState.Installing;
import io.ironwake.net.ClientArch;
import io.ironwake.net.Ipv4;
import io.ironwake.quirk.Effect;
import io.ironwake.quirk.Model;
import io.ironwake.quirk.Traits;
import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Quirk rules and the gate. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class QuirksAtBootTest {
  private static final Ipv4 PI = Ipv4.parse("127.0.0.77");
  private static final Ipv4 PI_TOO = Ipv4.parse("127.0.0.78");
  private static final Ipv4 PI_HEAD = Ipv4.parse("127.0.0.80");
  private static final Ipv4 PI_LIVE = Ipv4.parse("127.0.0.81");

  @Inject BootLab lab;
  @Inject BootAdvisor advisor;
  @Inject Models models;

  @Inject BootFiles files;

  @ConfigProperty(name = "ironwake.data")
  Path data;

  @ConfigProperty(name = "ironwake.assets")
  Path assets;

  @BeforeEach
  void open() {
    lab.open();
  }

  @Test
  void rulesReachTheAdviceAndAreCounted() throws IOException {
    Machine machine = lab.machine(lab.generic("generic"));
    int before = applied("option-67-nul");

    BootAdvice advice = advisor.advise(discover(machine, Traits.Program.PXE, Optional.empty()));

    assertThat(advice.effects().has(Effect.PAD_OPTION_67)).isTrue();
    assertThat(advice.effects().rules()).containsExactly("option-67-nul");
    assertThat(applied("option-67-nul")).isEqualTo(before + 1);
  }

  @Test
  void aRaspberryPiInstallsByItsOwnNames() throws IOException {
    firmware();
    Machine machine = lab.machine(lab.generic("generic"));
    assertThat(advisor.advise(pi(machine, PI)).file())
        .as("a Pi that waits is named no file")
        .isEmpty();
    lab.approve(machine);
    BootAdvice advice = advisor.advise(pi(machine, PI));
    assertThat(advice.file().orElseThrow().lastSegment()).isEqualTo("config.txt");
    assertThat(advice.effects().has(Effect.NO_PADDING)).isTrue();

    assertThat(tftp(PI, "b989ae1f/start4.elf")).isInstanceOf(FileAnswer.OnDisk.class);
    assertThat(tftp(PI, "overlays/overlay_map.dtb")).isInstanceOf(FileAnswer.OnDisk.class);
    assertThat(tftp(PI, "b989ae1f/recovery.elf")).isInstanceOf(FileAnswer.NotFound.class);
    assertThat(text(tftp(PI, "b989ae1f/config.txt")))
        .contains("kernel=ironwake-kernel\n", "initramfs ironwake-initrd0 followkernel\n");
    assertThat(lab.state(machine)).as("nothing is armed yet").isInstanceOf(Approved.class);

    String line = text(tftp(PI, "b989ae1f/cmdline.txt"));
    assertThat(line).contains("config=http://", " quiet").doesNotContain("initrd=").endsWith("\n");
    assertThat(lab.state(machine)).isInstanceOf(Installing.class);
    assertThat(text(tftp(PI, "cmdline.txt"))).as("again is the same attempt").isEqualTo(line);
    assertThat(lab.attempts(machine)).isEqualTo(1);
    assertThat(tftp(PI, "b989ae1f/ironwake-kernel")).isInstanceOf(FileAnswer.OnDisk.class);
    assertThat(tftp(PI, "b989ae1f/ironwake-initrd0")).isInstanceOf(FileAnswer.OnDisk.class);
    assertThat(tftp(PI, "b989ae1f/ironwake-initrd1")).isInstanceOf(FileAnswer.NotFound.class);
  }

  @Test
  void describingTheCommandLineOfARaspberryPiStartsNothing() throws IOException {
    firmware();
    Machine machine = lab.approved(lab.generic("generic"));
    advisor.advise(pi(machine, PI_HEAD));

    assertThat(lab.send("HEAD", lab.base() + "/cmdline.txt", PI_HEAD).statusCode()).isEqualTo(200);

    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
    assertThat(lab.attempts(machine)).isZero();
  }

  @Test
  void aRaspberryPiThatRunsALiveProfileOnceGetsItsFilesAfterItsCommandLine() throws IOException {
    firmware();
    Machine machine = lab.machine(lab.generic("generic"));
    lab.liveOnce(machine, lab.live("rescue"));
    advisor.advise(pi(machine, PI_LIVE));

    String line = text(tftp(PI_LIVE, "cmdline.txt"));

    assertThat(line).contains("rescue");
    assertThat(lab.now(machine).live()).as("the one boot is spent").isEmpty();
    assertThat(text(tftp(PI_LIVE, "cmdline.txt"))).isEqualTo(line);
    assertThat(tftp(PI_LIVE, "ironwake-kernel")).isInstanceOf(FileAnswer.OnDisk.class);
    assertThat(tftp(PI_LIVE, "ironwake-initrd0")).isInstanceOf(FileAnswer.OnDisk.class);
  }

  @Test
  void theNamesOfARaspberryPiAreForItsAddressOnly() throws IOException {
    firmware();
    Machine machine = lab.approved(lab.generic("generic"));
    advisor.advise(pi(machine, PI_TOO));
    String other = "02-00-00-00-00-01/start4.elf";

    assertThat(tftp(Ipv4.parse("127.0.0.79"), "cmdline.txt"))
        .isInstanceOf(FileAnswer.NotFound.class);
    assertThat(tftp(PI_TOO, other)).isInstanceOf(FileAnswer.NotFound.class);
    assertThat(tftp(PI_TOO, machine.nics().getFirst().mac().dashed() + "/start4.elf"))
        .isInstanceOf(FileAnswer.OnDisk.class);
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
  }

  private void firmware() throws IOException {
    Path folder = Files.createDirectories(assets.resolve("loaders/raspberrypi/overlays"));
    Files.writeString(folder.resolve("overlay_map.dtb"), "a map stands in");
    Files.writeString(folder.resolveSibling("start4.elf"), "firmware stands in");
  }

  private FileAnswer tftp(Ipv4 client, String name) {
    return files.tftp(client, name).toCompletableFuture().join();
  }

  private static String text(FileAnswer answer) {
    assertThat(answer).isInstanceOf(FileAnswer.Bytes.class);
    return new String(((FileAnswer.Bytes) answer).content(), StandardCharsets.UTF_8);
  }

  @Test
  void theModelThatIpxeTellsIsKnownAtTheNextBootAndAfterARestart() {
    Machine machine = lab.machine(lab.generic("generic"));
    assertThat(models.of(Optional.of(machine))).isEqualTo(Model.UNKNOWN);

    lab.get(lab.power(machine) + "/script?manufacturer=Dell%20Inc.&product=PowerEdge%20R340");

    Model told = new Model("Dell Inc.", "PowerEdge R340");
    assertThat(models.of(Optional.of(machine))).isEqualTo(told);
    models.reload();
    assertThat(models.of(Optional.of(machine))).isEqualTo(told);
  }

  @Test
  void explainNamesTheRules() throws IOException {
    Machine machine = lab.machine(lab.generic("generic"));
    as().get("/api/v1/explain?arch=uefi-x64&mac=" + machine.nics().getFirst().mac().dashed())
        .then()
        .statusCode(200)
        .body("quirks", hasItem("option-67-nul"));
    as().get("/api/v1/quirks").then().statusCode(200).body("[0].id", equalTo("option-67-nul"));
    given().get("/api/v1/quirks").then().statusCode(401);
  }

  private static BootRequest pi(Machine machine, Ipv4 address) {
    return discover(machine, Traits.Program.RASPBERRY_PI, Optional.of(address));
  }

  private static BootRequest discover(
      Machine machine, Traits.Program program, Optional<Ipv4> address) {
    return new BootRequest(
        Door.DHCP,
        machine.nics().getFirst().mac(),
        BootStage.FIRMWARE,
        Optional.of(ClientArch.BIOS_X86),
        Optional.empty(),
        Optional.empty(),
        address,
        BootLab.HOME,
        Optional.empty(),
        new Traits(program, "PXEClient", List.of(), Optional.of(Traits.Mode.PROXY)));
  }

  private int applied(String rule) throws IOException {
    return as().get("/api/v1/quirks").jsonPath().getInt("find {it.id == '" + rule + "'}.applied");
  }

  private RequestSpecification as() throws IOException {
    String admin = Files.readString(data.resolve("admin-token")).strip();
    return given().auth().oauth2(admin);
  }
}
