package io.ironwake.boot;

import static io.ironwake.boot.BootLab.isInstall;
import static io.ironwake.boot.BootLab.isLocalBoot;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState.Installed;
import io.ironwake.machine.MachineState.Installing;
import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The power fails at every step of an install, for the machine and for the service's memory at
 * once.
 */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class PowerCutTest {
  @Inject BootLab lab;
  @Inject NonceLedger nonces;

  private int boots;
  private int wipes;

  /** The report link on the installed disk. */
  private Optional<String> disk = Optional.empty();

  /** What a machine gets done before the power fails. */
  private enum Step {
    DHCP,
    STUB,
    SCRIPT,
    CONFIG,
    DISK_WRITTEN,
    REPORTED,
    NEVER
  }

  @BeforeEach
  void open() {
    lab.open();
  }

  @ParameterizedTest
  @CsvSource({
    "generic,DHCP", "generic,STUB", "generic,SCRIPT", "generic,CONFIG", "generic,DISK_WRITTEN",
        "generic,REPORTED", "generic,NEVER",
    "k3os,DHCP", "k3os,STUB", "k3os,SCRIPT", "k3os,CONFIG", "k3os,DISK_WRITTEN", "k3os,REPORTED",
        "k3os,NEVER",
    "flatcar,DHCP", "flatcar,STUB", "flatcar,SCRIPT", "flatcar,CONFIG", "flatcar,DISK_WRITTEN",
        "flatcar,REPORTED", "flatcar,NEVER"
  })
  void noCutMakesAMachineInstallMoreOftenThanItBoots(String os, Step cut) {
    UUID profile =
        switch (os) {
          case "k3os" -> lab.k3os("k3os");
          case "flatcar" -> lab.flatcar("flatcar");
          default -> lab.generic("generic");
        };
    Machine machine = lab.approved(profile);
    boot(machine, cut);
    for (int i = 0; i < 3; i++) {
      boot(machine, Step.NEVER);
    }
    assertThat(lab.attempts(machine)).isLessThanOrEqualTo(boots).isLessThanOrEqualTo(3);
    assertThat(lab.now(machine).installs()).isEqualTo(1);
    if (cut == Step.CONFIG && os.equals("k3os")) {
      assertThat(lab.state(machine))
          .as("fetched is not installed; its deadline ends it")
          .isInstanceOf(Installing.class);
    } else {
      assertThat(lab.state(machine)).isInstanceOf(Installed.class);
    }
    int before = wipes;
    boot(machine, Step.NEVER);
    assertThat(wipes).as("nothing is wiped after the end").isEqualTo(before);
    assertThat(wipes).isLessThanOrEqualTo(2);
  }

  /**
   * One network boot up to {@code cut}; k3OS writes its disk after it fetched its config, and
   * reports from the disk.
   */
  private void boot(Machine machine, Step cut) {
    boots++;
    String boot = lab.power(machine);
    if (cut.compareTo(Step.STUB) >= 0) {
      assertThat(lab.get(boot + "/boot.ipxe").statusCode()).isEqualTo(200);
    }
    String script = cut.compareTo(Step.SCRIPT) >= 0 ? lab.script(boot) : "";
    if (isInstall(script) && cut.compareTo(Step.CONFIG) >= 0) {
      wipes++;
      install(lab.reportUrl(script), machine, cut);
    } else if (isLocalBoot(script)) {
      disk.ifPresent(report -> lab.get(report + "/booted"));
    }
    nonces.served(machine.nics().getFirst().mac());
  }

  private void install(String report, Machine machine, Step cut) {
    if (cut.compareTo(Step.DISK_WRITTEN) >= 0) {
      disk = Optional.of(report);
    }
    if (cut.compareTo(Step.REPORTED) >= 0) {
      String kind =
          Optional.of(lab.k3os("k3os")).equals(lab.now(machine).profile()) ? "booted" : "installed";
      assertThat(lab.get(report + "/" + kind).statusCode()).isEqualTo(200);
    }
  }
}
