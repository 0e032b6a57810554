package io.ironwake.matchbox;

import static io.ironwake.access.TestToken.asAdmin;
import static io.ironwake.access.TestToken.asViewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.ironwake.access.TestToken;
import io.ironwake.address.Leases;
import io.ironwake.cli.MatchboxCommand;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.machine.LifecycleEvent;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineSpec;
import io.ironwake.machine.Machines;
import io.ironwake.net.MacAddress;
import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A Matchbox directory imported by the command line, and answered by the boot plane. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class MatchboxDoorTest {
  private static final String MAC = "52:54:00:a1:9c:ae";

  @Inject Vertx vertx;
  @Inject Matchbox matchbox;
  @Inject Machines machines;
  @Inject Leases leases;
  @Inject FlightRecorder recorder;

  private Optional<HttpServer> server = Optional.empty();

  @AfterEach
  void forget() {
    server.ifPresent(each -> each.close().toCompletionStage().toCompletableFuture().join());
    matchbox.replace(Map.of(), "test");
    machines.snapshot().all().stream()
        .filter(each -> each.name().startsWith("matchbox-"))
        .forEach(each -> machines.delete(each.id(), Optional.empty(), "test"));
  }

  private record Config(Mode mode, Optional<Path> signingKey, Optional<Path> signingPassphraseFile)
      implements MatchboxConfig {}

  private void open(MatchboxConfig.Mode mode) {
    Config config = new Config(mode, Optional.empty(), Optional.empty());
    Router router = Router.router(vertx);
    new MatchboxDoor(
            vertx,
            matchbox,
            new MatchboxGuard(machines, leases, config),
            config,
            machines,
            recorder)
        .add(router);
    server =
        Optional.of(
            vertx
                .createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join());
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.orElseThrow().actualPort() + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private Machine machine() {
    return machines.create(
        new MachineSpec(
            Optional.of("matchbox-n"),
            Optional.of(List.of(MacAddress.parse(MAC))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        "test");
  }

  @Test
  void unknownAndDiscoveredMachinesAreAnsweredAndInstalledOnesAreNot() throws Exception {
    matchbox.replace(MatchboxRackTest.FILES, "test");
    open(MatchboxConfig.Mode.UNKNOWN);
    assertThat(get("/boot.ipxe").body()).startsWith("#!ipxe\nchain ipxe?");
    assertThat(get("/ignition?mac=" + MAC).body()).contains("data:,n1.example.org");
    assertThat(get("/ipxe").statusCode()).isEqualTo(404);
    assertThat(get("/ipxe").body()).contains("mac=");
    assertThat(get("/generic?mac=" + MAC).statusCode()).isEqualTo(404);
    assertThat(get("/ipxe.sig?mac=" + MAC).statusCode()).isEqualTo(404);
    Machine machine = machine();
    assertThat(get("/ipxe?mac=" + MAC).statusCode()).isEqualTo(200);
    send(machine, new LifecycleEvent.Adopt(Instant.now()));
    HttpResponse<String> refused = get("/ipxe?mac=" + MAC);
    assertThat(refused.statusCode()).isEqualTo(404);
    assertThat(refused.body()).contains("machine matchbox-n is INSTALLED");
    assertThat(get("/ignition?mac=52-54-00-a1-9c-ae").statusCode()).isEqualTo(404);
    send(machine, new LifecycleEvent.Retire());
  }

  @Test
  void whoSaysAllGetsMatchbox() throws Exception {
    matchbox.replace(MatchboxRackTest.FILES, "test");
    open(MatchboxConfig.Mode.ALL);
    Machine machine = machine();
    send(machine, new LifecycleEvent.Adopt(Instant.now()));
    assertThat(get("/ipxe?mac=" + MAC).statusCode()).isEqualTo(200);
    assertThat(get("/ipxe").body()).contains("/assets/vmlinuz");
    send(machine, new LifecycleEvent.Retire());
  }

  private void send(Machine machine, LifecycleEvent event) {
    machines.send(machine.id(), Optional.empty(), event, "test");
  }

  @Test
  void switchedOffItHasNoRoutes() throws Exception {
    matchbox.replace(MatchboxRackTest.FILES, "test");
    open(MatchboxConfig.Mode.OFF);
    assertThat(get("/boot.ipxe").statusCode()).isEqualTo(404);
  }

  @Test
  void aDirectoryIsImportedAndAskedByTheApi(@TempDir Path folder) throws Exception {
    for (Map.Entry<String, String> each : MatchboxRackTest.FILES.entrySet()) {
      Path file = folder.resolve("data").resolve(each.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, each.getValue());
    }
    StringWriter out = new StringWriter();
    CommandLine line = new CommandLine(new MatchboxCommand());
    line.setOut(new PrintWriter(out, true));
    int status =
        line.execute(
            folder.resolve("data").toString(),
            "--server",
            "http://localhost:" + RestAssured.port,
            "--token-file",
            Files.writeString(folder.resolve("token"), TestToken.admin()).toString());
    assertThat(status).isZero();
    assertThat(out.toString())
        .contains(
            "imported 3 groups, 2 profiles and 4 templates",
            "note: group node1",
            "serve --matchbox");
    asViewer()
        .get("/api/v1/matchbox")
        .then()
        .statusCode(200)
        .body("groups[0].id", equalTo("node1-installed"))
        .body("mode", equalTo("off"));
    asAdmin()
        .get("/api/v1/matchbox/metadata?mac=" + MAC)
        .then()
        .statusCode(200)
        .body(containsString("DOMAIN=n1.example.org\n"));
    asViewer().get("/api/v1/matchbox/metadata?mac=" + MAC).then().statusCode(403);
    asAdmin()
        .body("{\"files\": {\"groups/x.json\": \"{}\"}}")
        .post("/api/v1/matchbox")
        .then()
        .statusCode(400)
        .body("errors[0]", containsString("groups/x.json: profile"));
  }
}
