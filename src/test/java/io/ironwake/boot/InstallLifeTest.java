package io.ironwake.boot;

import static io.ironwake.boot.BootLab.configUrl;
import static io.ironwake.boot.BootLab.isHold;
import static io.ironwake.boot.BootLab.isInstall;
import static io.ironwake.boot.BootLab.isLocalBoot;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.MachineState.Failed;
import io.ironwake.machine.MachineState.Installed;
import io.ironwake.machine.MachineState.Installing;
import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An install from the first packet to the first boot, over HTTP and a real database. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class InstallLifeTest {
  @Inject BootLab lab;

  @BeforeEach
  void open() {
    lab.open();
  }

  @Test
  void heldApprovedInstalledAndLeftToItsDisk() {
    Machine machine = lab.machine(lab.generic("generic"));
    assertThat(isHold(lab.bootScript(machine))).isTrue();

    lab.approve(machine);
    String script = lab.bootScript(machine);
    assertThat(isInstall(script)).as(script).isTrue();
    assertThat(lab.state(machine))
        .isInstanceOfSatisfying(Installing.class, s -> assertThat(s.attempt()).isEqualTo(1));

    String report = lab.reportUrl(script);
    assertThat(((Installing) lab.state(machine)).configAt()).isPresent();
    assertThat(lab.get(report + "/installed").statusCode()).isEqualTo(200);
    assertThat(lab.state(machine)).isInstanceOf(Installed.class);

    assertThat(lab.get(configUrl(script)).statusCode()).isEqualTo(410);
    assertThat(isLocalBoot(lab.bootScript(machine))).isTrue();
  }

  @Test
  void aDoubleReportIsRecordedOnce() {
    Machine machine = lab.approved(lab.generic("generic"));
    String report = lab.reportUrl(lab.bootScript(machine));
    lab.get(report + "/installed");
    MachineState after = lab.state(machine);
    assertThat(lab.get(report + "/installed").statusCode()).isEqualTo(200);
    assertThat(lab.state(machine)).isEqualTo(after);
  }

  @Test
  void k3osIsInstalledByItsFirstBootOnly() {
    Machine machine = lab.approved(lab.k3os("k3os"));
    String script = lab.bootScript(machine);
    assertThat(isInstall(lab.bootScript(machine)))
        .as("a reboot before the config was fetched installs again")
        .isTrue();

    String report = lab.reportUrl(script);
    assertThat(isLocalBoot(lab.bootScript(machine)))
        .as("after the config was fetched the disk is booted")
        .isTrue();
    assertThat(lab.state(machine)).isInstanceOf(Installing.class);

    assertThat(lab.get(report + "/booted").statusCode()).isEqualTo(200);
    assertThat(lab.state(machine)).isInstanceOf(Installed.class);
    MachineState after = lab.state(machine);
    assertThat(lab.get(report + "/booted").statusCode())
        .as("k3OS reports every boot")
        .isEqualTo(200);
    assertThat(lab.state(machine)).isEqualTo(after);
  }

  @Test
  void aFirstBootWithoutAConfigEverFetchedProvesNothing() {
    Machine machine = lab.approved(lab.k3os("k3os"));
    String first = lab.bootScript(machine);
    String report = lab.reportUrl(first);
    Machine other = lab.approved(lab.k3os("k3os"));
    lab.bootScript(other);
    lab.get(report + "/booted");
    assertThat(lab.state(other)).isInstanceOf(Installing.class);
    assertThat(lab.state(machine)).isInstanceOf(Installed.class);
  }

  @Test
  void aFailureReportEndsTheInstallWithItsReason() {
    Machine machine = lab.approved(lab.generic("generic"));
    String report = lab.reportUrl(lab.bootScript(machine));
    assertThat(lab.get(report + "/failed?message=no%20disk%0Aat%20all").statusCode())
        .isEqualTo(200);
    assertThat(lab.state(machine))
        .isInstanceOfSatisfying(
            Failed.class,
            s -> assertThat(s.reason()).isEqualTo("the installer reported: no disk at all"));
    String script = lab.bootScript(machine);
    assertThat(isLocalBoot(script)).isTrue();
    assertThat(script).contains("no disk at all");
  }

  @Test
  void attemptsEnd() {
    Machine machine = lab.approved(lab.generic("generic"));
    for (int i = 0; i < 3; i++) {
      assertThat(isInstall(lab.bootScript(machine))).isTrue();
    }
    assertThat(isLocalBoot(lab.bootScript(machine))).isTrue();
    assertThat(lab.state(machine)).isInstanceOf(Failed.class);
    assertThat(lab.attempts(machine)).isEqualTo(3);
    assertThat(isLocalBoot(lab.bootScript(machine))).isTrue();
  }

  @Test
  void aReinstallIsAnotherInstallAndOldReportsDoNotEndIt() {
    Machine machine = lab.approved(lab.generic("generic"));
    String old = lab.reportUrl(lab.bootScript(machine));
    lab.get(old + "/installed");
    lab.reinstall(machine);
    assertThat(lab.get(old + "/installed").statusCode()).isEqualTo(409);
    assertThat(isInstall(lab.bootScript(machine))).isTrue();
    MachineState installing = lab.state(machine);

    assertThat(lab.get(old + "/installed").statusCode()).isEqualTo(409);
    assertThat(lab.get(old + "/failed").statusCode()).isEqualTo(409);
    assertThat(lab.get(old + "/booted").statusCode())
        .as("recorded without a transition")
        .isEqualTo(200);
    assertThat(lab.state(machine)).isEqualTo(installing);
  }

  @Test
  void aReportTokenNobodyWasGivenIsUnknown() {
    assertThat(
            lab.get(lab.base() + "/report/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/installed").statusCode())
        .isEqualTo(404);
    Machine machine = lab.approved(lab.generic("generic"));
    assertThat(lab.get(lab.reportUrl(lab.bootScript(machine)) + "/exploded").statusCode())
        .isEqualTo(404);
  }
}
