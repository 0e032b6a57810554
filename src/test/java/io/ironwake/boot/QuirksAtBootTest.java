package io.ironwake.boot;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.ironwake.machine.Machine;
import io.ironwake.net.ClientArch;
import io.ironwake.net.LocalBoot;
import io.ironwake.quirk.Effect;
import io.ironwake.quirk.Model;
import io.ironwake.quirk.Traits;
import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
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
  @Inject BootLab lab;
  @Inject BootAdvisor advisor;
  @Inject Models models;

  @ConfigProperty(name = "ironwake.data")
  Path data;

  @BeforeEach
  void open() {
    lab.open();
  }

  @Test
  void rulesReachTheAdviceAndAreCounted() throws IOException {
    Machine machine = lab.machine(lab.generic("generic"));
    int before = applied("option-67-nul");

    BootAdvice advice = advisor.advise(discover(machine, Traits.Program.PXE));

    assertThat(advice.effects().has(Effect.PAD_OPTION_67)).isTrue();
    assertThat(advice.effects().rules()).containsExactly("option-67-nul");
    assertThat(applied("option-67-nul")).isEqualTo(before + 1);
  }

  @Test
  void aRaspberryPiWithADiskIsNamedNoFile() {
    Machine machine = lab.machine(lab.generic("generic"));
    BootAdvice advice = advisor.advise(discover(machine, Traits.Program.RASPBERRY_PI));
    assertThat(advice.effects().boot().localBoot()).contains(LocalBoot.NO_FILE);
    assertThat(advice.effects().has(Effect.NO_PADDING)).isTrue();
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

  private static BootRequest discover(Machine machine, Traits.Program program) {
    return new BootRequest(
        Door.DHCP,
        machine.nics().getFirst().mac(),
        BootStage.FIRMWARE,
        Optional.of(ClientArch.BIOS_X86),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
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
