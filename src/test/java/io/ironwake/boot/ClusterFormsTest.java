package io.ironwake.boot;

import static io.ironwake.access.TestToken.asAdmin;
import static io.ironwake.access.TestToken.asViewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ironwake.address.Subnets;
import io.ironwake.cluster.Clusters;
import io.ironwake.cluster.Standing;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.sim.DiskContent;
import io.ironwake.sim.Faults;
import io.ironwake.sim.LifeResult;
import io.ironwake.sim.MachineSpec;
import io.ironwake.sim.SimSettings;
import io.ironwake.sim.SimulatedMachine;
import io.ironwake.store.MariaDbTestResource;
import io.ironwake.store.Transactions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Clusters that form by themselves: simulated machines boot from the real doors, install what they
 * are handed, and are looked at by what lies on their disks.
 */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class ClusterFormsTest {
  private static final Ipv4 RELAY = Ipv4.parse("127.9.0.1");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject BootLab lab;
  @Inject RelayedRack doors;
  @Inject Subnets subnets;
  @Inject Clusters clusters;
  @Inject Standing standing;
  @Inject Machines machines;
  @Inject Transactions transactions;
  @Inject EntityManager database;

  @ConfigProperty(name = "ironwake.assets")
  String assets;

  private final Map<String, SimulatedMachine> rack = new LinkedHashMap<>();
  private SimSettings settings;

  @BeforeEach
  void open() {
    lab.open();
    lab.loader("snponly.efi");
    asAdmin()
        .body(
            """
            {"name": "cluster-test", "cidr": "127.9.0.0/24", "pools": ["127.9.0.200-127.9.0.220"],
             "unknown": "hold", "conflict-probe": "off"}
            """)
        .post("/api/v1/subnets")
        .then()
        .statusCode(201);
    settings = doors.open(RELAY);
  }

  @AfterEach
  void close() throws Exception {
    doors.close();
    for (Clusters.Stored each : clusters.all()) {
      clusters.delete(each.id(), Optional.empty(), "test");
    }
    subnets.delete("cluster-test", "test");
  }

  /** Declares a machine with its address; its last byte is both its number and its MAC's. */
  private void machine(String name, int number, String role, String profile) {
    MacAddress mac = new MacAddress(0x5254_00C1_0000L + number);
    rack.put(
        name,
        new SimulatedMachine(
            MachineSpec.of(name, mac, MachineSpec.Firmware.UEFI),
            settings,
            (who, step, text) -> {}));
    asAdmin()
        .body(Map.of("mac", mac.toString(), "address", "127.9.0." + number))
        .post("/api/v1/subnets/cluster-test/reservations")
        .then()
        .statusCode(200);
    asAdmin()
        .body(
            Map.of(
                "name",
                name,
                "macs",
                List.of(mac.toString()),
                "disk",
                "/dev/sda",
                "profile",
                profile,
                "labels",
                Map.of("cluster-test", role, "cluster-rack", name.substring(0, 4))))
        .post("/api/v1/machines")
        .then()
        .statusCode(201);
  }

  private Machine known(String name) {
    return machines.snapshot().byName(name).orElseThrow();
  }

  private void approve(String... names) {
    for (String name : names) {
      lab.approve(known(name));
    }
  }

  /** Switches machines on at once, and waits until each runs from its disk. */
  private void powerOn(String... names) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<LifeResult>> lives = new ArrayList<>();
      for (String name : names) {
        lives.add(threads.submit(() -> rack.get(name).powerOn(Faults.NONE)));
      }
      for (Future<LifeResult> life : lives) {
        assertThat(life.get()).isInstanceOf(LifeResult.Up.class);
      }
    }
  }

  // ---- k3s on k3OS

  private JsonNode k3os(String name) throws IOException {
    String config = ((DiskContent.K3os) rack.get(name).disk().content()).config();
    return YAML.readTree(config).path("k3os");
  }

  private List<String> arguments(String name) throws IOException {
    List<String> all = new ArrayList<>();
    k3os(name).path("k3s_args").forEach(each -> all.add(each.asText()));
    return all;
  }

  private void declareK3s(String prefix, int first) {
    asAdmin()
        .body(
            """
            {"name": "edge", "type": "k3s",
             "servers": {"selector": {"cluster-test": "server", "cluster-rack": "PREFIX"},
              "args": ["--disable=traefik"]},
             "agents": {"selector": {"cluster-test": "agent", "cluster-rack": "PREFIX"},
              "node-labels": {"tier": "work"}},
             "flannel-backend": "host-gw", "cluster-cidr": "10.52.0.0/16",
             "service-cidr": "10.53.0.0/16", "tls-san": ["edge.example.org"]}
            """
                .replace("PREFIX", prefix))
        .post("/api/v1/clusters")
        .then()
        .statusCode(201);
    String profile = "cluster-k3os";
    lab.k3os(profile);
    for (int i = 1; i <= 3; i++) {
      machine(prefix + "-s" + i, first + i, "server", profile);
    }
    machine(prefix + "-a1", first + 4, "agent", profile);
    machine(prefix + "-a2", first + 5, "agent", profile);
  }

  @Test
  void threeServersAndTwoAgentsFormOneClusterAndAReplacedServerJoinsIt() throws Exception {
    declareK3s("edge", 10);
    approve("edge-a1", "edge-s1", "edge-s2", "edge-s3", "edge-a2");
    powerOn("edge-a1", "edge-s1", "edge-s2", "edge-s3", "edge-a2");

    String token = k3os("edge-s1").path("token").asText();
    assertThat(token).matches("[0-9a-f]{64}");
    for (String name : rack.keySet()) {
      assertThat(k3os(name).path("token").asText()).isEqualTo(token);
      assertThat(arguments(name)).endsWith("--token=" + token);
      assertThat(known(name).state().name()).isEqualTo("INSTALLED");
    }
    List<String> common =
        List.of(
            "--flannel-backend=host-gw",
            "--cluster-cidr=10.52.0.0/16",
            "--service-cidr=10.53.0.0/16",
            "--tls-san=edge.example.org",
            "--disable=traefik");
    assertThat(arguments("edge-s1")).startsWith("server", "--cluster-init").containsAll(common);
    assertThat(k3os("edge-s1").has("server_url")).isFalse();
    for (String name : List.of("edge-s2", "edge-s3")) {
      assertThat(arguments(name))
          .startsWith("server")
          .containsAll(common)
          .doesNotContain("--cluster-init");
      assertThat(k3os(name).path("server_url").asText()).isEqualTo("https://127.9.0.11:6443");
    }
    for (String name : List.of("edge-a1", "edge-a2")) {
      assertThat(arguments(name)).containsExactly("agent", "--token=" + token);
      assertThat(k3os(name).path("server_url").asText()).isEqualTo("https://127.9.0.11:6443");
      assertThat(k3os(name).path("labels").path("tier").asText()).isEqualTo("work");
    }

    assertThatThrownBy(() -> lab.reinstall(known("edge-s1")))
        .hasMessageContaining("replace-member: edge");
    lab.reinstall(known("edge-s1"), "edge");
    powerOn("edge-s1");
    assertThat(arguments("edge-s1")).startsWith("server").doesNotContain("--cluster-init");
    assertThat(k3os("edge-s1").path("server_url").asText()).isEqualTo("https://127.9.0.12:6443");
    assertThat(k3os("edge-s1").path("token").asText()).isEqualTo(token);

    isShownWithoutItsToken(token);
    isFoundByPrometheus();
    isSecretEverywhere(token);
  }

  private void isShownWithoutItsToken(String token) {
    asAdmin()
        .get("/api/v1/clusters/edge")
        .then()
        .statusCode(200)
        .body("formed", equalTo(true))
        .body("flannel-backend", equalTo("host-gw"))
        .body(not(containsString(token)));
    asAdmin()
        .get("/api/v1/clusters/edge/machines")
        .then()
        .body("items.machine", contains("edge-s1", "edge-s2", "edge-s3", "edge-a1", "edge-a2"))
        .body("items.role", contains("server", "server", "server", "agent", "agent"))
        .body("items[1].address", equalTo("127.9.0.12"))
        .body(not(containsString(token)));
    asViewer()
        .get("/ui/clusters")
        .then()
        .statusCode(200)
        .body(containsString("edge-s1"))
        .body(containsString("k3s, formed"))
        .body(containsString("flannel-backend: host-gw"))
        .body(not(containsString(token)));
    asViewer().get("/clusters").then().statusCode(200);
    assertThat(standing.of(known("edge-s2")).orElseThrow().losesMajority()).isFalse();
    assertThat(asAdmin().get("/api/v1/machines/edge-s1/installs").asString()).doesNotContain(token);
  }

  private void isFoundByPrometheus() {
    asViewer()
        .get("/prometheus/sd?job=node&cluster=edge&role=agent")
        .then()
        .statusCode(200)
        .body("targets.flatten()", contains("127.9.0.14:9100", "127.9.0.15:9100"))
        .body("labels.machine", contains("edge-a1", "edge-a2"))
        .body("labels[0].cluster", equalTo("edge"))
        .body("labels[0].__meta_ironwake_label_cluster_test", equalTo("agent"));
    asViewer()
        .get("/prometheus/sd?job=k3s&cluster=edge")
        .then()
        .body("targets.flatten()", hasItem("127.9.0.12:6443"))
        .body("labels.__scheme__", hasItem("https"));
    asViewer().get("/prometheus/sd?cluster=none").then().body("size()", equalTo(0));
    asViewer().get("/prometheus/sd?job=nod").then().statusCode(400);
    asAdmin().auth().none().get("/prometheus/sd").then().statusCode(401);
  }

  /** In no table is it to be read, whatever an audit or an event may tell. */
  private void isSecretEverywhere(String token) {
    for (String table :
        List.of("audit", "boot_event", "install", "cluster", "secret", "document")) {
      Object found =
          transactions.call(
              () ->
                  database
                      .createNativeQuery(
                          "SELECT COUNT(*) FROM "
                              + table
                              + " WHERE INSTR("
                              + (table.equals("install")
                                  ? "CONCAT(arguments, assets, frozen)"
                                  : table.equals("cluster")
                                      ? "spec"
                                      : List.of("secret", "document").contains(table)
                                          ? "ciphertext"
                                          : "detail")
                              + ", ?1) > 0")
                      .setParameter(1, token)
                      .getSingleResult());
      assertThat(((Number) found).longValue()).as(table).isZero();
    }
  }

  @Test
  void whoMatchesTwoRolesOrHasNoReservationIsRefusedWithNames() {
    declareK3s("lone", 30);
    asAdmin()
        .body(
            """
            {"name": "other", "type": "k3s", "servers": {"selector": {"cluster-test": "server"}}}
            """)
        .post("/api/v1/clusters")
        .then()
        .statusCode(201);
    asAdmin()
        .body("{}")
        .post("/api/v1/machines/lone-s1/approve")
        .then()
        .statusCode(409)
        .body("detail", containsString("servers of cluster 'edge' and of the servers of cluster"));
    asAdmin().delete("/api/v1/clusters/other").then().statusCode(204);
    asAdmin()
        .delete("/api/v1/subnets/cluster-test/reservations/" + rack.get("lone-s1").spec().mac())
        .then()
        .statusCode(204);
    asAdmin()
        .body("{}")
        .post("/api/v1/machines/lone-s1/approve")
        .then()
        .statusCode(409)
        .body("detail", containsString("its server 'lone-s1' has no reserved address"));
  }

  // ---- etcd on Flatcar

  private String etcd(String name) throws IOException {
    String ignition = ((DiskContent.Flatcar) rack.get(name).disk().content()).ignition();
    for (JsonNode file : JSON.readTree(ignition).path("storage").path("files")) {
      if (file.path("path").asText().equals("/etc/etcd/etcd.env")) {
        String source = file.path("contents").path("source").asText();
        return URLDecoder.decode(
            source.substring("data:,".length()).replace("+", "%2B"), StandardCharsets.UTF_8);
      }
    }
    throw new AssertionError("no etcd on " + name);
  }

  private static String value(String settings, String key) {
    Matcher line = Pattern.compile("(?m)^" + key + "=(.*)$").matcher(settings);
    assertThat(line.find()).as(key).isTrue();
    return line.group(1);
  }

  @Test
  void threeMembersBeginAsOneEtcdAndAReplacedMemberJoins() throws Exception {
    release("etcd", "v3.5.17", "etcd", "etcdctl");
    asAdmin()
        .body(
            """
            {"name": "store", "type": "etcd", "release": "v3.5.17", "metrics": true,
             "members": {"selector": {"cluster-test": "member"}}}
            """)
        .post("/api/v1/clusters")
        .then()
        .statusCode(201);
    String profile = "cluster-flatcar";
    lab.flatcar(profile);
    for (int i = 1; i <= 3; i++) {
      machine("store-" + i, 20 + i, "member", profile);
    }
    approve("store-2", "store-3", "store-1");
    powerOn("store-1", "store-2", "store-3");

    String all =
        "store-1=http://127.9.0.21:2380,store-2=http://127.9.0.22:2380,store-3=http://127.9.0.23:2380";
    for (String name : rack.keySet()) {
      String settings = etcd(name);
      assertThat(value(settings, "ETCD_NAME")).isEqualTo(name);
      assertThat(value(settings, "ETCD_INITIAL_CLUSTER")).isEqualTo(all);
      assertThat(value(settings, "ETCD_INITIAL_CLUSTER_STATE")).isEqualTo("new");
      assertThat(value(settings, "ETCD_INITIAL_CLUSTER_TOKEN")).isEqualTo("store-1");
      assertThat(known(name).state().name()).isEqualTo("INSTALLED");
    }

    lab.reinstall(known("store-2"), "store");
    powerOn("store-2");
    assertThat(value(etcd("store-2"), "ETCD_INITIAL_CLUSTER_STATE")).isEqualTo("existing");
    assertThat(value(etcd("store-2"), "ETCD_INITIAL_CLUSTER")).isEqualTo(all);
    asViewer()
        .get("/prometheus/sd?job=etcd&cluster=store")
        .then()
        .body(
            "targets.flatten()", contains("127.9.0.21:2381", "127.9.0.22:2381", "127.9.0.23:2381"));
  }

  private void release(String os, String version, String... names) throws IOException {
    Path folder = Files.createDirectories(Path.of(assets, os, version, "amd64"));
    StringBuilder sums = new StringBuilder();
    for (String name : names) {
      byte[] content = (name + " stands in").getBytes(StandardCharsets.UTF_8);
      Files.write(folder.resolve(name), content);
      sums.append(BootLab.sha256(content)).append("  ").append(name).append('\n');
    }
    Files.writeString(folder.resolve("SHA256SUMS"), sums);
  }
}
