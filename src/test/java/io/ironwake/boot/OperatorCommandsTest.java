package io.ironwake.boot;

import static io.ironwake.boot.BootLab.OPERATOR;
import static io.ironwake.boot.BootLab.isInstall;
import static io.ironwake.boot.BootLab.isLocalBoot;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.access.TestToken;
import io.ironwake.cli.OperatorCommands;
import io.ironwake.machine.InstallContribution;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState.Approved;
import io.ironwake.machine.MachineState.Discovered;
import io.ironwake.machine.MachineState.Installed;
import io.ironwake.machine.Machines;
import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Operators at their command line, against the service and machines that boot. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class OperatorCommandsTest {
  @Inject BootLab lab;
  @Inject Machines machines;
  @TempDir Path folder;

  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();
  private Path token;

  @BeforeEach
  void open() throws Exception {
    lab.open();
    token = Files.writeString(folder.resolve("token"), TestToken.admin());
  }

  @CommandLine.Command(name = "ironwake")
  static final class Root implements Runnable {
    @Override
    public void run() {}
  }

  private int ironwake(String... words) {
    out = new StringWriter();
    err = new StringWriter();
    CommandLine line = OperatorCommands.addTo(new CommandLine(new Root()));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          err.append(failure.getMessage()).append('\n');
          return 1;
        });
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(
        List.of(
            "--server", "http://localhost:" + RestAssured.port, "--token-file", token.toString()));
    return line.execute(all.toArray(String[]::new));
  }

  /** A machine whose k3OS install ended well yesterday. */
  private Machine withK3os() {
    Machine machine = lab.approved(lab.k3os("k3os"));
    String report = lab.reportUrl(lab.bootScript(machine));
    assertThat(lab.get(report + "/booted").statusCode()).isEqualTo(200);
    assertThat(lab.state(machine)).isInstanceOf(Installed.class);
    assertThat(isLocalBoot(lab.bootScript(machine))).isTrue();
    return lab.now(machine);
  }

  @Test
  void twoCommandsTurnYesterdaysK3osIntoFlatcar() {
    lab.flatcar("flatcar");
    Machine machine = withK3os();

    assertThat(ironwake("set", machine.name(), "--profile", "flatcar")).as("%s", err).isZero();
    assertThat(ironwake("approve", machine.name(), "--reinstall", "--yes")).as("%s", err).isZero();

    assertThat(out.toString())
        .contains(machine.name() + " is wiped at its next network boot:")
        .contains("disk     /dev/sda")
        .contains("was      k3os/v1-k3os/amd64 by profile k3os, install 1")
        .contains("becomes  Flatcar 3815.2.0 by profile flatcar")
        .contains("WARNING  '" + machine.name() + "' is installed: ");
    String script = lab.bootScript(machine);
    assertThat(isInstall(script)).isTrue();
    assertThat(script).contains("/assets/flatcar/3815.2.0/amd64", "ignition.config.url=");
    String report = lab.reportUrl(script);
    assertThat(lab.get(report + "/installed").statusCode()).isEqualTo(200);
    assertThat(isLocalBoot(lab.bootScript(machine))).isTrue();
  }

  @Test
  void withoutFear() {
    lab.flatcar("flatcar");
    Machine machine = withK3os();
    ironwake("set", machine.name(), "--profile", "flatcar");
    assertThat(isLocalBoot(lab.bootScript(machine))).as("setting installs nothing").isTrue();

    assertThat(ironwake("approve", machine.name())).isEqualTo(1);
    assertThat(err.toString()).contains("reinstall: true");
    assertThat(ironwake("approve", machine.name(), "--reinstall")).isEqualTo(1);
    assertThat(err.toString()).contains("no terminal", "--yes");
    assertThat(ironwake("approve", machine.name(), "--reinstall", "--dry-run")).isZero();
    assertThat(lab.state(machine)).isInstanceOf(Installed.class);
    assertThat(isLocalBoot(lab.bootScript(machine))).isTrue();

    ironwake("approve", machine.name(), "--reinstall", "--yes");
    assertThat(ironwake("cancel", machine.name())).isZero();
    assertThat(lab.state(machine)).isInstanceOf(Installed.class);
    assertThat(isLocalBoot(lab.bootScript(machine))).isTrue();

    assertThat(ironwake("lock", machine.name())).isZero();
    assertThat(ironwake("approve", machine.name(), "--reinstall", "--yes")).isEqualTo(1);
    assertThat(err.toString()).contains("locked");
    assertThat(ironwake("unlock", machine.name())).isZero();
  }

  @Test
  void manyAreApprovedTogetherOrNotAtAll() {
    UUID generic = lab.generic("generic");
    List<Machine> rack = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      rack.add(lab.machine(generic));
    }
    String[] words = new String[8];
    words[0] = "approve";
    words[1] = "--yes";
    for (int i = 0; i < 6; i++) {
      words[2 + i] = rack.get(i).name();
    }

    assertThat(ironwake(words)).isEqualTo(1);
    assertThat(err.toString())
        .contains("6 machines at once", "really: true", "--really")
        .contains(rack.stream().map(Machine::name).toList());

    machines.lock(rack.get(3).id(), true, OPERATOR);
    List<String> really = new ArrayList<>(List.of(words));
    really.add("--really");
    assertThat(ironwake(really.toArray(String[]::new))).isEqualTo(1);
    assertThat(err.toString()).contains("nothing was approved: " + rack.get(3).name());
    assertThat(rack).allSatisfy(each -> assertThat(lab.state(each)).isInstanceOf(Discovered.class));

    machines.lock(rack.get(3).id(), false, OPERATOR);
    assertThat(ironwake(really.toArray(String[]::new))).as("%s", err).isZero();
    assertThat(rack).allSatisfy(each -> assertThat(lab.state(each)).isInstanceOf(Approved.class));
  }

  @Test
  void aSelectorApprovesWhatWaits() {
    UUID generic = lab.generic("generic");
    Machine one = lab.machine(generic);
    Machine adopted = lab.adopted(generic);
    for (Machine each : List.of(one, adopted)) {
      assertThat(ironwake("set", each.name(), "--label", "rack=selected")).isZero();
    }

    TestToken.asAdmin()
        .body("{\"selector\": {\"rack\": \"selected\"}}")
        .post("/api/v1/approvals")
        .then()
        .statusCode(200)
        .body("total", org.hamcrest.Matchers.is(1))
        .body("items[0].name", org.hamcrest.Matchers.is(one.name()));
    assertThat(lab.state(adopted)).isInstanceOf(Installed.class);

    TestToken.asAdmin()
        .body(
            "{\"selector\": {\"rack\": \"selected\"}, \"states\": [\"INSTALLED\"], \"reinstall\":"
                + " true}")
        .post("/api/v1/approvals")
        .then()
        .statusCode(409)
        .body("detail", org.hamcrest.Matchers.containsString("If-Match"));
    assertThat(lab.state(adopted)).isInstanceOf(Installed.class);
  }

  /** Says that a machine whose name was given is a member. */
  @Singleton
  static final class TestMembership implements InstallContribution {
    static volatile String member = "";

    @Override
    public Optional<Membership> membership(Machine machine) {
      return machine.name().equals(member)
          ? Optional.of(
              new Membership(
                  "prod",
                  "server",
                  "'" + machine.name() + "' is server of cluster 'prod'; the others carry on"))
          : Optional.empty();
    }
  }

  @Test
  void aClusterMemberTakesAKeyMore() {
    lab.flatcar("flatcar");
    Machine machine = withK3os();
    TestMembership.member = machine.name();

    assertThat(ironwake("approve", machine.name(), "--reinstall", "--yes")).isEqualTo(1);
    assertThat(err.toString()).contains("is server of cluster 'prod'", "replace-member: prod");
    assertThat(
            ironwake(
                "approve", machine.name(), "--reinstall", "--yes", "--replace-member", "staging"))
        .isEqualTo(1);
    assertThat(lab.state(machine)).isInstanceOf(Installed.class);

    assertThat(
            ironwake("approve", machine.name(), "--reinstall", "--yes", "--replace-member", "prod"))
        .as("%s", err)
        .isZero();
    assertThat(out.toString()).contains("WARNING", "is server of cluster 'prod'");
  }

  @Test
  void machinesAreListedAndTold() {
    Machine machine = withK3os();

    assertThat(ironwake("machines", "--state", "installed", "--profile", "k3os")).isZero();
    assertThat(out.toString()).contains(machine.name() + " ").contains("/dev/sda");
    assertThat(ironwake("machine", machine.name())).as("%s", err).isZero();
    assertThat(out.toString())
        .contains("state       INSTALLED")
        .contains("next boot   local-boot: machine '" + machine.name() + "' is installed")
        .contains("install 1   k3os/v1-k3os/amd64 by profile k3os");
    assertThat(ironwake("machine", "no-such")).isEqualTo(1);
    assertThat(err.toString()).contains("no machine 'no-such'");
    assertThat(ironwake("set", machine.name())).isEqualTo(1);
  }
}
