package io.ironwake.asset;

import static io.ironwake.access.TestToken.asAdmin;
import static io.ironwake.access.TestToken.asViewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shelf over REST, from the upload to the removal. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class AssetApiTest {
  private static final String ASSETS = "/api/v1/assets";
  private static final AtomicInteger COUNT = new AtomicInteger();

  @ConfigProperty(name = "ironwake.assets")
  String assets;

  @TempDir Path brought;
  private String version;
  private String release;
  private String path;

  @BeforeEach
  void fresh() {
    version = "shelf-" + COUNT.incrementAndGet();
    release = "generic/" + version + "/amd64";
    path = ASSETS + "/releases/" + release;
  }

  private void upload(String name, byte[] content) {
    asAdmin()
        .contentType("application/octet-stream")
        .body(content)
        .put(ASSETS + "/uploads/" + version + "/" + name + "?offset=0")
        .then()
        .statusCode(200)
        .body("bytes", is(content.length));
  }

  private Response bring() {
    return asAdmin()
        .body(Map.of("upload", version, "os", "generic", "version", version))
        .post(ASSETS + "/imports");
  }

  private String ended(Response accepted) {
    accepted.then().statusCode(202);
    String job = ASSETS + "/syncs/" + accepted.path("id");
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> asAdmin().get(job).path("ended") != null);
    return asAdmin().get(job).path("state");
  }

  private void shelved() throws IOException {
    byte[] kernel = "a kernel".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(brought.resolve("vmlinuz"), kernel);
    String sums = Digests.read(file, (b, n) -> {}).sha256() + "  vmlinuz\n";
    upload("vmlinuz", kernel);
    upload("SHA256SUMS", sums.getBytes(StandardCharsets.UTF_8));
    assertThat(ended(bring())).isEqualTo("done");
  }

  @Test
  void anUploadBecomesARelease() throws IOException {
    shelved();
    asViewer()
        .get(path)
        .then()
        .statusCode(200)
        .body("release", equalTo(release))
        .body("proof", equalTo("checksums"))
        .body("source", equalTo("import of " + version))
        .body("files.name", hasItem("vmlinuz"));
    asViewer().get(ASSETS).then().statusCode(200).body("items.release", hasItem(release));
    assertThat(Path.of(assets, ".uploads", version)).doesNotExist();
  }

  @Test
  void aPieceThatDoesNotFitIsToldWhereToGoOn() {
    upload("big", new byte[10]);
    asAdmin()
        .contentType("application/octet-stream")
        .body(new byte[3])
        .put(ASSETS + "/uploads/" + version + "/big?offset=4")
        .then()
        .statusCode(409)
        .body("bytes", is(10));
    asAdmin().delete(ASSETS + "/uploads/" + version).then().statusCode(204);
  }

  @Test
  void anImportThatFailsSaysWhy() {
    upload("vmlinuz", new byte[3]);
    Response accepted = bring();
    assertThat(ended(accepted)).isEqualTo("failed");
    asAdmin()
        .get(ASSETS + "/syncs/" + accepted.path("id"))
        .then()
        .body("reason", containsString("no list of digests"));
    asAdmin().get(path).then().statusCode(404);
  }

  @Test
  void aPinnedReleaseStays() throws IOException {
    shelved();
    asAdmin().put(path + "/pin").then().statusCode(204);
    asAdmin().put(path + "/pin").then().statusCode(204);
    asAdmin().delete(path).then().statusCode(409).body("detail", containsString("unpin it first"));
    asAdmin().delete(path + "/pin").then().statusCode(204);
    asAdmin().delete(path).then().statusCode(204);
    asAdmin().get(path).then().statusCode(404);
  }

  @Test
  void whatAProfileNeedsStaysAndTheRestIsCollected() throws IOException {
    shelved();
    asAdmin()
        .body(
            Map.of(
                "name",
                version,
                "os",
                "generic",
                "version",
                version,
                "config",
                Map.of("kernel", "vmlinuz")))
        .post("/api/v1/profiles")
        .then()
        .statusCode(201);
    asAdmin()
        .delete(path)
        .then()
        .statusCode(409)
        .body("detail", containsString("profile '" + version + "'"));
    collect(false, "PT0S");
    asAdmin().get(path).then().statusCode(200);

    asAdmin().delete("/api/v1/profiles/" + version).then().statusCode(204);
    collect(true, "PT0S").then().body("find { it.release == '" + release + "' }.goes", is(true));
    asAdmin().get(path).then().statusCode(200);
    collect(false, "P1D")
        .then()
        .body("find { it.release == '" + release + "' }.reason", containsString("new, since"));
    collect(false, "PT0S");
    asAdmin().get(path).then().statusCode(404);
  }

  private static Response collect(boolean dryRun, String age) {
    Response answer =
        asAdmin().body(Map.of("dry-run", dryRun, "older-than", age)).post(ASSETS + "/gc");
    answer.then().statusCode(200);
    return answer;
  }

  @ParameterizedTest
  @CsvSource({
    "debian, 12, amd64, '', there is no mirror for 'debian'",
    "flatcar, current, amd64, '', 4081.2.0",
    "flatcar, stable, riscv, '', amd64",
    "flatcar, stable, amd64, http://127.0.0.1:1/, IRONWAKE_MIRROR_ALLOW",
    "flatcar, stable, amd64, http://169.254.169.254/latest/, IRONWAKE_MIRROR_ALLOW",
    "flatcar, stable, amd64, file:///etc/, not an http",
    "flatcar, stable, amd64, 'not a url', not a URL",
    "k3os, ../../etc, amd64, '', folder name"
  })
  void anOrderThatCannotBeIsRefusedWithItsFix(
      String vendor, String version, String arch, String from, String why) {
    Map<String, String> body =
        from.isEmpty()
            ? Map.of("vendor", vendor, "version", version, "arch", arch)
            : Map.of("vendor", vendor, "version", version, "arch", arch, "from", from);
    asAdmin()
        .body(body)
        .post(ASSETS + "/syncs")
        .then()
        .statusCode(400)
        .body("detail", containsString(why));
  }

  @Test
  void viewersLookAndDoNotTouch() {
    for (String each : List.of("/syncs", "/imports", "/gc")) {
      asViewer().body(Map.of()).post(ASSETS + each).then().statusCode(403);
    }
    asViewer().delete(path).then().statusCode(403);
    asViewer().put(path + "/pin").then().statusCode(403);
    asViewer().get(ASSETS + "/syncs").then().statusCode(200);
  }

  @Test
  void aKeyCountsByItsFingerprintAlone() {
    asAdmin()
        .contentType("application/octet-stream")
        .body(new TestKeys().file())
        .post(ASSETS + "/keys/flatcar")
        .then()
        .statusCode(400)
        .body("detail", containsString("F88CFEDEFF29A5B4D9523864E25D9AED0593B34A"));
    asAdmin()
        .contentType("application/octet-stream")
        .body("no key".getBytes(StandardCharsets.UTF_8))
        .post(ASSETS + "/keys/flatcar")
        .then()
        .statusCode(400);
  }
}
