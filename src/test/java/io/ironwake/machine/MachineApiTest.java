package io.ironwake.machine;

import static io.ironwake.access.TestToken.asAdmin;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.ironwake.asset.TestRelease;
import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The machines' REST API against a real database: every operation, and every refusal an operator
 * can meet.
 */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class MachineApiTest {
  private static final String MACHINES = "/api/v1/machines";
  private static final String PROFILE = "api-generic";
  private static final AtomicInteger COUNT = new AtomicInteger();

  @ConfigProperty(name = "ironwake.assets")
  String assets;

  private String name;
  private String mac;

  @BeforeEach
  void fresh() {
    int n = COUNT.incrementAndGet();
    name = "api-" + n;
    mac = String.format("52:54:00:ab:00:%02x", n);
    TestRelease.write(Path.of(assets));
    asAdmin().body(profile("hunter2")).post("/api/v1/profiles");
  }

  private static Map<String, Object> profile(String secret) {
    return Map.of(
        "name",
        PROFILE,
        "os",
        "generic",
        "version",
        "1",
        "arguments",
        List.of("console=ttyS0", "token=" + secret),
        "config",
        Map.of(
            "kernel",
            "vmlinuz",
            "initrds",
            List.of("initrd"),
            "text",
            "password " + secret + " {report-url}/installed"));
  }

  @Test
  void aProfileWhoseDocumentIsWrongIsRefusedWithLineAndColumn() {
    String butane =
        "variant: flatcar\nversion: 1.0.0\nsystemd:\n  units:\n    - name: a.service\n      enabeld: true\n";
    Map<String, Object> profile =
        Map.of(
            "name", "api-butane",
            "os", "flatcar",
            "version", "4081.2.0",
            "config", Map.of("butane", butane));

    Response refused = asAdmin().body(profile).post("/api/v1/profiles");

    refused
        .then()
        .statusCode(400)
        .body(
            "detail",
            equalTo(
                "profile api-butane: config.butane:6:7: unknown key 'enabeld' in systemd.units[0];"
                    + " did you mean 'enabled'?"));
  }

  @Test
  void aMachineIsMadeReadAndListed() {
    Response made =
        create(Map.of("name", name, "macs", List.of(mac), "labels", Map.of("rack", name)));
    made.then()
        .statusCode(201)
        .header("ETag", not(equalTo(null)))
        .header("Location", containsString(MACHINES + "/"))
        .body("state", equalTo("DISCOVERED"));
    String id = made.path("id");

    asAdmin()
        .get(MACHINES + "/" + id)
        .then()
        .statusCode(200)
        .body("name", equalTo(name))
        .body("nics.mac", contains(mac))
        .body("allowed", hasItem("approve"));
    asAdmin().get(MACHINES + "/" + name).then().statusCode(200).body("id", equalTo(id));
    asAdmin()
        .get(MACHINES + "?label=rack=" + name)
        .then()
        .body("total", is(1))
        .body("items[0].id", equalTo(id));
    asAdmin().get(MACHINES + "?q=" + mac + "&state=discovered").then().body("total", is(1));
    asAdmin().get(MACHINES + "?q=" + mac + "&state=FAILED").then().body("total", is(0));
    asAdmin()
        .get(MACHINES + "?limit=1&q=api-")
        .then()
        .body("items.size()", is(1))
        .body("limit", is(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'macs': ['01:00:5e:00:00:01']} | multicast",
        "{'macs': ['52:54:00']}          | field macs",
        "{'macs': []}                    | at least one MAC",
        "{'name': 'x'}                   | at least one MAC",
        "{'name': 'Not A Label', 'macs': ['MAC']} | DNS label",
        "{'macs': ['MAC'], 'profile': 'nope'} | there is no profile named 'nope'; there are",
        "{'macs': ['MAC'], 'disk': 'sda'} | device path",
        "{'macs': 'MAC'}                 | line 1, column 10: field macs: expected a list",
        "{'mac': 'MAC'}                  | field mac: is not known here",
        "{'macs': ['MAC'], 'live-once': 'yes'} | field live-once",
        "{'macs': ['MAC'                 | line 1",
        "null                            | null",
      })
  void aWrongMachineIsRefusedWithTheFix(String body, String detail) {
    asAdmin()
        .body(body.replace('\'', '"').replace("MAC", mac))
        .post(MACHINES)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body(
            "detail",
            containsString(detail.replace('\'', detail.contains("no profile") ? '\'' : '"')));
  }

  @Test
  void aMacOrNameThatIsTakenIsAConflict() {
    create(Map.of("name", name, "macs", List.of(mac)));
    create(Map.of("name", name + "-b", "macs", List.of(mac)))
        .then()
        .statusCode(409)
        .body("detail", containsString("belongs to machine '" + name + "'"));
    create(Map.of("name", name, "macs", List.of("52:54:00:ab:ff:01")))
        .then()
        .statusCode(409)
        .body("detail", containsString("exists"));
  }

  @Test
  void aPatchChangesWhatItNamesAndNullTakesAway() {
    create(
        Map.of(
            "name",
            name,
            "macs",
            List.of(mac),
            "disk",
            "/dev/sda",
            "profile",
            PROFILE,
            "labels",
            Map.of("a", "1", "b", "2")));
    ValidatableResponse changed =
        patch(
            "{\"disk\": null, \"labels\": {\"a\": null, \"c\": \"3\"}, \"arguments\":"
                + " [\"password=hunter2\", \"quiet\"]}");
    changed
        .statusCode(200)
        .body("profile", equalTo(PROFILE))
        .body("", not(hasKey("disk")))
        .body("labels", equalTo(Map.of("b", "2", "c", "3")))
        .body("arguments", contains(startsWith("password=***"), equalTo("quiet")));
    patch("{\"arguments\": null, \"labels\": null}")
        .body("arguments.size()", is(0))
        .body("labels", equalTo(Map.of()));
  }

  @Test
  void aStaleIfMatchIsRefused() {
    String tag = create(Map.of("name", name, "macs", List.of(mac))).getHeader("ETag");
    asAdmin()
        .header("If-Match", tag)
        .contentType("application/merge-patch+json")
        .body("{\"disk\": \"/dev/sda\"}")
        .patch(MACHINES + "/" + name)
        .then()
        .statusCode(200);
    asAdmin()
        .header("If-Match", tag)
        .body("{\"disk\": \"/dev/sdb\"}")
        .patch(MACHINES + "/" + name)
        .then()
        .statusCode(412)
        .body("type", containsString("stale"));
    asAdmin()
        .header("If-Match", "7")
        .body("{}")
        .patch(MACHINES + "/" + name)
        .then()
        .statusCode(400);
  }

  @Test
  void aLifeOutsideInstallsGoesItsWayAndIsAudited() {
    create(Map.of("name", name, "macs", List.of(mac)));
    act("restore")
        .statusCode(409)
        .body("state", equalTo("DISCOVERED"))
        .body("allowed", hasItem("retire"))
        .body("type", containsString("illegal-transition"));
    act("adopt").statusCode(200).body("state", equalTo("INSTALLED"));
    asAdmin().delete(MACHINES + "/" + name).then().statusCode(409);
    act("lock").body("locked", is(true));
    act("retire").statusCode(409).body("detail", containsString("unlock"));
    act("unlock").body("locked", is(false));
    act("retire").body("state", equalTo("RETIRED"));
    act("restore").body("state", equalTo("DISCOVERED"));
    String id = asAdmin().get(MACHINES + "/" + name).path("id");
    asAdmin()
        .get(MACHINES + "/" + id + "/audit?limit=3&offset=1")
        .then()
        .body("items.action", contains("adopt", "lock", "unlock"))
        .body("items.actor", hasItem("admin"));
    asAdmin().delete(MACHINES + "/" + name).then().statusCode(204);
    asAdmin().get(MACHINES + "/" + name).then().statusCode(404);
    asAdmin().get(MACHINES + "/" + id + "/audit").then().body("items.action", hasItem("delete"));
  }

  @Test
  void aNicJoinsTheMachineItSitsIn() {
    create(Map.of("name", name, "macs", List.of(mac)));
    String other = "52:54:00:ab:01:" + mac.substring(15);
    create(Map.of("name", name + "-nic", "macs", List.of(other)));
    asAdmin()
        .body(Map.of("mac", other))
        .post(MACHINES + "/" + name + "/join")
        .then()
        .statusCode(200)
        .body("nics.mac", contains(mac, other));
    asAdmin().get(MACHINES + "/" + name + "-nic").then().statusCode(404);
    asAdmin()
        .body(Map.of("mac", "52:54:00:ab:ff:ff"))
        .post(MACHINES + "/" + name + "/join")
        .then()
        .statusCode(404);
    asAdmin().body("{}").post(MACHINES + "/" + name + "/join").then().statusCode(400);
  }

  @Test
  void whatIsMissingForAnApprovalIsSaid() {
    create(Map.of("name", name, "macs", List.of(mac)));
    act("approve")
        .statusCode(409)
        .body("type", containsString("not-approvable"))
        .body("reasons[0]", containsString("profile"));
    patch("{\"profile\": \"" + PROFILE + "\"}");
    act("approve").statusCode(409).body("reasons[0]", containsString("disk"));
  }

  @Test
  void anApprovalArmsIsExplainedAndIsTakenBack() {
    create(Map.of("name", name, "macs", List.of(mac), "profile", PROFILE, "disk", "/dev/sda"));
    explain().body("decision", equalTo("hold")).body("machine", equalTo(name));
    act("approve")
        .statusCode(200)
        .body("state", equalTo("APPROVED"))
        .body("state-detail", hasKey("until"));
    act("approve").statusCode(409).body("allowed", contains("cancel"));
    explain().body("decision", equalTo("install")).body("state", equalTo("APPROVED"));

    Response installs = asAdmin().get(MACHINES + "/" + name + "/installs");
    installs
        .then()
        .body("total", is(1))
        .body("items[0].disk", equalTo("/dev/sda"))
        .body("items[0].approved-by", equalTo("admin"))
        .body("items[0].assets.size()", is(2));
    org.assertj.core.api.Assertions.assertThat(installs.asString()).doesNotContain("hunter2");

    act("cancel").statusCode(200).body("state", equalTo("DISCOVERED"));
    asAdmin()
        .get(MACHINES + "/" + name + "/installs")
        .then()
        .body("items[0].outcome", equalTo("CANCELLED"));
    act("abandon").statusCode(409);
  }

  @Test
  void aProfileWithoutKernelArgumentsIsApprovable() {
    String plain = name + "-plain";
    asAdmin()
        .body(
            Map.of(
                "name",
                plain,
                "os",
                "generic",
                "version",
                "1",
                "config",
                Map.of("kernel", "vmlinuz", "text", "{report-url}/installed")))
        .post("/api/v1/profiles");
    create(Map.of("name", name, "macs", List.of(mac), "profile", plain, "disk", "/dev/sda"));
    act("approve").statusCode(200);
  }

  @Test
  void aReinstallTakesTwoKeys() {
    create(Map.of("name", name, "macs", List.of(mac), "profile", PROFILE, "disk", "/dev/sda"));
    act("adopt");
    act("approve").statusCode(409).body("detail", containsString("reinstall: true"));
    Response keyless =
        asAdmin().body("{\"reinstall\": true}").post(MACHINES + "/" + name + "/approve");
    keyless.then().statusCode(428);
    String tag = asAdmin().get(MACHINES + "/" + name).getHeader("ETag");
    asAdmin()
        .header("If-Match", tag)
        .body("{\"reinstall\": true, \"lifetime\": \"PT1H\"}")
        .post(MACHINES + "/" + name + "/approve")
        .then()
        .statusCode(200)
        .body("state", equalTo("APPROVED"));
    asAdmin()
        .body("{\"lifetime\": \"P99D\"}")
        .post(MACHINES + "/" + name + "/approve")
        .then()
        .statusCode(400)
        .body("detail", containsString("30 days"));
  }

  @Test
  void aMachineWithoutBootsHasNoEvents() {
    create(Map.of("name", name, "macs", List.of(mac)));
    asAdmin()
        .get(MACHINES + "/" + name + "/events")
        .then()
        .statusCode(200)
        .body("items.size()", is(0));
    asAdmin().get(MACHINES + "/" + name + "/events?limit=0").then().statusCode(400);
  }

  @Test
  void anUnknownMacIsExplainedToo() {
    asAdmin()
        .get("/api/v1/explain?mac=52:54:00:ab:ff:fe&stage=ipxe&arch=uefi-x64")
        .then()
        .statusCode(200)
        .body("", not(hasKey("machine")))
        .body("reason", not(equalTo("")));
    asAdmin()
        .get("/api/v1/explain?mac=52:54:00:ab:ff:fe&stage=later")
        .then()
        .statusCode(400)
        .body("detail", containsString("firmware, http-boot"));
    asAdmin().get("/api/v1/explain").then().statusCode(400).body("detail", containsString("?mac="));
  }

  @Test
  void aProfileShowsNoSecretAndTakesNoMask() {
    Response shown = asAdmin().get("/api/v1/profiles/" + PROFILE);
    shown
        .then()
        .statusCode(200)
        .body("os", equalTo("generic"))
        .body("completion", not(equalTo(null)));
    org.assertj.core.api.Assertions.assertThat(shown.asString())
        .doesNotContain("hunter2")
        .contains("********");
    asAdmin()
        .body(shown.asString())
        .put("/api/v1/profiles/" + PROFILE)
        .then()
        .statusCode(400)
        .body("detail", containsString("send the secret itself"));
    asAdmin()
        .body(profile("hunter3"))
        .header("If-Match", shown.getHeader("ETag"))
        .put("/api/v1/profiles/" + PROFILE)
        .then()
        .statusCode(200);
    asAdmin()
        .body(profile("hunter4"))
        .header("If-Match", shown.getHeader("ETag"))
        .put("/api/v1/profiles/" + PROFILE)
        .then()
        .statusCode(412);
    asAdmin().get("/api/v1/profiles").then().body("items.name", hasItem(PROFILE));
    asAdmin()
        .body("{\"name\": \"x\"}")
        .post("/api/v1/profiles")
        .then()
        .statusCode(400)
        .body("detail", containsString("needs os"));
    asAdmin().get("/api/v1/profiles/none").then().statusCode(404);
  }

  @Test
  void aProfileGoesOnceNobodyUsesIt() {
    Map<String, Object> other = new java.util.HashMap<>(profile("x"));
    other.put("name", name);
    asAdmin().body(other).post("/api/v1/profiles").then().statusCode(201);
    asAdmin().body(other).post("/api/v1/profiles").then().statusCode(409);
    create(Map.of("name", name, "macs", List.of(mac), "profile", name));
    asAdmin()
        .delete("/api/v1/profiles/" + name)
        .then()
        .statusCode(409)
        .body("detail", containsString("used by " + name));
    patch("{\"profile\": null}").statusCode(200);
    asAdmin().delete("/api/v1/profiles/" + name).then().statusCode(204);
  }

  private ValidatableResponse explain() {
    return asAdmin().get("/api/v1/explain?mac=" + mac + "&stage=script").then().statusCode(200);
  }

  private ValidatableResponse patch(String body) {
    return asAdmin().body(body).patch(MACHINES + "/" + name).then();
  }

  private ValidatableResponse act(String action) {
    return asAdmin().post(MACHINES + "/" + name + "/" + action).then();
  }

  private Response create(Map<String, Object> body) {
    return asAdmin().body(body).post(MACHINES);
  }
}
