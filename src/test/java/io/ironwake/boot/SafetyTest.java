package io.ironwake.boot;

import static io.ironwake.boot.BootLab.ELSEWHERE;
import static io.ironwake.boot.BootLab.HOME;
import static io.ironwake.boot.BootLab.OPERATOR;
import static io.ironwake.boot.BootLab.configUrl;
import static io.ironwake.boot.BootLab.isHold;
import static io.ironwake.boot.BootLab.isInstall;
import static io.ironwake.boot.BootLab.isLocalBoot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ironwake.boot.Approvals.Approval;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineSpec;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.MachineState.Approved;
import io.ironwake.machine.MachineState.Discovered;
import io.ironwake.machine.MachineState.Failed;
import io.ironwake.machine.MachineState.Installed;
import io.ironwake.machine.MachineState.Installing;
import io.ironwake.machine.Machines;
import io.ironwake.machine.Sightings;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import io.ironwake.profile.OsFamily;
import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No machine is ever armed that an operator did not arm, and none installs twice. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class SafetyTest {
  private static final UUID OWN = UUID.fromString("4c4c4544-0042-3510-8052-b4c04f4a3132");
  private static final UUID OTHER = UUID.fromString("4c4c4544-0042-3510-8052-b4c04f4a3133");

  @Inject BootLab lab;
  @Inject Machines machines;
  @Inject Sightings sightings;
  @Inject Approvals approvals;
  @Inject Withdrawals withdrawals;
  @Inject NonceLedger nonces;
  @Inject BootKey key;

  private UUID generic;
  private UUID k3os;

  @BeforeEach
  void open() {
    lab.open();
    generic = lab.generic("generic");
    k3os = lab.k3os("k3os");
  }

  // ---- HEAD and Range

  @Test
  void headChangesNothingAnywhere() {
    String loader = lab.loader();
    Machine machine = lab.approved(generic);
    String boot = lab.power(machine);
    String before = lab.traces(machine);
    for (String url :
        List.of(
            boot + "/script",
            boot + "/boot.ipxe",
            boot + "/autoexec.ipxe",
            boot + "/" + loader,
            boot + "/" + loader,
            lab.base() + "/assets/generic/v1-generic/amd64/vmlinuz")) {
      HttpResponse<String> answer = lab.head(url);
      assertThat(answer.statusCode()).as(url).isEqualTo(200);
      assertThat(answer.body()).as(url).isEmpty();
    }
    assertThat(nonces.isLooping(machine.nics().getFirst().mac()))
        .as("HEAD fetches no loader")
        .isFalse();
    assertThat(lab.traces(machine)).isEqualTo(before);
    assertThat(isInstall(lab.script(boot))).as("the nonce is as good as before").isTrue();
  }

  @Test
  void headFetchesNoConfigAndReportsNothing() {
    Machine machine = lab.approved(k3os);
    String script = lab.bootScript(machine);
    String before = lab.traces(machine);
    HttpResponse<String> head = lab.head(configUrl(script));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isPositive();
    assertThat(lab.traces(machine)).isEqualTo(before);

    String report = lab.reportUrl(script);
    before = lab.traces(machine);
    for (String kind : List.of("progress", "installed", "failed", "booted")) {
      assertThat(lab.head(report + "/" + kind).statusCode()).isEqualTo(405);
    }
    assertThat(lab.traces(machine)).isEqualTo(before);
  }

  @Test
  void rangeIsIgnoredOnScriptAndConfig() {
    Machine machine = lab.approved(generic);
    String boot = lab.power(machine);
    HttpResponse<String> script = lab.get(boot + "/script", "Range", "bytes=0-3");
    assertThat(script.statusCode()).isEqualTo(200);
    assertThat(script.body()).startsWith("#!ipxe\n").contains("\nkernel ");
    assertThat(lab.get(boot + "/script", "Range", "bytes=4-").body()).isEqualTo(script.body());
    assertThat(lab.attempts(machine)).isEqualTo(1);

    HttpResponse<String> config = lab.get(configUrl(script.body()), "Range", "bytes=0-3");
    assertThat(config.statusCode()).isEqualTo(200);
    assertThat(config.body())
        .isEqualTo(lab.get(configUrl(script.body())).body())
        .contains("disk=/dev/sda");
  }

  @Test
  void rangeIsHonouredOnAssets() {
    String url = lab.base() + "/assets/generic/v1-generic/amd64/vmlinuz";
    HttpResponse<String> whole = lab.get(url);
    String content = whole.body();
    int size = content.length();
    String etag = whole.headers().firstValue("ETag").orElseThrow();
    assertThat(etag)
        .isEqualTo("\"" + BootLab.sha256(content.getBytes(StandardCharsets.UTF_8)) + "\"");

    part(lab.get(url, "Range", "bytes=2-5"), 206, content.substring(2, 6), "bytes 2-5/" + size);
    part(
        lab.get(url, "Range", "bytes=7-"),
        206,
        content.substring(7),
        "bytes 7-" + (size - 1) + "/" + size);
    part(
        lab.get(url, "Range", "bytes=-4"),
        206,
        content.substring(size - 4),
        "bytes " + (size - 4) + "-" + (size - 1) + "/" + size);
    part(
        lab.get(url, "Range", "bytes=0-99999999"),
        206,
        content,
        "bytes 0-" + (size - 1) + "/" + size);
    part(
        lab.get(url, "Range", "bytes=-99999999"),
        206,
        content,
        "bytes 0-" + (size - 1) + "/" + size);
    part(lab.get(url, "Range", "bytes=" + size + "-"), 416, "", "bytes */" + size);
    part(lab.get(url, "Range", "bytes=99999999999999999999-"), 416, "", "bytes */" + size);
    part(lab.get(url, "Range", "bytes=-0"), 416, "", "bytes */" + size);
    part(
        lab.get(url, "Range", "bytes=2-5", "If-Range", etag),
        206,
        content.substring(2, 6),
        "bytes 2-5/" + size);
    for (String[] headers :
        List.of(
            new String[] {"Range", "bytes=2-5", "If-Range", "\"another\""},
            new String[] {"Range", "bytes=2-5,7-8"},
            new String[] {"Range", "lines=2-5"},
            new String[] {"Range", "bytes=-"})) {
      HttpResponse<String> answer = lab.get(url, headers);
      assertThat(answer.statusCode()).as(String.join(" ", headers)).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(content);
    }
    assertThat(lab.get(url, "If-None-Match", etag).statusCode()).isEqualTo(304);
  }

  private static void part(HttpResponse<String> answer, int status, String content, String range) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Range")).contains(range);
    assertThat(answer.body()).isEqualTo(content);
  }

  /** RFC 9110 §14.2: Range is defined for GET alone. */
  @Test
  void headIgnoresRange() {
    HttpResponse<String> answer =
        lab.head(lab.base() + "/assets/generic/v1-generic/amd64/vmlinuz", "Range", "bytes=2-5");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValueAsLong("Content-Length"))
        .hasValue("vmlinuz stands in\n".length() * 20L);
  }

  // ---- nonces

  @Test
  void aRetransmittedRequestGetsTheSameScriptAndIsTheSameAttempt() {
    Machine machine = lab.approved(generic);
    String boot = lab.power(machine);
    String script = lab.script(boot);
    assertThat(lab.script(boot)).isEqualTo(script);
    assertThat(lab.attempts(machine)).isEqualTo(1);
  }

  @Test
  void aNonceServedLongerAgoInstallsNoMore() {
    Machine machine = lab.approved(generic);
    String boot = lab.power(machine);
    lab.script(boot);
    lab.sql(
        "UPDATE attempt SET served_at = served_at - INTERVAL 61 SECOND WHERE install = ?1",
        install(machine));
    assertThat(isHold(lab.script(boot))).isTrue();
    assertThat(lab.attempts(machine)).isEqualTo(1);
  }

  private UUID install(Machine machine) {
    return lab.state(machine).currentInstall().orElseThrow();
  }

  @Test
  void twoRequestsAtOnceWithOneNonceAreOneAttempt() {
    Machine machine = lab.approved(generic);
    String boot = lab.power(machine);
    List<CompletableFuture<String>> racing =
        IntStream.range(0, 6)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> lab.script(boot)))
            .toList();
    List<String> scripts = racing.stream().map(CompletableFuture::join).toList();
    assertThat(scripts).allMatch(BootLab::isInstall).containsOnly(scripts.getFirst());
    assertThat(lab.attempts(machine)).isEqualTo(1);
    assertThat(((Installing) lab.state(machine)).attempt()).isEqualTo(1);
  }

  @Test
  void withoutANonceOfOursNothingIsServed() {
    Machine machine = lab.approved(generic);
    String boot = lab.power(machine);
    String nonce = boot.substring(boot.lastIndexOf('/') + 1);
    String forged = (nonce.startsWith("A") ? "B" : "A") + nonce.substring(1);
    MacAddress mac = machine.nics().getFirst().mac();
    for (String path :
        List.of(
            "/boot/script",
            "/boot//script",
            "/boot/x/script",
            "/boot/" + forged + "/script",
            "/boot/" + mac.dashed() + "/script",
            "/boot/script?mac=" + mac,
            "/boot/" + forged + "/boot.ipxe",
            "/boot/boot.ipxe",
            "/boot/enter?mac=" + mac.dashed())) {
      HttpResponse<String> answer = lab.get(lab.base() + path);
      assertThat(answer.statusCode()).as(path).isIn(403, 404);
      assertThat(isInstall(answer.body())).as(path).isFalse();
    }
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
  }

  @Test
  void anotherAddressCannotUseANonce() {
    Machine machine = lab.approved(generic);
    String boot = lab.power(machine);
    assertThat(lab.getFrom(ELSEWHERE, boot + "/script").statusCode()).isEqualTo(403);
    assertThat(lab.getFrom(ELSEWHERE, boot + "/boot.ipxe").statusCode()).isEqualTo(403);
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
  }

  @Test
  void anotherMachinesNonceInstallsThatMachineOnly() {
    Machine machine = lab.approved(generic);
    Machine held = lab.machine(generic);
    assertThat(isHold(lab.script(lab.power(held) + "?mac=" + machine.nics().getFirst().mac())))
        .isFalse();
    assertThat(isHold(lab.bootScript(held))).isTrue();
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
  }

  /** In proxy mode the address is not known when the nonce is made; its first use binds it. */
  @Test
  void anUnboundNonceBelongsToItsFirstUser() {
    Machine machine = lab.approved(generic);
    String boot = unbound(machine);
    assertThat(lab.get(boot + "/boot.ipxe").statusCode()).isEqualTo(200);
    assertThat(lab.getFrom(ELSEWHERE, boot + "/boot.ipxe").statusCode()).isEqualTo(403);
    assertThat(lab.getFrom(ELSEWHERE, boot + "/script").statusCode()).isEqualTo(403);
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
  }

  @Test
  void anUnboundNonceIsBoundStillAfterItsScriptWasServed() {
    Machine machine = lab.approved(generic);
    String boot = unbound(machine);
    assertThat(isInstall(lab.script(boot))).isTrue();
    HttpResponse<String> stolen = lab.getFrom(ELSEWHERE, boot + "/script");
    assertThat(stolen.statusCode()).as(stolen.body()).isEqualTo(403);
    assertThat(lab.attempts(machine)).isEqualTo(1);
  }

  @Test
  void anUnboundNonceIsBoundStillAfterItWasToldToWait() {
    Machine machine = lab.machine(generic);
    String boot = unbound(machine);
    assertThat(isHold(lab.script(boot))).isTrue();
    lab.approve(machine);
    assertThat(lab.getFrom(ELSEWHERE, boot + "/script").statusCode()).isEqualTo(403);
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
  }

  private String unbound(Machine machine) {
    return lab.power(machine.nics().getFirst().mac(), Optional.empty(), Optional.empty())
        .orElseThrow();
  }

  @Test
  void anOldNonceInstallsNothing() {
    Machine machine = lab.approved(generic);
    BootNonce old =
        new BootNonce(
            machine.nics().getFirst().mac(), 7, Instant.now().minus(Duration.ofMinutes(11)), true);
    String script = lab.script(lab.base() + "/boot/" + old.sign(key.current(), HOME));
    assertThat(isLocalBoot(script)).isTrue();
    assertThat(script).contains("older than 10 minutes");
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
  }

  @Test
  void aNonceFromBeforeANewApprovalNeverServesTheOldInstall() {
    Machine machine = lab.approved(generic);
    String boot = lab.power(machine);
    String old = lab.script(boot);
    withdrawals.abandon(machine.id(), Optional.empty(), "wrong disk", OPERATOR);
    machines.change(
        machine.id(),
        Optional.empty(),
        BootLab.spec(Optional.empty(), Optional.empty(), Optional.of(Optional.of("/dev/sdb"))),
        OPERATOR);
    lab.approve(machine);
    String again = lab.script(boot);
    assertThat(again).isNotEqualTo(old);
    assertThat(isHold(again)).isTrue();
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
    assertThat(lab.get(configUrl(lab.bootScript(machine))).body()).contains("disk=/dev/sdb");
  }

  // ---- identity

  @Test
  void anApprovalDoesNotTravelWithTheNic() {
    Machine machine = lab.machine(generic);
    lab.get(lab.power(machine) + "/script?uuid=" + OWN + "&serial=S1");
    lab.approve(machine);
    assertThat(isHold(lab.get(lab.power(machine) + "/script?uuid=" + OTHER + "&serial=S1").body()))
        .isTrue();
    String moved = lab.get(lab.power(machine) + "/script?uuid=" + OWN + "&serial=S2").body();
    assertThat(isHold(moved)).isTrue();
    assertThat(moved).contains("was the NIC moved?");
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
    assertThat(isInstall(lab.get(lab.power(machine) + "/script?uuid=" + OWN + "&serial=S1").body()))
        .isTrue();
  }

  @Test
  void aStrangersSerialIsNotRecorded() {
    Machine machine = lab.machine(generic);
    UUID own = UUID.randomUUID();
    lab.get(lab.power(machine) + "/script?uuid=" + own);
    lab.approve(machine);
    assertThat(
            isHold(
                lab.get(
                        lab.power(machine)
                            + "/script?uuid="
                            + UUID.randomUUID()
                            + "&serial=STRANGER")
                    .body()))
        .isTrue();
    assertThat(lab.now(machine).serial()).isEmpty();
    assertThat(isInstall(lab.get(lab.power(machine) + "/script?uuid=" + own + "&serial=S1").body()))
        .isTrue();
  }

  @Test
  void anUnknownNicOfAKnownMachineIsProposedWhateverItsByteOrder() {
    Machine machine = lab.machine(generic);
    UUID own =
        UUID.fromString(
            "00112233-4455-6677-8899-" + machine.nics().getFirst().mac().dashed().replace("-", ""));
    lab.get(lab.power(machine) + "/script?uuid=" + own);
    for (UUID presented : List.of(own, io.ironwake.net.SmbiosUuid.swapped(own))) {
      MacAddress dongle = BootLab.freshMac();
      String boot = lab.power(dongle, Optional.empty(), Optional.of(HOME)).orElseThrow();
      assertThat(isHold(lab.get(boot + "/script?uuid=" + presented).body())).isTrue();
      await()
          .untilAsserted(
              () ->
                  assertThat(machines.snapshot().byMac(dongle))
                      .hasValueSatisfying(
                          found ->
                              assertThat(found.nics().getFirst().proposed())
                                  .contains(machine.id())));
      assertThat(machines.snapshot().byMac(dongle).orElseThrow().smbiosUuid()).isEmpty();
    }
  }

  @Test
  void aNicThatWasDiscoveredBeforeItToldItsUuidIsProposedToo() {
    Machine machine = lab.machine(generic);
    UUID own =
        UUID.fromString(
            "00112233-4455-6677-8899-" + machine.nics().getFirst().mac().dashed().replace("-", ""));
    lab.get(lab.power(machine) + "/script?uuid=" + own);
    MacAddress dongle = BootLab.freshMac();
    String boot = lab.power(dongle, Optional.empty(), Optional.of(HOME)).orElseThrow();
    await().until(() -> machines.snapshot().byMac(dongle).isPresent());

    assertThat(isHold(lab.get(boot + "/script?uuid=" + own).body())).isTrue();

    Machine found = machines.snapshot().byMac(dongle).orElseThrow();
    assertThat(found.nics().getFirst().proposed()).contains(machine.id());
    assertThat(found.smbiosUuid()).isEmpty();
  }

  // ---- approving

  @Test
  void whatCannotBeInstalledCannotBeApproved() {
    Machine bare =
        machines.create(
            BootLab.spec(
                Optional.of(List.of(BootLab.freshMac())),
                Optional.empty(),
                Optional.of(Optional.of("/dev/sda"))),
            OPERATOR);
    refused(bare, Approval.PLAIN, Problem.Kind.NOT_APPROVABLE, "no profile");
    Machine diskless =
        machines.create(
            BootLab.spec(
                Optional.of(List.of(BootLab.freshMac())),
                Optional.of(Optional.of(generic)),
                Optional.empty()),
            OPERATOR);
    refused(diskless, Approval.PLAIN, Problem.Kind.NOT_APPROVABLE, "no target disk");
    refused(
        lab.machine(lab.live("rescue")), Approval.PLAIN, Problem.Kind.NOT_APPROVABLE, "boots live");
    Machine wordy = lab.machine(generic);
    machines.change(
        wordy.id(), Optional.empty(), arguments(List.of("x=" + "y".repeat(2047))), OPERATOR);
    refused(wordy, Approval.PLAIN, Problem.Kind.NOT_APPROVABLE, "2047");
    Machine sly = lab.machine(generic);
    machines.change(sly.id(), Optional.empty(), arguments(List.of("x || sanboot")), OPERATOR);
    refused(sly, Approval.PLAIN, Problem.Kind.NOT_APPROVABLE, "'||'");
    machines.change(sly.id(), Optional.empty(), arguments(List.of()), OPERATOR);
    Machine locked = lab.machine(generic);
    machines.lock(locked.id(), true, OPERATOR);
    refused(locked, Approval.PLAIN, Problem.Kind.CONFLICT, "locked");
    Machine approved = lab.approved(generic);
    refused(approved, Approval.PLAIN, Problem.Kind.ILLEGAL_TRANSITION, "APPROVED");
  }

  private static MachineSpec arguments(List<String> arguments) {
    return new MachineSpec(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(arguments),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private void refused(Machine machine, Approval approval, Problem.Kind kind, String why) {
    MachineState before = lab.state(machine);
    assertThatThrownBy(() -> approvals.approve(machine.id(), approval, OPERATOR))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.kind()).isEqualTo(kind))
        .hasMessageContaining(why);
    assertThat(lab.state(machine)).isEqualTo(before);
  }

  @Test
  void aReinstallTakesTwoKeys() {
    Machine machine = lab.approved(generic);
    lab.get(lab.reportUrl(lab.bootScript(machine)) + "/installed");
    long version = lab.now(machine).version();
    refused(machine, Approval.PLAIN, Problem.Kind.ILLEGAL_TRANSITION, "reinstall: true");
    refused(
        machine,
        new Approval(true, Optional.empty(), Optional.empty()),
        Problem.Kind.PRECONDITION_REQUIRED,
        "If-Match");
    refused(
        machine,
        new Approval(true, Optional.of(version - 1), Optional.empty()),
        Problem.Kind.STALE,
        "changed meanwhile");
    assertThat(isLocalBoot(lab.bootScript(machine))).isTrue();
    assertThat(lab.reinstall(machine).state()).isInstanceOf(Approved.class);
    assertThat(lab.now(machine).installs()).isEqualTo(2);
  }

  @Test
  void missingAndDamagedAssetsAreNotApprovable() throws IOException {
    UUID profile = lab.generic("incomplete");
    Path folder = lab.folder(OsFamily.GENERIC, "v1-incomplete");
    Machine machine = lab.machine(profile);
    Files.writeString(folder.resolve("initrd"), "damaged");
    refused(machine, Approval.PLAIN, Problem.Kind.NOT_APPROVABLE, "differs from its SHA256SUMS");
    Files.delete(folder.resolve("initrd"));
    refused(machine, Approval.PLAIN, Problem.Kind.NOT_APPROVABLE, "is missing");
  }

  @Test
  void flatcarsInstallerLearnsTheVersionOfItsMirror() {
    String base = lab.base() + "/assets/flatcar/4081.2.0/amd64/";
    assertThat(lab.get(base + "current/version.txt").body())
        .isEqualTo("FLATCAR_VERSION=4081.2.0\n");
    assertThat(lab.get(base + "current/other.txt").statusCode()).isEqualTo(404);
  }

  @Test
  void anAssetTamperedWithAfterApprovalIsNeverServed() throws IOException {
    UUID profile = lab.generic("tampered");
    Machine machine = lab.approved(profile);
    Files.writeString(lab.folder(OsFamily.GENERIC, "v1-tampered").resolve("vmlinuz"), "evil");
    String script = lab.bootScript(machine);
    assertThat(isHold(script)).isTrue();
    assertThat(script).contains("differs from its SHA256SUMS");
    HttpResponse<String> asset = lab.get(lab.base() + "/assets/generic/v1-tampered/amd64/vmlinuz");
    assertThat(asset.statusCode()).isEqualTo(503);
    assertThat(asset.headers().firstValue("Retry-After")).isPresent();
    assertThat(asset.body()).doesNotContain("evil");
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
    lab.generic("tampered");
    assertThat(isInstall(lab.bootScript(machine))).as("mended").isTrue();
  }

  @Test
  void anAssetReplacedTogetherWithItsChecksumIsNotWhatWasApproved() throws IOException {
    UUID profile = lab.generic("replaced");
    Machine machine = lab.approved(profile);
    Path folder = lab.folder(OsFamily.GENERIC, "v1-replaced");
    Path sums = folder.resolve("SHA256SUMS");
    String old = Files.readString(folder.resolve("vmlinuz"));
    Files.writeString(folder.resolve("vmlinuz"), "evil");
    Files.writeString(
        sums,
        Files.readString(sums)
            .replace(
                BootLab.sha256(old.getBytes(StandardCharsets.UTF_8)),
                BootLab.sha256("evil".getBytes(StandardCharsets.UTF_8))));
    String script = lab.bootScript(machine);
    assertThat(isHold(script)).as(script).isTrue();
    assertThat(script).contains("not the one that was approved");
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
  }

  // ---- time

  @Test
  void anApprovalExpires() {
    Machine machine = lab.approved(generic);
    age(machine, "until");
    assertThat(isHold(lab.bootScript(machine))).isTrue();
    await().untilAsserted(() -> assertThat(lab.state(machine)).isInstanceOf(Discovered.class));
    assertThat(isHold(lab.bootScript(machine))).isTrue();
    assertThat(lab.traces(machine)).contains("EXPIRED", "approval-expired");
  }

  @Test
  void anInstallThatTakesTooLongFailsAndMayStillSucceedLate() {
    Machine machine = lab.approved(generic);
    String script = lab.bootScript(machine);
    age(machine, "since");
    assertThat(isLocalBoot(lab.bootScript(machine))).isTrue();
    await().untilAsserted(() -> assertThat(lab.state(machine)).isInstanceOf(Failed.class));
    assertThat(isLocalBoot(lab.bootScript(machine))).isTrue();
    String report = lab.reportUrl(script);
    assertThat(lab.get(report + "/installed").statusCode())
        .as("a deadline does not revoke a served attempt")
        .isEqualTo(200);
    assertThat(lab.state(machine)).isInstanceOf(Installed.class);
    assertThat(lab.traces(machine)).contains("INSTALLED");
  }

  @Test
  void k3osMayBootLateToo() {
    Machine machine = lab.approved(k3os);
    String report = lab.reportUrl(lab.bootScript(machine));
    age(machine, "since");
    await().untilAsserted(() -> assertThat(lab.state(machine)).isInstanceOf(Failed.class));
    assertThat(lab.get(report + "/booted").statusCode()).isEqualTo(200);
    assertThat(lab.state(machine)).isInstanceOf(Installed.class);
  }

  /** Lets a state have begun long ago. */
  private void age(Machine machine, String field) {
    lab.sql(
        "UPDATE machine SET state_data = JSON_SET(state_data, '$."
            + field
            + "', 1000000000.0), deadline = '2001-09-09', version = version + 1 WHERE id = ?1",
        machine.id());
  }

  // ---- operators

  @Test
  void aCancelledApprovalServesNothing() {
    Machine machine = lab.approved(generic);
    String boot = lab.power(machine);
    withdrawals.cancel(machine.id(), Optional.empty(), OPERATOR);
    assertThat(isHold(lab.script(boot))).isTrue();
    assertThat(lab.state(machine)).isInstanceOf(Discovered.class);
  }

  @Test
  void anAbandonedInstallBootsTheDiskAndKeepsItsConfig() {
    Machine machine = lab.approved(generic);
    String boot = lab.power(machine);
    String script = lab.script(boot);
    withdrawals.abandon(machine.id(), Optional.empty(), "smoke", OPERATOR);
    assertThat(isLocalBoot(lab.script(boot))).isTrue();
    assertThat(lab.bootScript(machine)).contains("abandoned: smoke");
    assertThat(lab.get(configUrl(script)).statusCode()).isEqualTo(200);
  }

  @Test
  void retiredMachinesAreLeftAlone() {
    Machine machine = lab.machine(generic);
    String boot = lab.power(machine);
    machines.send(
        machine.id(), Optional.empty(), new io.ironwake.machine.LifecycleEvent.Retire(), OPERATOR);
    assertThat(lab.get(boot + "/script").statusCode()).isEqualTo(403);
    assertThat(lab.power(machine.nics().getFirst().mac(), Optional.empty(), Optional.of(HOME)))
        .isEmpty();
  }

  // ---- configurations

  @Test
  void aConfigIsForItsTokenOnly() {
    Machine one = lab.approved(generic);
    Machine two = lab.approved(generic);
    machines.change(
        two.id(),
        Optional.empty(),
        BootLab.spec(Optional.empty(), Optional.empty(), Optional.of(Optional.of("/dev/sdz"))),
        OPERATOR);
    String url = configUrl(lab.bootScript(one));
    String other = configUrl(lab.bootScript(two));
    assertThat(lab.get(url).body())
        .as("frozen at approval")
        .contains("disk=/dev/sda")
        .isNotEqualTo(lab.get(other).body());
    String token = url.replaceAll(".*/config/([^/]+)/.*", "$1");
    for (String path :
        List.of(
            token + "/script",
            token + "/other",
            "AAAA/config",
            token.toLowerCase(java.util.Locale.ROOT) + "x/config",
            token + "/..%2Fscript")) {
      assertThat(lab.get(lab.base() + "/config/" + path).statusCode())
          .as(path.replace(token, "token"))
          .isEqualTo(404);
    }
  }

  // ---- Live

  @Test
  void aLiveBootIsRepeatableWithOneNonceAndMovesNothing() {
    Machine machine = lab.machine(generic);
    machines.change(machine.id(), Optional.empty(), live(lab.live("rescue"), false), OPERATOR);
    String boot = lab.power(machine);
    String script = lab.script(boot);
    assertThat(script).contains(" rescue");
    assertThat(lab.script(boot)).isEqualTo(script);
    assertThat(lab.state(machine)).isInstanceOf(Discovered.class);
    lab.approve(machine);
    assertThat(lab.script(boot))
        .as("a nonce that served a Live boot serves no install")
        .doesNotContain("\nkernel ");
  }

  @Test
  void aOneShotLiveBootIsForgottenAfterIt() {
    Machine machine = lab.machine(generic);
    machines.change(machine.id(), Optional.empty(), live(lab.live("rescue"), true), OPERATOR);
    assertThat(lab.bootScript(machine)).contains(" rescue");
    assertThat(isHold(lab.bootScript(machine))).isTrue();
  }

  private static MachineSpec live(UUID profile, boolean once) {
    return new MachineSpec(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Map.of()),
        Optional.of(Optional.of(profile)),
        Optional.of(once));
  }

  // ---- discovery

  @Test
  void oneMacHeardOnManyDoorsAtOnceIsOneMachine() {
    MacAddress mac = BootLab.freshMac();
    List<CompletableFuture<Void>> heard =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> sightings.seen(mac, Optional.empty(), Optional.empty())))
            .toList();
    heard.forEach(CompletableFuture::join);
    assertThat(machines.snapshot().byMac(mac)).isPresent();
  }
}
