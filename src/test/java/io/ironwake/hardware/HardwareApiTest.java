package io.ironwake.hardware;

import static io.ironwake.access.TestToken.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.ironwake.machine.Inventory;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.machine.Sightings;
import io.ironwake.net.MacAddress;
import io.ironwake.store.MariaDbTestResource;
import io.ironwake.store.Transactions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Inventories, findings and expected hardware over REST, against a real database. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class HardwareApiTest {
  private static final AtomicInteger COUNT = new AtomicInteger();

  @Inject Inventory inventory;
  @Inject Transactions transactions;
  @Inject Machines machines;
  @Inject Sightings sightings;
  @Inject Arrivals arrivals;
  @Inject FindingWatch watch;

  private int n;
  private String mac;

  @BeforeEach
  void fresh() {
    n = COUNT.incrementAndGet();
    mac = String.format("52:54:00:dd:00:%02x", n);
  }

  private UUID seen(String address) {
    sightings.seen(MacAddress.parse(address), Optional.empty(), Optional.empty());
    return machines.snapshot().byMac(MacAddress.parse(address)).orElseThrow().id();
  }

  private void inspect(UUID machine, String serial, int gib, String... macs) {
    String nics =
        List.of(macs).stream()
            .map(it -> "{\"name\":\"e\",\"mac\":\"" + it + "\",\"link\":true}")
            .collect(java.util.stream.Collectors.joining(","));
    String facts =
        """
        {"source":"test","dmi":{"manufacturer":"ACME","product":"Model-%s","serial":"%s"},
         "cpu":{"sockets":1,"cores":4,"threads":8,"arch":"x86_64"},"memory-bytes":%d,"disks":[],"nics":[%s]}
        """
            .formatted(serial, serial, (long) gib << 30, nics);
    transactions.run(() -> inventory.takeNow(machine, facts.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void anInventoryIsReadSearchedAndFiltered() {
    UUID id = seen(mac);
    asAdmin().get("/api/v1/machines/" + id + "/hardware").then().statusCode(404);
    inspect(id, "API-" + n, 96, mac);

    asAdmin()
        .get("/api/v1/machines/" + id + "/hardware")
        .then()
        .statusCode(200)
        .body("inventories[0].dmi.serial", equalTo("API-" + n))
        .body("inventories[0].memory-bytes", equalTo(96L << 30));
    asAdmin()
        .queryParam("q", "model-api-" + n + " hw.memory-gib>=96")
        .get("/api/v1/machines")
        .then()
        .body("items.id", contains(id.toString()))
        .body("items[0].hardware.'hw.memory-gib'", equalTo("96"));
    asAdmin()
        .queryParam("label", "hw.memory-gib>96", "hw.serial=API-" + n)
        .get("/api/v1/machines")
        .then()
        .body("total", equalTo(0));
    asAdmin().queryParam("label", "hw.memory-gib>x").get("/api/v1/machines").then().statusCode(400);
  }

  @Test
  void expectedHardwareIsNamedWhenItTurnsUpAndNeverApproved() {
    String name = "expected-" + n;
    asAdmin()
        .body(Map.of("serial", "EXP-" + n, "labels", Map.of("rack", "r9"), "memory-gib", 64))
        .put("/api/v1/expected-hardware/" + name)
        .then()
        .statusCode(200)
        .body("arrived", equalTo(false));
    UUID id = seen(mac);
    inspect(id, "EXP-" + n, 32, mac);
    arrivals.look();

    assertThat(machines.snapshot().byName(name).orElseThrow())
        .satisfies(it -> assertThat(it.id()).isEqualTo(id))
        .satisfies(it -> assertThat(it.labels()).containsEntry("rack", "r9"))
        .satisfies(it -> assertThat(it.state()).isInstanceOf(MachineState.Discovered.class));
    asAdmin()
        .get("/api/v1/expected-hardware/" + name)
        .then()
        .body("arrived", equalTo(true))
        .body("machine", equalTo(name))
        .body("lacks", containsString("32 GiB of memory instead of 64"));
    asAdmin()
        .get("/api/v1/machines/" + id + "/findings")
        .then()
        .body("findings.code", hasItem("less-than-expected"));
    inspect(id, "EXP-" + n, 64, mac);
    asAdmin()
        .get("/api/v1/machines/" + id + "/findings")
        .then()
        .body("findings.code", not(hasItem("less-than-expected")));
    asAdmin().delete("/api/v1/expected-hardware/" + name).then().statusCode(204);
  }

  @Test
  void expectedHardwareThatNothingCouldMatchIsRefused() {
    asAdmin()
        .body(Map.of("serial", "To be filled by O.E.M."))
        .put("/api/v1/expected-hardware/bad")
        .then()
        .statusCode(400);
    asAdmin().body(Map.of()).put("/api/v1/expected-hardware/bad").then().statusCode(400);
    asAdmin()
        .body(Map.of("serial", "X-1", "profile", "no-such"))
        .put("/api/v1/expected-hardware/bad")
        .then()
        .statusCode(400)
        .body("detail", containsString("there is no profile 'no-such'"));
  }

  @Test
  void aNicThatIsSeenInAnotherMachineIsProposedAndFound() {
    String other = String.format("52:54:00:dd:01:%02x", n);
    UUID from = seen(other);
    UUID to = seen(mac);
    inspect(to, "NIC-" + n, 8, mac, other);
    watch.look();

    assertThat(machines.snapshot().byId(from).orElseThrow().nics().getFirst().proposed())
        .contains(to);
    asAdmin()
        .get("/api/v1/machines/" + from + "/findings")
        .then()
        .body("findings.code", contains("nic-elsewhere"));
    asAdmin()
        .get("/api/v1/machines/" + to + "/findings")
        .then()
        .body("findings.code", contains("foreign-nic"));
    asAdmin()
        .body(Map.of("mac", other))
        .post("/api/v1/machines/" + to + "/join")
        .then()
        .statusCode(200);
    asAdmin()
        .get("/api/v1/machines/" + to + "/findings")
        .then()
        .body("findings", equalTo(List.of()));
  }
}
