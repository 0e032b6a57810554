package io.ironwake.boot;

import static io.ironwake.boot.BootLab.OPERATOR;
import static io.ironwake.boot.BootLab.isHold;
import static io.ironwake.boot.BootLab.isInstall;
import static io.ironwake.boot.BootLab.isLocalBoot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.ironwake.access.TestToken;
import io.ironwake.boot.Approvals.Approval;
import io.ironwake.machine.Inventory;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState.Approved;
import io.ironwake.machine.MachineState.Discovered;
import io.ironwake.machine.MachineState.Failed;
import io.ironwake.machine.Machines;
import io.ironwake.machine.Quarantines;
import io.ironwake.problem.Problem;
import io.ironwake.store.MariaDbTestResource;
import io.ironwake.store.Transactions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What must be true before a disk is wiped, and machines that go in circles. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class WipeGuardsTest {
  @Inject BootLab lab;
  @Inject Machines machines;
  @Inject Approvals approvals;
  @Inject Quarantines quarantines;
  @Inject Inventory inventory;
  @Inject Transactions transactions;

  private UUID generic;

  @BeforeEach
  void open() {
    lab.open();
    generic = lab.generic("generic");
  }

  private void guard(Machine machine, String guard) {
    TestToken.asAdmin()
        .body("{\"guard\": " + guard + "}")
        .patch("/api/v1/machines/" + machine.name())
        .then()
        .statusCode(200);
  }

  private void refused(Machine machine, String... why) {
    assertThatThrownBy(() -> approvals.approve(machine.id(), Approval.PLAIN, OPERATOR))
        .isInstanceOf(Problem.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(why));
    assertThat(lab.state(machine)).isNotInstanceOf(Approved.class);
  }

  private String script(Machine machine, String presented) {
    return lab.get(lab.power(machine) + "/script?" + presented).body();
  }

  // ---- who asks

  @Test
  void aGuardedMachineMustPresentWhatWasDemanded() {
    UUID own = UUID.randomUUID();
    Machine machine = lab.machine(generic);
    guard(machine, "{\"machine\": {\"uuid\": \"" + own + "\", \"serial\": \"SN 7\"}}");
    lab.approve(machine);
    guard(machine, "null");

    String none = lab.bootScript(machine);
    assertThat(isHold(none)).as("frozen at approval").isTrue();
    assertThat(none).contains("its guard demands the SMBIOS uuid", "presents none");
    String other = script(machine, "uuid=" + own + "&serial=SN%208");
    assertThat(isHold(other)).isTrue();
    assertThat(other).contains("serial number SN 7");
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
  }

  @Test
  void aGuardedMachineThatPresentsItselfIsServed() {
    UUID own = UUID.randomUUID();
    Machine machine = lab.machine(generic);
    refusedUntilSeen(machine, own);

    assertThat(isHold(script(machine, "uuid=" + own))).as("without its serial").isTrue();
    assertThat(isInstall(script(machine, "uuid=" + own + "&serial=SN7"))).isTrue();
  }

  private void refusedUntilSeen(Machine machine, UUID own) {
    guard(machine, "{\"machine\": {\"uuid\": \"recorded\", \"serial\": \"recorded\"}}");
    refused(machine, "demands the uuid that is recorded of it", "let it network-boot once");
    script(machine, "uuid=" + own + "&serial=SN7");
    lab.approve(machine);
  }

  @Test
  void aGuardThatNothingCanMeetIsNotApproved() {
    Machine machine = lab.machine(generic);
    script(machine, "serial=SN1");
    guard(machine, "{\"machine\": {\"serial\": \"SN2\"}}");
    refused(machine, "guards demand the serial SN2, and it is known by SN1");
  }

  // ---- which disk

  @Test
  void aGuardOfADiskThatNobodyChecksIsRefused() {
    Machine machine = lab.machine(generic);
    guard(machine, "{\"disk\": {\"serial\": \"S1\"}}");
    refused(machine, "machine.guard.disk", "nobody would check it");
    TestToken.asAdmin()
        .body(
            "{\"name\": \"guarded-talos\", \"os\": \"talos\", \"version\": \"v1\", \"guard\":"
                + " {\"disk\": {\"min-size\": \"400GB\"}}}")
        .post("/api/v1/profiles")
        .then()
        .statusCode(400)
        .body("detail", containsString("profile.guard.disk"));
    TestToken.asAdmin()
        .body("{\"guard\": {\"disk\": {\"min-size\": \"huge\"}}}")
        .patch("/api/v1/machines/" + machine.name())
        .then()
        .statusCode(400)
        .body("detail", containsString("guard.disk.min-size"));
  }

  @Test
  void theInstallerOfAGuardedMachineBringsTheGuard() {
    Machine machine = lab.machine(lab.flatcar("flatcar"));
    guard(machine, "{\"disk\": {\"serial\": \"S4EWNX0M\", \"min-size\": \"400GB\"}}");
    TestToken.asAdmin()
        .get("/api/v1/machines/" + machine.name())
        .then()
        .body("guard.disk.serial", is("S4EWNX0M"));
    TestToken.asAdmin()
        .post("/api/v1/machines/" + machine.name() + "/approve")
        .then()
        .statusCode(200)
        .body("name", is(machine.name()))
        .body("plan.guard", hasItem("disk serial S4EWNX0M"))
        .body("warnings", hasItem(containsString("nothing but the MAC")));
    guard(machine, "null");
    String config = lab.get(BootLab.configUrl(lab.bootScript(machine))).body();
    assertThat(config).contains("/opt/ironwake/guard", "S4EWNX0M", "400000000000");
  }

  private void inspected(Machine machine, String serial, long bytes) {
    String facts =
        """
        {"source": "test", "dmi": {}, "cpu": {"sockets": 1, "cores": 1, "threads": 1,
         "arch": "x86_64", "flags": []}, "memory-bytes": 1073741824, "nics": [],
         "disks": [{"name": "sda", "links": [], "serial": "%s", "bytes": %d, "rotational": false}]}
        """
            .formatted(serial, bytes);
    transactions.call(
        () -> inventory.takeNow(machine.id(), facts.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void k3osIsCheckedAgainstAnInspection() {
    Machine machine = lab.machine(lab.k3os("k3os"));
    guard(machine, "{\"disk\": {\"serial\": \"S1\", \"min-size\": \"400GB\"}}");
    refused(machine, "no inspection has seen its disks");

    inspected(machine, "S2", 480_103_981_056L);
    refused(machine, "/dev/sda is not the disk that may be wiped: its serial is S2, not S1");
    inspected(machine, "S1", 120_034_123_776L);
    refused(machine, "it has 120034123776 bytes, fewer than 400000000000");
    inspected(machine, "S1", 480_103_981_056L);
    assertThat(lab.approve(machine).state()).isInstanceOf(Approved.class);
  }

  @Test
  void anOldInspectionOrAnotherDiskProvesNothing() {
    Machine machine = lab.machine(lab.k3os("k3os"));
    guard(machine, "{\"disk\": {\"serial\": \"S1\"}}");
    inspected(machine, "S1", 480_103_981_056L);
    lab.sql(
        "UPDATE inventory SET at = '2001-09-09', document = JSON_SET(document, '$.taken-at',"
            + " '2001-09-09T00:00:00Z') WHERE machine = ?1",
        machine.id());
    refused(machine, "older than 24 hours", "inspect it again");

    inspected(machine, "S1", 480_103_981_056L);
    machines.change(
        machine.id(),
        Optional.empty(),
        BootLab.spec(Optional.empty(), Optional.empty(), Optional.of(Optional.of("/dev/sdb"))),
        OPERATOR);
    refused(machine, "found no disk /dev/sdb");
  }

  // ---- circles

  /** Serves an install and lets it fail, as often as asked. */
  private void circle(Machine machine, int times) {
    for (int i = 0; i < times; i++) {
      lab.approve(machine);
      String script = lab.bootScript(machine);
      assertThat(isInstall(script)).as("round %d", i).isTrue();
      lab.get(lab.reportUrl(script) + "/failed?message=no");
      assertThat(lab.state(machine)).isInstanceOf(Failed.class);
    }
  }

  @Test
  void aMachineThatGoesInCirclesIsSetApartUntilAnOperatorReleasesIt() {
    Machine machine = lab.machine(generic);
    circle(machine, 6);
    lab.approve(machine);

    String stopped = lab.bootScript(machine);

    assertThat(isLocalBoot(stopped)).as(stopped).isTrue();
    assertThat(stopped).contains("is in quarantine", "6 times within 2 h", "install loop");
    assertThat(lab.state(machine)).isInstanceOf(Failed.class);
    assertThat(isLocalBoot(lab.bootScript(machine))).as("again").isTrue();
    assertThat(lab.bootScript(machine)).contains("is in quarantine");
    refused(machine, "is in quarantine", "release it");
    assertThat(lab.traces(machine)).contains("quarantine", "CANCELLED");
    machines.reload();
    assertThat(machines.snapshot().byId(machine.id()).orElseThrow().safety().quarantine())
        .as("as another replica, or this one after a restart, sees it")
        .isPresent();
    TestToken.asAdmin()
        .get("/api/v1/machines/" + machine.name())
        .then()
        .body("quarantine.reason", containsString("install loop"));
    assertThat(io.restassured.RestAssured.get("/q/metrics").statusCode()).isPositive();

    TestToken.asViewer()
        .post("/api/v1/machines/" + machine.name() + "/release")
        .then()
        .statusCode(403);
    TestToken.asAdmin()
        .post("/api/v1/machines/" + machine.name() + "/release")
        .then()
        .statusCode(200);
    assertThat(isInstall(lab.bootScript(machine))).as("a release installs nothing").isFalse();
    circle(machine, 1);
    TestToken.asAdmin()
        .post("/api/v1/machines/" + machine.name() + "/release")
        .then()
        .statusCode(409);
  }

  @Test
  void anInstallThatRunsIsEndedByTheQuarantine() {
    Machine machine = lab.machine(generic);
    circle(machine, 5);
    lab.approve(machine);
    assertThat(isInstall(lab.bootScript(machine))).as("the sixth").isTrue();

    assertThat(isLocalBoot(lab.bootScript(machine))).isTrue();

    assertThat(lab.state(machine)).isInstanceOf(Failed.class);
    assertThat(lab.now(machine).safety().quarantine()).isPresent();
  }

  @Test
  void whatWasServedLongAgoMakesNoCircle() {
    Machine machine = lab.machine(generic);
    circle(machine, 6);
    lab.sql(
        "UPDATE attempt SET served_at = '2001-09-09' WHERE install IN (SELECT id FROM install WHERE"
            + " machine = ?1)",
        machine.id());
    circle(machine, 1);
  }

  // ---- what may not be approved, and what is written down

  @Test
  void theJournalKeepsWhichDigestsWentOntoWhichDisk() {
    Machine machine = lab.approved(generic);
    lab.bootScript(machine);
    TestToken.asAdmin()
        .get("/api/v1/machines/" + machine.name() + "/audit")
        .then()
        .body("items.find { it.action == 'installer-served' }.detail.disk", is("/dev/sda"))
        .body(
            "items.find { it.action == 'installer-served' }.detail.assets.release",
            is("generic/v1-generic/amd64"))
        .body(
            "items.find { it.action == 'installer-served' }.detail.assets.files.find { it.name =="
                + " 'vmlinuz' }.sha256",
            is(BootLab.sha256("vmlinuz stands in\n".repeat(20).getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void whatWasNeverVerifiedIsNotApproved() throws Exception {
    Machine machine = lab.machine(lab.generic("unproven"));
    java.nio.file.Files.delete(
        lab.folder(io.ironwake.profile.OsFamily.GENERIC, "v1-unproven").resolve("SHA256SUMS"));
    refused(machine, "SHA256SUMS");
    assertThat(lab.state(machine)).isInstanceOf(Discovered.class);
  }
}
