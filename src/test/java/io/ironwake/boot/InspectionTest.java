package io.ironwake.boot;

import static io.ironwake.boot.BootLab.inspectorUrl;
import static io.ironwake.boot.BootLab.isHold;
import static io.ironwake.boot.BootLab.isInstall;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.machine.FactsJson;
import io.ironwake.machine.Inventory;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.store.MariaDbTestResource;
import io.ironwake.store.Transactions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Live boot reports what it found, once, with a token of its own; no state moves. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class InspectionTest {
  @Inject BootLab lab;
  @Inject Inventory inventory;
  @Inject Transactions transactions;

  private UUID inspector;

  @BeforeEach
  void open() {
    lab.open();
    inspector = lab.inspector("inventory-taker");
  }

  static String facts(int gib, String serial) {
    return """
        {"source":"inspector","dmi":{"manufacturer":"ACME","product":"Box 9","serial":"%s"},
         "cpu":{"sockets":1,"cores":4,"threads":8,"arch":"x86_64","flags":[]},"memory-bytes":%d,
         "disks":[{"name":"sda","bytes":1000000000000,"rotational":true,"serial":"D-%s"}],"nics":[]}
        """
        .formatted(serial, (long) gib << 30, serial);
  }

  private String inspect(Machine machine) {
    lab.liveOnce(machine, inspector);
    return inspectorUrl(lab.bootScript(machine));
  }

  @Test
  void anInstalledMachineIsInspectedOnceAndStaysWhatItIs() {
    Machine machine = lab.adopted(lab.generic("generic"));
    String report = inspect(machine);

    assertThat(lab.post(report + "/facts", facts(64, "S-1")).statusCode()).isEqualTo(200);

    Machine now = lab.now(machine);
    assertThat(now.state()).isInstanceOf(MachineState.Installed.class);
    assertThat(now.serial()).contains("S-1");
    assertThat(now.selectable())
        .containsEntry("hw.memory-gib", "64")
        .containsEntry("hw.product", "Box-9");
    assertThat(transactions.call(() -> inventory.newestNow(machine.id())).orElseThrow().disks())
        .hasSize(1);
    assertThat(isInstall(lab.bootScript(machine))).as("live once").isFalse();
  }

  @Test
  void aTokenIsGoodForOneDocumentWhichMayBeRepeated() {
    Machine machine = lab.adopted(lab.generic("generic"));
    String report = inspect(machine);
    lab.post(report + "/facts", facts(64, "S-2"));

    assertThat(lab.post(report + "/facts", facts(128, "S-2")).statusCode()).isEqualTo(200);

    assertThat(lab.now(machine).selectable()).containsEntry("hw.memory-gib", "64");
  }

  @Test
  void anotherBootsTokenAnOldOneAndAnInstallsAreNoInspectors() {
    Machine machine = lab.adopted(lab.generic("generic"));
    String first = inspect(machine);
    String second = inspect(machine);
    Machine approved = lab.approved(lab.generic("generic"));
    String installs = lab.reportUrl(lab.bootScript(approved));

    assertThat(lab.post(first + "/facts", facts(1, "S-3")).statusCode()).isEqualTo(404);
    assertThat(lab.post(installs + "/facts", facts(1, "S-3")).statusCode()).isEqualTo(404);
    assertThat(lab.post(second + "/installed", "").statusCode()).isEqualTo(404);
    lab.sql(
        "UPDATE inspection SET served_at = served_at - INTERVAL 61 MINUTE WHERE machine = ?1",
        machine.id());
    assertThat(lab.post(second + "/facts", facts(1, "S-3")).statusCode()).isEqualTo(404);
    assertThat(lab.now(machine).hardware()).isEmpty();
  }

  @Test
  void whatIsOutOfBoundsIsRefusedAndTheTokenStaysGood() {
    Machine machine = lab.adopted(lab.generic("generic"));
    String report = inspect(machine);

    assertThat(lab.get(report + "/facts").statusCode()).isEqualTo(405);
    assertThat(lab.post(report + "/facts", "{\"source\":7}").statusCode()).isEqualTo(400);
    assertThat(lab.post(report + "/facts", " ".repeat(FactsJson.LARGEST + 1)).statusCode())
        .isEqualTo(413);
    assertThat(lab.post(report + "/facts", facts(8, "S-4")).statusCode()).isEqualTo(200);
  }

  @Test
  void whatChangedBetweenTwoInspectionsIsInTheAudit() {
    Machine machine = lab.adopted(lab.generic("generic"));
    lab.post(inspect(machine) + "/facts", facts(64, "S-5"));
    lab.post(inspect(machine) + "/facts", facts(64, "S-5"));
    lab.post(inspect(machine) + "/facts", facts(32, "S-5"));

    assertThat(transactions.call(() -> inventory.historyNow(machine.id())))
        .as("the same hardware is kept once")
        .hasSize(2);
    assertThat(lab.traces(machine).split("inventory,")).as("first and changed").hasSize(3);
    assertThat(isHold(lab.bootScript(machine))).isFalse();
  }
}
