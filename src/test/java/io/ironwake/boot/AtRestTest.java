package io.ironwake.boot;

import static io.ironwake.boot.BootLab.HOME;
import static io.ironwake.boot.BootLab.OPERATOR;
import static io.ironwake.boot.BootLab.isHold;
import static io.ironwake.boot.BootLab.isInstall;
import static io.ironwake.boot.BootLab.isLocalBoot;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.boot.ScriptAnswer.Script;
import io.ironwake.machine.LifecycleEvent;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineSpec;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is answered from memory, and what never is. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class AtRestTest {
  @Inject BootLab lab;
  @Inject ScriptService scripts;
  @Inject Machines machines;
  private UUID generic;

  @BeforeEach
  void open() {
    lab.open();
    generic = lab.generic("generic");
  }

  /** The answer from memory to the script request of a boot. */
  private Optional<String> fromMemory(String boot, Map<String, String> query) {
    String nonce = boot.substring(boot.lastIndexOf('/') + 1);
    return scripts
        .atRest(nonce, HOME, HOME, ScriptQuery.of(query))
        .map(answer -> ((Script) answer).text());
  }

  private Optional<String> fromMemory(Machine machine) {
    return fromMemory(lab.power(machine), Map.of());
  }

  @Test
  void whoWaitsOrHasItsDiskIsAnsweredFromMemory() {
    assertThat(fromMemory(lab.machine(generic)).filter(BootLab::isHold)).isPresent();
    assertThat(fromMemory(lab.adopted(generic)).filter(BootLab::isLocalBoot)).isPresent();

    Machine failed = lab.approved(generic);
    lab.get(lab.reportUrl(lab.bootScript(failed)) + "/failed");
    assertThat(lab.state(failed)).isInstanceOf(MachineState.Failed.class);
    assertThat(fromMemory(failed).filter(BootLab::isLocalBoot)).isPresent();
  }

  @Test
  void whoWasApprovedAMomentAgoInstallsAtItsNextRequest() {
    for (int i = 0; i < 10; i++) {
      Machine waiting = lab.machine(generic);
      assertThat(isHold(lab.bootScript(waiting))).isTrue();
      lab.approve(waiting);
      assertThat(isInstall(lab.bootScript(waiting))).isTrue();
    }
    Machine installed = lab.adopted(generic);
    assertThat(isLocalBoot(lab.bootScript(installed))).isTrue();
    lab.reinstall(installed);
    assertThat(isInstall(lab.bootScript(installed))).isTrue();
  }

  @Test
  void anApprovedMachineIsNeverAnsweredFromMemory() {
    Machine machine = lab.approved(generic);
    assertThat(fromMemory(machine)).isEmpty();
  }

  @Test
  void anInstallingMachineIsNeverAnsweredFromMemory() {
    Machine machine = lab.approved(generic);
    String boot = lab.power(machine);
    String script = lab.script(boot);
    assertThat(isInstall(script)).isTrue();
    assertThat(fromMemory(boot, Map.of())).as("by the link that installed it").isEmpty();
    assertThat(fromMemory(machine)).as("by a new link").isEmpty();

    lab.get(lab.reportUrl(script) + "/installed");
    assertThat(fromMemory(machine).filter(BootLab::isLocalBoot)).isPresent();
  }

  @Test
  void aRetiredMachineOrOneWithALiveProfileIsNeverAnsweredFromMemory() {
    Machine retired = lab.machine(generic);
    String boot = lab.power(retired);
    machines.send(retired.id(), Optional.empty(), new LifecycleEvent.Retire(), OPERATOR);
    assertThat(fromMemory(boot, Map.of())).isEmpty();

    Machine live = lab.machine(generic);
    machines.change(live.id(), Optional.empty(), liveOnce(), OPERATOR);
    assertThat(fromMemory(live)).isEmpty();
    assertThat(lab.bootScript(live)).contains(" rescue");
    assertThat(fromMemory(live).filter(BootLab::isHold))
        .as("its one Live boot is over")
        .isPresent();
  }

  private MachineSpec liveOnce() {
    return new MachineSpec(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Map.of()),
        Optional.of(Optional.of(lab.live("rescue"))),
        Optional.of(true));
  }

  @Test
  void whatAMachineTellsForTheFirstTimeIsRecordedBeforeMemoryAnswers() {
    Machine machine = lab.machine(generic);
    Map<String, String> told =
        Map.of("uuid", "4c4c4544-0042-3510-8052-b4c04f4d3732", "serial", "SN-AT-REST");
    String boot = lab.power(machine);
    assertThat(fromMemory(boot, told)).isEmpty();
    lab.get(boot + "/script?uuid=" + told.get("uuid") + "&serial=" + told.get("serial"));
    assertThat(lab.now(machine).serial()).contains("SN-AT-REST");
    assertThat(fromMemory(machine)).isPresent();
    assertThat(fromMemory(lab.power(machine), told).filter(BootLab::isHold)).isPresent();
  }

  @Test
  void aLinkOfAnotherAddressOrOfNobodyIsNotAnsweredFromMemory() {
    String boot = lab.power(lab.machine(generic));
    String nonce = boot.substring(boot.lastIndexOf('/') + 1);
    ScriptQuery query = ScriptQuery.of(Map.of());
    assertThat(scripts.atRest(nonce, BootLab.ELSEWHERE, HOME, query)).isEmpty();
    assertThat(scripts.atRest(nonce + "x", HOME, HOME, query)).isEmpty();
  }
}
