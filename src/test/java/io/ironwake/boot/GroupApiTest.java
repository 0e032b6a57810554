package io.ironwake.boot;

import static io.ironwake.access.TestToken.asAdmin;
import static io.ironwake.access.TestToken.asViewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.ironwake.address.ClientIdentity;
import io.ironwake.address.GlobalOptions;
import io.ironwake.address.Leases;
import io.ironwake.address.Subnet;
import io.ironwake.address.Subnets;
import io.ironwake.dhcp.AddressDesk;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.store.MariaDbTestResource;
import io.ironwake.store.Transactions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups of machines against a real database: every operation, and what the doors make of them. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class GroupApiTest {
  private static final String GROUPS = "/api/v1/groups";
  private static final MacAddress MAC = MacAddress.parse("52:54:00:c9:00:01");
  private static final String STORAGE =
      """
      {"name": "group-test", "selector": {"group-test": "storage"}, "loader": "shim-grub",
       "local-boot": "exit", "options": {"26": 9000, "42": "192.0.2.42"}}
      """;

  @Inject BootLab lab;
  @Inject Groups groups;
  @Inject Subnets subnets;
  @Inject GlobalOptions globalOptions;
  @Inject Leases leases;
  @Inject Transactions transactions;
  @Inject EntityManager database;

  @AfterEach
  void forget() {
    groups.byName("group-test").ifPresent(each -> groups.delete(each.id(), Optional.empty(), "t"));
    subnets.current().byName("group-test").ifPresent(each -> subnets.delete(each.name(), "t"));
  }

  @Test
  void aGroupIsMadeReadChangedAndDeletedWithAnAuditRowForEach() {
    String tag =
        asAdmin().body(STORAGE).post(GROUPS).then().statusCode(201).extract().header("ETag");
    asAdmin().body(STORAGE).post(GROUPS).then().statusCode(409);
    asAdmin().get(GROUPS).then().body("items.name", hasItem("group-test"));
    asAdmin()
        .get(GROUPS + "/group-test")
        .then()
        .statusCode(200)
        .header("ETag", equalTo(tag))
        .body("selector.group-test", equalTo("storage"))
        .body("local-boot", equalTo("exit"))
        .body("options.26", equalTo("9000"));
    String changed = STORAGE.replace("shim-grub", "ipxe");
    asAdmin()
        .header("If-Match", tag)
        .body(changed)
        .put(GROUPS + "/group-test")
        .then()
        .statusCode(200)
        .body("loader", equalTo("ipxe"))
        .header("ETag", not(equalTo(tag)));
    asAdmin()
        .header("If-Match", tag)
        .body(changed)
        .put(GROUPS + "/group-test")
        .then()
        .statusCode(412);
    asAdmin().header("If-Match", tag).delete(GROUPS + "/group-test").then().statusCode(412);
    asAdmin().delete(GROUPS + "/group-test").then().statusCode(204);
    asAdmin().get(GROUPS + "/group-test").then().statusCode(404);
    assertThat(audited()).endsWith("create", "change", "delete");
  }

  private List<String> audited() {
    return transactions.call(
        () ->
            database
                .createNativeQuery(
                    "SELECT action FROM audit WHERE kind = 'group' ORDER BY id", String.class)
                .getResultStream()
                .map(String.class::cast)
                .toList());
  }

  @Test
  void aViewerReadsAndDoesNotWrite() {
    asViewer().get(GROUPS).then().statusCode(200);
    asViewer().body(STORAGE).post(GROUPS).then().statusCode(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | a group needs a name",
        "{'name': 'No Good', 'selector': {'a': 'b'}} | is not a group name",
        "{'name': 'group-test'} | selector is empty",
        "{'name': 'group-test', 'selector': {'a b': 'c'}} | label 'a b'",
        "{'name': 'group-test', 'selector': {'a': null}} | selector.a has no value",
        "{'name': 'group-test', 'selector': {'a': 'b'}, 'loader': 'lilo'} | loader 'lilo'",
        "{'name': 'group-test', 'selector': {'a': 'b'}, 'local-boot': 'x'} | local-boot 'x'",
        "{'name': 'group-test', 'selector': {'a': 'b'}, 'options': {'3': '192.0.2.1'}} | use gateway",
        "{'name': 'group-test', 'selectr': {'a': 'b'}} | selectr"
      },
      quoteCharacter = '"')
  void whatIsWrongIsTold(String body, String told) {
    asAdmin()
        .body(body.replace('\'', '"'))
        .post(GROUPS)
        .then()
        .statusCode(400)
        .body("detail", containsString(told));
  }

  @Test
  void itsMachinesBootAsItSaysAndGetItsOptions() {
    List.of("shimx64.efi", "grubx64.efi", "ipxe.efi").forEach(lab::loader);
    asAdmin().body(STORAGE).post(GROUPS).then().statusCode(201);
    String machine = machine();
    explained().then().body("groups", contains("group-test"));
    assertThat(explained().<String>path("chain")).isEqualTo("shim-grub");
    assertThat(explained().<String>path("loaderGroup")).isEqualTo("group-test");
    assertThat(codes("10.77.0.15")).containsEntry(26, "9000").containsEntry(42, "192.0.2.7");
    patch(machine, "{\"loader\": \"ipxe\"}");
    assertThat(explained().<String>path("chain")).isEqualTo("ipxe");
    assertThat(explained().<String>path("loaderGroup")).isNull();
    patch(machine, "{\"labels\": {\"group-test\": \"compute\"}, \"loader\": null}");
    explained().then().body("groups", equalTo(List.of()));
    assertThat(codes("10.77.0.15")).containsEntry(26, "1400");
    asAdmin().delete("/api/v1/machines/" + machine).then().statusCode(204);
  }

  private static String machine() {
    return asAdmin()
        .body(
            Map.of(
                "name",
                "group-test",
                "macs",
                List.of(MAC.toString()),
                "labels",
                Map.of("group-test", "storage")))
        .post("/api/v1/machines")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  private static void patch(String machine, String body) {
    asAdmin()
        .contentType("application/merge-patch+json")
        .body(body)
        .patch("/api/v1/machines/" + machine)
        .then()
        .statusCode(200);
  }

  private static Response explained() {
    return asAdmin().get("/api/v1/explain?arch=uefi-x64&mac=" + MAC);
  }

  /** The options of a subnet, a pool, the group and a reservation, as DHCP hears of them. */
  private Map<Integer, String> codes(String address) {
    if (subnets.current().byName("group-test").isEmpty()) {
      declareSubnet();
    }
    Subnet subnet = subnets.current().byName("group-test").orElseThrow();
    AddressDesk desk = AddressDesk.of(subnets, globalOptions, leases, Set::of, groups::options);
    Map<Integer, String> codes = new TreeMap<>();
    desk.options(subnet, ClientIdentity.ethernet(MAC), Optional.of(Ipv4.parse(address)))
        .byCode()
        .forEach((code, option) -> codes.put(code, option.text()));
    return codes;
  }

  private static void declareSubnet() {
    asAdmin()
        .body(
            """
            {"name": "group-test", "cidr": "10.77.0.0/24", "options": {"26": 1300},
             "pools": [{"range": "10.77.0.10-10.77.0.20", "options": {"26": 1400}}]}
            """)
        .post("/api/v1/subnets")
        .then()
        .statusCode(201);
    asAdmin()
        .body(
            "{\"mac\": \"%s\", \"address\": \"10.77.0.9\", \"options\": {\"42\": \"192.0.2.7\"}}"
                .formatted(MAC))
        .post("/api/v1/subnets/group-test/reservations")
        .then()
        .statusCode(200);
  }
}
