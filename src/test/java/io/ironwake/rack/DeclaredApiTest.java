package io.ironwake.rack;

import static io.ironwake.access.TestToken.asAdmin;
import static io.ironwake.access.TestToken.asViewer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.ironwake.access.TestToken;
import io.ironwake.boot.Groups;
import io.ironwake.cli.ApplyCommand;
import io.ironwake.cli.DiffCommand;
import io.ironwake.cli.ExportCommand;
import io.ironwake.machine.LifecycleEvent;
import io.ironwake.machine.Machines;
import io.ironwake.profile.Profiles;
import io.ironwake.store.MariaDbTestResource;
import io.ironwake.store.Transactions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Documents applied, compared and exported over REST and by the command line, for real. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class DeclaredApiTest {
  private static final String APPLY = "/api/v1/apply";
  private static final String RACK =
      """
      kind: Profile
      name: declared-p
      os: k3os
      version: v1-declared
      config: {token: s3cret-declared, hostname: x}
      ---
      kind: Group
      name: declared-g
      selector: {declared: "1"}
      local-boot: exit
      ---
      kind: Machine
      name: declared-m
      macs: ["52:54:00:dc:00:01"]
      profile: declared-p
      arguments: [quiet, k3os.token=also-s3cret]
      disk: /dev/sda
      labels: {declared: "1"}
      """;

  @Inject Machines machines;
  @Inject Profiles profiles;
  @Inject Groups groups;
  @Inject Transactions transactions;
  @Inject EntityManager database;

  @AfterEach
  void forget() {
    machines.snapshot().all().stream()
        .filter(each -> each.name().startsWith("declared-"))
        .forEach(each -> machines.delete(each.id(), Optional.empty(), "test"));
    profiles.all().stream()
        .filter(each -> each.profile().name().startsWith("declared-"))
        .forEach(each -> profiles.delete(each.id(), Optional.empty(), "test"));
    groups.all().stream()
        .filter(each -> each.group().name().startsWith("declared-"))
        .forEach(
            each -> transactions.run(() -> groups.deleteNow(each.id(), Optional.empty(), "test")));
  }

  private static ValidatableResponse apply(String query, String body) {
    return asAdmin()
        .contentType("application/yaml")
        .body(body.getBytes(UTF_8))
        .post(APPLY + query)
        .then();
  }

  private long audits() {
    return transactions.call(
        () ->
            ((Number) database.createNativeQuery("SELECT COUNT(*) FROM audit").getSingleResult())
                .longValue());
  }

  @Test
  void aDryRunSaysEverythingAndStoresNothing() {
    long audits = audits();
    apply("?dryRun=true", RACK)
        .statusCode(200)
        .body("dry-run", equalTo(true))
        .body("changes.action", equalTo(java.util.List.of("created", "created", "created")));
    assertThat(audits()).isEqualTo(audits);
    assertThat(profiles.byName("declared-p")).isEmpty();
    assertThat(machines.snapshot().byName("declared-m")).isEmpty();
  }

  @Test
  void changesAreToldFieldByFieldAndSecretsAreNot() {
    apply("", RACK).statusCode(200);
    String answer =
        apply(
                "?dryRun=true",
                RACK.replace("s3cret-declared", "n3w").replace("/dev/sda", "/dev/sdb"))
            .statusCode(200)
            .body("changes.action", equalTo(java.util.List.of("changed", "unchanged", "changed")))
            .body("changes[0].fields", hasSize(1))
            .body("changes[0].fields[0].path", equalTo("config.token"))
            .body("changes[0].fields[0].secret", equalTo(true))
            .body("changes[2].fields[0].path", equalTo("disk"))
            .body("changes[2].fields[0].before", equalTo("/dev/sda"))
            .body("changes[2].fields[0].after", equalTo("/dev/sdb"))
            .extract()
            .asString();
    assertThat(answer).doesNotContain("s3cret", "n3w");
    String diff =
        asViewer()
            .contentType("application/yaml")
            .body(RACK.replace("s3cret-declared", "n3w").getBytes(UTF_8))
            .post("/api/v1/diff")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(diff)
        .startsWith("--- Profile/declared-p\n+++ Profile/declared-p\n@@ ")
        .contains("-  token: \"********\"\n", "+  token: \"******** (changed)\"\n")
        .doesNotContain("n3w", "declared-m");
  }

  @Test
  void oneMistakeAndNothingIsAppliedAndEveryMistakeIsTold() {
    long audits = audits();
    apply(
            "",
            RACK
                + "---\nkind: Machine\nname: declared-n\nmacs: [01:00:5e:00:00:01]\n"
                + "---\nkind: Machine\nname: declared-o\nmacs: [52:54:00:dc:00:02]\nprofile: none\n")
        .statusCode(400)
        .body("errors", hasSize(2))
        .body("errors[0]", startsWith("body:20:1: MAC 01:00:5e:00:00:01 is a multicast"))
        .body("errors[1]", startsWith("body:24:1: unknown profile 'none'"));
    apply("", "kind: Machine\nnme: a\n").statusCode(400).body("detail", startsWith("body:2:6: "));
    apply("", "").statusCode(400).body("detail", containsString("the body is empty"));
    assertThat(audits()).isEqualTo(audits);
    assertThat(profiles.byName("declared-p")).isEmpty();
  }

  @Test
  void whoUsesAProfileThatIsRefusedIsNotToldAgain() {
    apply("", RACK.replace("os: k3os", "os: k4os")).statusCode(400).body("errors", hasSize(1));
  }

  @Test
  void whatWasExportedChangesNothingAndKeepsSecrets() {
    apply("", RACK).statusCode(200);
    String export =
        asViewer()
            .get("/api/v1/export?kind=Profile,Group,Machine")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(export)
        .contains("name: declared-p\n", "token: \"********\"\n", "k3os.token=********")
        .doesNotContain("s3cret", "approved");
    long audits = audits();
    apply("", export).statusCode(200).body("changes.action", hasItem("unchanged"));
    assertThat(audits()).isEqualTo(audits);
    assertThat(profiles.byName("declared-p").orElseThrow().profile().config())
        .containsEntry("token", "s3cret-declared");
    assertThat(machines.snapshot().byName("declared-m").orElseThrow().arguments())
        .contains("k3os.token=also-s3cret");
    String json =
        asViewer().accept("application/json").get("/api/v1/export").then().extract().asString();
    asAdmin()
        .body(json)
        .post(APPLY + "?dryRun=true")
        .then()
        .statusCode(200)
        .body("changes.findAll { it.action != 'unchanged' }", hasSize(0));
  }

  @Test
  void whatWasExportedMakesTheSameRackElsewhereAndArmsNothing() {
    String open =
        RACK.replace("{token: s3cret-declared, hostname: x}", "{hostname: x}")
            .replace(", k3os.token=also-s3cret", "");
    apply("?acceptApprovals=true", open + "approved: true\n")
        .statusCode(200)
        .body("waiting[0]", containsString("declared-m is not approved"));
    String export = declared();
    forget();
    apply("", export).statusCode(200).body("approved", hasSize(0)).body("waiting", hasSize(0));
    assertThat(declared()).isEqualTo(export);
    assertThat(machines.snapshot().byName("declared-m").orElseThrow().state().name())
        .isEqualTo("DISCOVERED");
  }

  /** The exported documents of this class. */
  private static String declared() {
    String all =
        asViewer().accept("application/yaml").get("/api/v1/export").then().extract().asString();
    return Stream.of(all.split("(?m)^---\n"))
        .filter(each -> each.contains("\nname: declared-"))
        .map(each -> "---\n" + each)
        .collect(java.util.stream.Collectors.joining());
  }

  @Test
  void aMaskAloneIsNoSecret() {
    apply("", RACK.replace("s3cret-declared", "\"********\""))
        .statusCode(400)
        .body("detail", containsString("config.token is ********"));
  }

  @Test
  void pruningSparesMachinesThatHaveASystem() {
    apply("", RACK + "---\nkind: Machine\nname: declared-n\nmacs: [52:54:00:dc:00:03]\n")
        .statusCode(200);
    machines.send(
        machines.snapshot().byName("declared-m").orElseThrow().id(),
        Optional.empty(),
        new LifecycleEvent.Adopt(Instant.now()),
        "test");
    String rest = keptMachines();
    apply("?prune=Machine", rest)
        .statusCode(200)
        .body(
            "changes.findAll { it.action == 'deleted' }.name",
            equalTo(java.util.List.of("declared-n")))
        .body("waiting[0]", startsWith("machine declared-m is not deleted: it is INSTALLED"));
    apply("?prune=Profile&dryRun=true", "kind: Profile\nname: declared-q\nos: k3os\nversion: v1\n")
        .statusCode(anyOf(is(400), is(409)))
        .body("detail", containsString("is used by"));
    machines.send(
        machines.snapshot().byName("declared-m").orElseThrow().id(),
        Optional.empty(),
        new LifecycleEvent.Retire(),
        "test");
  }

  /** The machines of other tests, so that none of them is pruned. */
  private String keptMachines() {
    StringBuilder rest = new StringBuilder();
    machines.snapshot().all().stream()
        .filter(each -> !each.name().startsWith("declared-"))
        .forEach(
            each -> rest.append("---\nkind: Machine\nname: ").append(each.name()).append('\n'));
    return rest.isEmpty() ? "machines: []\n" : rest.toString();
  }

  @Test
  void aViewerMayLookOnly() {
    asViewer()
        .contentType("application/yaml")
        .body(RACK.getBytes(UTF_8))
        .post(APPLY)
        .then()
        .statusCode(403);
    asViewer()
        .contentType("application/yaml")
        .body(RACK.getBytes(UTF_8))
        .post(APPLY + "?dryRun=true")
        .then()
        .statusCode(200);
    assertThat(profiles.byName("declared-p")).isEmpty();
  }

  @Test
  void theAuditNamesWhoApplied() {
    apply("", RACK).statusCode(200);
    Object actor =
        transactions.call(
            () ->
                database
                    .createNativeQuery(
                        "SELECT actor FROM audit WHERE kind = 'group' ORDER BY id DESC LIMIT 1")
                    .getSingleResult());
    assertThat(actor).isEqualTo("admin");
  }

  @Test
  void theSchemaNeedsNoToken() {
    RestAssured.get("/api/v1/schema")
        .then()
        .statusCode(200)
        .body("'$schema'", equalTo("https://json-schema.org/draft/2020-12/schema"));
    RestAssured.get("/api/v1/schema/Machine")
        .then()
        .statusCode(200)
        .body("type", equalTo("object"));
    RestAssured.get("/api/v1/schema/Machin")
        .then()
        .statusCode(404)
        .body("detail", containsString("did you mean 'Machine'?"));
  }

  private record Said(int status, String out, String err) {}

  private static Said run(Path folder, Object command, String... words) throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Path token = Files.writeString(folder.resolve("token"), TestToken.admin());
    CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler(
        (failure, any, parsed) -> {
          any.getErr().println(failure.getMessage());
          return 1;
        });
    String[] server = {
      "--server", "http://localhost:" + RestAssured.port, "--token-file", token.toString()
    };
    int status =
        line.execute(Stream.concat(Stream.of(words), Stream.of(server)).toArray(String[]::new));
    return new Said(status, out.toString(), err.toString());
  }

  @Test
  void theCommandsDoTheSame(@TempDir Path folder) throws Exception {
    Path files = Files.createDirectories(folder.resolve("rack"));
    Files.writeString(files.resolve("a.yaml"), RACK);
    Path more = files.resolve("b.yaml");
    Files.writeString(more, "kind: Machine\nname: declared-n\nmcs: []\n");
    String path = files.toString();
    assertThat(run(folder, new ApplyCommand(), "-f", path).err)
        .contains(more + ":3:6: unknown key 'mcs'; did you mean 'macs'?");
    Files.writeString(more, "kind: Machine\nname: declared-n\nmacs: [52:54:00:dc:00:04]\n");
    Said dry = run(folder, new ApplyCommand(), "-f", path, "--dry-run");
    assertThat(dry.out).contains("Machine declared-n would be created", "4 to change, 0 unchanged");
    assertThat(run(folder, new DiffCommand(), "-f", path).status).isEqualTo(1);
    Said applied = run(folder, new ApplyCommand(), "-f", path);
    assertThat(applied.status).as(applied.err).isZero();
    assertThat(applied.out).contains("Profile declared-p created", "4 changed, 0 unchanged");
    Said same = run(folder, new DiffCommand(), "-f", path);
    assertThat(same.status).isZero();
    assertThat(same.out).isEmpty();
    Said export = run(folder, new ExportCommand(), "--kind", "Group");
    assertThat(export.out)
        .contains("---\nkind: Group\nname: declared-g\n")
        .doesNotContain("Machine");
    assertThat(run(folder, new DiffCommand(), "-f", folder.resolve("no").toString()))
        .isEqualTo(
            new Said(2, "", "ironwake: the file " + folder.resolve("no") + " does not exist\n"));
  }
}
