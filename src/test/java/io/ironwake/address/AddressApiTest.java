package io.ironwake.address;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class AddressApiTest {
  private static final String RACK1 =
      """
      {"name": "rack1", "cidr": "10.9.0.0/24", "pools": ["10.9.0.10-10.9.0.99"], "unknown": "hold"}
      """;

  @Inject AddressDatabase database;
  @Inject Subnets subnets;
  @Inject Leases leases;

  @ConfigProperty(name = "ironwake.data")
  Path data;

  @BeforeEach
  void clear() {
    database.clear();
  }

  @Test
  void aSubnetIsDeclaredReadChangedAndDeleted() throws IOException {
    as().body(RACK1)
        .post("/api/v1/subnets")
        .then()
        .statusCode(201)
        .header("ETag", equalTo("\"1\""));
    as().get("/api/v1/subnets/rack1")
        .then()
        .statusCode(200)
        .body("mode", equalTo("full"))
        .body("valid-lifetime", equalTo(3600));
    as().header("If-Match", "\"1\"")
        .body(RACK1.replace("hold", "ignore"))
        .put("/api/v1/subnets/rack1")
        .then()
        .statusCode(200)
        .body("version", equalTo(2));
    as().header("If-Match", "\"1\"")
        .body(RACK1)
        .put("/api/v1/subnets/rack1")
        .then()
        .statusCode(412);
    as().delete("/api/v1/subnets/rack1").then().statusCode(204);
    as().get("/api/v1/subnets/rack1")
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
  }

  @Test
  void whatIsWrongIsToldAsAProblem() throws IOException {
    as().body(RACK1.replace("10.9.0.99", "10.9.1.99"))
        .post("/api/v1/subnets")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", containsString("outside its subnet rack1"));
    as().body(RACK1.replace("unknown", "unkown"))
        .post("/api/v1/subnets")
        .then()
        .statusCode(400)
        .body("detail", containsString("unkown"));
    as().body("{\"42\": null}")
        .put("/api/v1/dhcp-options")
        .then()
        .statusCode(400)
        .body("detail", containsString("option 42 has an empty value (null)"));
    as().body("{\"name\": \"rack1\", \"cidr\": \"10.9.0.0/24\", \"pools\": [null]}")
        .post("/api/v1/subnets")
        .then()
        .statusCode(400)
        .body("detail", containsString("field pools[0]: is empty (null)"));
    as().post("/api/v1/subnets").then().statusCode(400);
    given().get("/api/v1/subnets").then().statusCode(401);
  }

  @Test
  void aReservationIsMadeListedAndEnded() throws IOException {
    as().body(RACK1).post("/api/v1/subnets").then().statusCode(201);

    as().body(
            "{\"circuit-id\": \"eth0/7\", \"address\": \"10.9.0.201\", \"options\": {\"26\":"
                + " 1400}}")
        .post("/api/v1/subnets/rack1/reservations")
        .then()
        .statusCode(200)
        .body("circuit-id", equalTo("eth0/7"))
        .body("options.26", equalTo("1400"));
    as().delete("/api/v1/subnets/rack1/reservations/10.9.0.201").then().statusCode(204);
    as().body("{\"mac\": \"52-54-00-00-00-01\", \"address\": \"10.9.0.200\"}")
        .post("/api/v1/subnets/rack1/reservations")
        .then()
        .statusCode(200);
    as().get("/api/v1/subnets/rack1/reservations")
        .then()
        .statusCode(200)
        .body("mac", contains("52:54:00:00:00:01"));
    as().delete("/api/v1/subnets/rack1/reservations/52:54:00:00:00:01").then().statusCode(204);
    as().delete("/api/v1/subnets/rack1/reservations/52:54:00:00:00:01").then().statusCode(404);
    as().delete("/api/v1/subnets/rack1/reservations/nonsense").then().statusCode(400);
  }

  @Test
  void leasesAreListedFilteredPagedAndTakenBack() throws Exception {
    as().body(RACK1).post("/api/v1/subnets").then().statusCode(201);
    Subnet subnet = subnets.current().byName("rack1").orElseThrow();
    for (int n = 10; n < 15; n++) {
      LeaseRequest request =
          new LeaseRequest(
              subnet,
              Fixtures.client(n),
              Fixtures.ip("10.9.0." + n),
              Optional.of("Node" + n),
              Set.of());
      assertThat(leases.commit(request).toCompletableFuture().get(20, TimeUnit.SECONDS))
          .isInstanceOf(LeaseOutcome.Granted.class);
    }

    as().get("/api/v1/leases?limit=2&offset=1")
        .then()
        .statusCode(200)
        .body("total", equalTo(5))
        .body("items.address", contains("10.9.0.11", "10.9.0.12"));
    as().get("/api/v1/leases?filter=NODE13")
        .then()
        .body("items.address", contains("10.9.0.13"))
        .body("items.state", contains("active"));
    as().get("/api/v1/leases?subnet=rack9").then().body("total", equalTo(0));
    as().get("/api/v1/leases?state=released").then().body("total", equalTo(0));
    as().get("/api/v1/leases?state=gone")
        .then()
        .statusCode(400)
        .body("detail", containsString("active, expired, released, declined"));
    as().get("/api/v1/leases?limit=0").then().statusCode(400);
    as().delete("/api/v1/leases/10.9.0.13").then().statusCode(204);
    as().delete("/api/v1/leases/10.9.0.13").then().statusCode(404);
    as().delete("/api/v1/leases/10.9").then().statusCode(400);
  }

  private RequestSpecification as() throws IOException {
    String admin = Files.readString(data.resolve("admin-token")).strip();
    return given().auth().oauth2(admin).contentType("application/json");
  }
}
