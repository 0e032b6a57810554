package io.ironwake.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.ironwake.problem.Problem;
import io.ironwake.store.MariaDbTestResource;
import io.ironwake.store.Transactions;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets in, and how refusals look, over a real server and database. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class AccessTest {
  @Inject ApiTokens tokens;
  @Inject Sessions sessions;
  @Inject Secrets secrets;
  @Inject Transactions transactions;
  @Inject EntityManager database;

  @ConfigProperty(name = "ironwake.data")
  java.nio.file.Path data;

  private final Token viewer = Token.random(new SecureRandom());
  private final Token operator = Token.random(new SecureRandom());

  /** Resources that exist for this test only. */
  @Path("/test/access")
  public static class Probe {
    @Inject SecurityIdentity identity;

    /** A body with each kind of field. */
    public record Body(String name, int count, List<Part> parts) {
      /** A nested field. */
      public record Part(boolean on) {}
    }

    @GET
    @RolesAllowed("viewer")
    public String who() {
      return Callers.actor(identity);
    }

    @POST
    @RolesAllowed("operator")
    public String change(Body body) {
      return body.name();
    }

    @GET
    @Path("unannotated")
    public String unannotated() {
      return "must not be seen";
    }

    @GET
    @Path("refusal")
    @RolesAllowed("viewer")
    public String refusal() {
      throw Problem.of(Problem.Kind.ILLEGAL_TRANSITION, "no", Map.of("allowed", List.of("retire")));
    }

    @GET
    @Path("accident")
    @RolesAllowed("viewer")
    public String accident() {
      throw new IllegalStateException("a password is in here");
    }

    @GET
    @Path("database-away")
    @RolesAllowed("viewer")
    public String databaseAway() {
      throw new IllegalStateException(new java.sql.SQLException("connection refused", "08000"));
    }
  }

  @BeforeEach
  void twoTokens() {
    tokens.replace("watcher", Role.VIEWER, viewer);
    tokens.replace("worker", Role.OPERATOR, operator);
  }

  @Test
  void theFirstStartLeavesAnAdminTokenThatWorks() throws IOException {
    String token = Files.readString(data.resolve("admin-token")).strip();
    given().auth().oauth2(token).get("/test/access").then().statusCode(200).body(equalTo("admin"));
  }

  @Test
  void withoutATokenTheAnswerIsAChallenge() {
    given()
        .get("/test/access")
        .then()
        .statusCode(401)
        .header("WWW-Authenticate", equalTo("Bearer realm=\"ironwake\""))
        .contentType("application/problem+json")
        .body("type", equalTo("urn:ironwake:problem:unauthorized"))
        .body("status", equalTo(401));
  }

  @Test
  void anUnknownTokenIsRefused() {
    given()
        .auth()
        .oauth2("guess")
        .get("/test/access")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("detail", containsString("unknown or has expired"))
        .body("detail", not(containsString("guess")));
  }

  @Test
  void anExpiredTokenIsRefused() {
    transactions.run(
        () ->
            database
                .createNativeQuery(
                    "UPDATE api_token SET expires_at = UTC_TIMESTAMP(6) WHERE name = 'watcher'")
                .executeUpdate());
    given().auth().oauth2(viewer.text()).get("/test/access").then().statusCode(401);
  }

  @Test
  void aRoleIncludesTheLesserOnesAndNoMore() {
    given()
        .auth()
        .oauth2(operator.text())
        .get("/test/access")
        .then()
        .statusCode(200)
        .body(equalTo("worker"));
    given()
        .auth()
        .oauth2(viewer.text())
        .contentType("application/json")
        .body("{}")
        .post("/test/access")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
  }

  @Test
  void aResourceThatNamesNoRoleAnswersNobody() {
    given().auth().oauth2(operator.text()).get("/test/access/unannotated").then().statusCode(403);
    given().get("/test/access/unannotated").then().statusCode(401);
  }

  @Test
  void aSessionReadsAndChangesOnlyWithItsCsrfToken() {
    String cookie = sessions.open(tokens.find(operator).orElseThrow());
    String csrf = sessions.read(cookie).orElseThrow().csrf();

    given()
        .cookie(Sessions.COOKIE, cookie)
        .get("/test/access")
        .then()
        .statusCode(200)
        .body(equalTo("worker"));
    given()
        .cookie(Sessions.COOKIE, cookie)
        .contentType("application/json")
        .body("{\"name\":\"x\"}")
        .post("/test/access")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:ironwake:problem:cross-site"));
    given()
        .cookie(Sessions.COOKIE, cookie)
        .header(Sessions.CSRF_HEADER, "guess")
        .contentType("application/json")
        .body("{\"name\":\"x\"}")
        .post("/test/access")
        .then()
        .statusCode(403);
    given()
        .cookie(Sessions.COOKIE, cookie)
        .header(Sessions.CSRF_HEADER, csrf)
        .contentType("application/json")
        .body("{\"name\":\"x\"}")
        .post("/test/access")
        .then()
        .statusCode(200)
        .body(equalTo("x"));
  }

  @Test
  void aSessionEndsWithItsToken() {
    String cookie = sessions.open(tokens.find(viewer).orElseThrow());
    transactions.run(
        () ->
            database
                .createNativeQuery("DELETE FROM api_token WHERE name = 'watcher'")
                .executeUpdate());
    given().cookie(Sessions.COOKIE, cookie).get("/test/access").then().statusCode(401);
  }

  @Test
  void aBrowserThatIsNotSignedInIsSentToTheSignInPage() {
    given()
        .redirects()
        .follow(false)
        .accept("text/html,*/*")
        .get("/test/access")
        .then()
        .statusCode(303)
        .header("Location", containsString("/sign-in"));
    given()
        .header("HX-Request", "true")
        .get("/test/access")
        .then()
        .statusCode(401)
        .header("HX-Redirect", "/sign-in");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\": \"x\",\\n \"count\": \"many\"}    | 2 | count       | expected a number",
        "{\"nome\": \"x\"}                           | 1 | nome        | is not known here; known"
            + " are [count, name, parts]",
        "{\"parts\": [{\"on\": true}, {\"on\": 7}]}    | 1 | parts[1].on | true or false",
        "{\"parts\": 3}                             | 1 | parts       | expected a list",
        "{\"name\":                                 | 1 |             | line 1",
        "[]                                       | 1 |             | expected an object",
      })
  void aWrongBodyIsAnsweredWithItsPlace(String body, int line, String field, String detail) {
    given()
        .auth()
        .oauth2(operator.text())
        .contentType("application/json")
        .body(body.replace("\\n", "\n"))
        .post("/test/access")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:ironwake:problem:invalid"))
        .body("line", equalTo(line))
        .body("field", field == null ? nullValue() : equalTo(field))
        .body("detail", containsString(detail))
        .body("detail", not(containsString("io.ironwake")));
  }

  @Test
  void aRefusalCarriesItsMembers() {
    given()
        .auth()
        .oauth2(viewer.text())
        .get("/test/access/refusal")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:ironwake:problem:illegal-transition"))
        .body("title", equalTo("Illegal transition"))
        .body("detail", equalTo("no"))
        .body("allowed", equalTo(List.of("retire")));
  }

  @Test
  void anAccidentTellsItsNumberAndNothingElse() {
    given()
        .auth()
        .oauth2(viewer.text())
        .get("/test/access/accident")
        .then()
        .statusCode(500)
        .contentType("application/problem+json")
        .body("detail", not(containsString("password")))
        .body("error", not(nullValue()));
  }

  @Test
  void aDatabaseThatIsAwayMeansTryAgain() {
    given()
        .auth()
        .oauth2(viewer.text())
        .get("/test/access/database-away")
        .then()
        .statusCode(503)
        .header("Retry-After", equalTo("5"))
        .contentType("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({"GET, /api/v1/nothing, 404", "DELETE, /test/access, 405"})
  void unknownPathsAndMethodsAreProblemsToo(String method, String path, int status) {
    given()
        .auth()
        .oauth2(operator.text())
        .request(method, path)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("status", equalTo(status));
  }

  @Test
  void aBodyOfAnotherKindIsRefused() {
    given()
        .auth()
        .oauth2(operator.text())
        .contentType("text/plain")
        .body("x")
        .post("/test/access")
        .then()
        .statusCode(415)
        .contentType("application/problem+json");
  }

  @Test
  void theFirstInsertOfASecretWins() {
    String name = "test/" + viewer.text();
    byte[] first = secrets.getOrCreate(name, () -> new byte[] {1});
    assertThat(secrets.getOrCreate(name, () -> new byte[] {2})).isEqualTo(first).containsExactly(1);
  }
}
