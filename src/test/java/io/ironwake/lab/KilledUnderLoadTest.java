package io.ironwake.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.MessageType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A server killed while it gives addresses: what a client was told by an ACK holds after the
 * restart, whether the database lived on, as after {@code kill -9}, or fell with it.
 */
@Tag("clients")
@Timeout(300)
class KilledUnderLoadTest {
  /**
   * The pool has room for all, and none of its addresses is this host's. Strangers that claim an
   * address are answered by an authoritative server only (RFC 2131 §4.3.2).
   */
  private static final String RACK =
      """
      subnets:
        - name: loopback
          cidr: 127.0.0.0/20
          mode: full
          authoritative: true
          pools: [127.0.4.1-127.0.15.254]
          unknown: hold
      """;

  private static final int AT_ONCE = 64;
  private static final int ENOUGH = 300;
  private static final int STRANGERS = 100;
  private static final long FIRST_MAC = 0x02_00_00_00_00_00L;
  private static final long PATIENCE_SECONDS = 30;

  private final Path folder = LabFolder.fresh("KilledUnderLoadTest");
  private final Map<MacAddress, Ipv4> acknowledged = new ConcurrentSkipListMap<>();
  private final AtomicInteger clients = new AtomicInteger();
  private final AtomicInteger silences = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());
  private LoopbackPorts ports;
  private LoopbackServer server;

  @BeforeEach
  void serve() throws IOException {
    ports = LoopbackPorts.free();
    Files.writeString(folder.resolve("rack.yaml"), RACK);
    server = LoopbackServer.start(folder, ports);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    if (server != null) {
      server.close();
    }
  }

  @Test
  void noAcknowledgedLeaseIsLostAndNoAddressGivenTwice() throws Exception {
    loadUntil(() -> server.kill());
    assertThat(server.databases()).as("database of the killed server").hasSize(1);
    restart();
    assertThatAcknowledgedLeasesHold();

    loadUntil(this::cutPowerWhileTheDatabaseHangs);
    assertThat(server.databases()).isEmpty();
    restart();
    assertThatAcknowledgedLeasesHold();

    server.close();
    assertThat(server.databases()).as("databases left after a clean stop").isEmpty();
  }

  /** New clients without end, and the blow once enough of them have their address. */
  private void loadUntil(Runnable blow) throws Exception {
    AtomicBoolean up = new AtomicBoolean(true);
    CountDownLatch enough = new CountDownLatch(ENOUGH);
    int unansweredBefore = unanswered.get();
    List<Future<Void>> load =
        IntStream.range(0, AT_ONCE).mapToObj(i -> threads.submit(load(up, enough))).toList();
    boolean reached = enough.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    blow.run();
    up.set(false);
    for (Future<Void> each : load) {
      each.get();
    }
    assertThat(reached)
        .as("%d clients got an address; %s", acknowledged.size(), server.log())
        .isTrue();
    assertThat(unanswered.get()).as("clients the blow cut off").isGreaterThan(unansweredBefore);
    assertThat(acknowledged.values()).as("acknowledged addresses").doesNotHaveDuplicates();
  }

  /** What is acknowledged while nothing can be committed would be lost. */
  private void cutPowerWhileTheDatabaseHangs() {
    server.freezeDatabase();
    int answered = acknowledged.size();
    int silent = silences.get();
    await("clients that wait for the database, or are answered without it")
        .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
        .until(
            () ->
                silences.get() >= silent + 2 * AT_ONCE
                    || acknowledged.size() >= answered + 2 * AT_ONCE);
    server.cutPower();
  }

  private Callable<Void> load(AtomicBoolean up, CountDownLatch enough) {
    return () -> {
      while (up.get()) {
        MacAddress mac = nextMac();
        BooleanSupplier patient = () -> silences.incrementAndGet() > 0 && up.get();
        try (RelayedClient client = new RelayedClient(mac, ports.dhcp(), patient)) {
          Optional<DhcpMessage> reply = client.acquire(Optional.empty());
          if (reply.isPresent()) {
            acknowledged.put(mac, given(reply, MessageType.ACK));
            enough.countDown();
          } else {
            unanswered.incrementAndGet();
          }
        }
      }
      return null;
    };
  }

  private void restart() {
    List<ProcessHandle> old = server.databases();
    server = LoopbackServer.start(folder, ports);
    assertThat(old).as("databases of the killed server").noneMatch(ProcessHandle::isAlive);
    assertThat(server.databases()).as("databases after the restart").hasSize(1);
  }

  private void assertThatAcknowledgedLeasesHold() throws Exception {
    assertThatTheyAreListed();
    // First the strangers, since an owner that comes back would take a lost lease anew.
    Map<MacAddress, Ipv4> strangers = assertThatStrangersGetOtherAddresses();
    assertThatTheOwnersKeepThem();
    acknowledged.putAll(strangers);
    assertThatTheyAreListed();
  }

  private void assertThatTheyAreListed() throws Exception {
    List<JsonNode> leases = server.leases();
    assertThat(leases.stream().map(lease -> lease.path("address").asText()))
        .as("addresses of the listed leases")
        .doesNotHaveDuplicates();
    Map<String, String> holders =
        leases.stream()
            .filter(lease -> lease.path("state").asText().equals("active"))
            .collect(
                Collectors.toMap(
                    lease -> lease.path("address").asText(), lease -> lease.path("mac").asText()));
    Map<String, String> expected = new TreeMap<>();
    acknowledged.forEach((mac, address) -> expected.put(address.toString(), mac.toString()));
    assertThat(holders).containsAllEntriesOf(expected);
  }

  /** Each stranger asks for an address that another client was given. */
  private Map<MacAddress, Ipv4> assertThatStrangersGetOtherAddresses() throws Exception {
    List<Ipv4> taken = List.copyOf(acknowledged.values());
    Map<MacAddress, Ipv4> strangers = new ConcurrentSkipListMap<>();
    List<Callable<Void>> all = new ArrayList<>();
    for (Ipv4 address : taken.subList(taken.size() - STRANGERS, taken.size())) {
      MacAddress mac = nextMac();
      all.add(
          () -> {
            try (RelayedClient client = new RelayedClient(mac, ports.dhcp(), patience())) {
              assertThat(client.reboot(address).orElseThrow().type()).contains(MessageType.NAK);
              strangers.put(mac, given(client.acquire(Optional.of(address)), MessageType.ACK));
            }
            return null;
          });
    }
    runAll(all);
    assertThat(strangers.values()).doesNotHaveDuplicates().doesNotContainAnyElementsOf(taken);
    return strangers;
  }

  private void assertThatTheOwnersKeepThem() throws Exception {
    List<Callable<Void>> all = new ArrayList<>();
    acknowledged.forEach(
        (mac, address) ->
            all.add(
                () -> {
                  try (RelayedClient client = new RelayedClient(mac, ports.dhcp(), patience())) {
                    Optional<DhcpMessage> ack =
                        mac.bits() % 2 == 0 ? client.reboot(address) : client.renew(address);
                    assertThat(given(ack, MessageType.ACK)).isEqualTo(address);
                    assertThat(given(client.discover(Optional.empty()), MessageType.OFFER))
                        .isEqualTo(address);
                  }
                  return null;
                }));
    runAll(all);
  }

  private void runAll(List<Callable<Void>> all) throws Exception {
    for (Future<Void> each : threads.invokeAll(all)) {
      each.get();
    }
  }

  private MacAddress nextMac() {
    return new MacAddress(FIRST_MAC + clients.incrementAndGet());
  }

  private static BooleanSupplier patience() {
    long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
    return () -> System.nanoTime() < end;
  }

  private static Ipv4 given(Optional<DhcpMessage> reply, MessageType type) throws Exception {
    assertThat(reply).as("the server's answer").isPresent();
    assertThat(reply.get().type()).contains(type);
    return reply.get().yiaddr();
  }
}
