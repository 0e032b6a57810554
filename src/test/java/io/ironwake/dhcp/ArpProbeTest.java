package io.ironwake.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.dhcp.DhcpLab.FakeTransport;
import io.ironwake.dhcp.DhcpLab.ManualClock;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.udp.ArpTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ArpProbeTest {
  private static final Ipv4 ADDRESS = Ipv4.parse("10.0.0.100");
  private static final MacAddress CLIENT = MacAddress.parse("02:00:00:00:00:01");
  private static final MacAddress OTHER = MacAddress.parse("02:00:00:00:00:09");
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private final Map<Ipv4, MacAddress> kernel = new HashMap<>();
  private final FakeTransport transport = new FakeTransport();
  private final ManualClock clock = new ManualClock();
  private boolean mayForget = true;
  private final ArpProbe probe =
      new ArpProbe("eth1", transport, new Arp(), name -> Map.copyOf(kernel), clock);

  private final class Arp implements ArpTable {
    @Override
    public boolean put(String interfaceName, Ipv4 address, MacAddress mac) {
      return false;
    }

    @Override
    public boolean forget(String interfaceName, Ipv4 address) {
      return mayForget && kernel.remove(address) != null;
    }
  }

  private CompletableFuture<Optional<String>> ask() {
    return probe.ask(ADDRESS, CLIENT, PATIENCE).toCompletableFuture();
  }

  @Test
  void aStationThatAnswersIsNamedAtTheNextLook() {
    CompletableFuture<Optional<String>> answer = ask();
    clock.pass(Duration.ofMillis(60));
    assertThat(answer).isNotDone();
    kernel.put(ADDRESS, OTHER);
    clock.pass(Duration.ofMillis(25));
    assertThat(answer).isCompletedWithValue(Optional.of(OTHER.toString()));
    assertThat(transport.open(0).sent)
        .singleElement()
        .satisfies(sent -> assertThat(sent.to().getAddress()).isEqualTo(ADDRESS.toInetAddress()))
        .satisfies(sent -> assertThat(sent.payload()).as("Netty sends no empty one").isNotEmpty());
  }

  @Test
  void whenNobodyAnswersTheAddressIsFreeAfterThePatience() {
    CompletableFuture<Optional<String>> answer = ask();
    clock.pass(Duration.ofMillis(249));
    assertThat(answer).isNotDone();
    clock.pass(Duration.ofMillis(1));
    assertThat(answer).isCompletedWithValue(Optional.empty());
  }

  @Test
  void theClientItselfIsNoOtherStation() {
    CompletableFuture<Optional<String>> answer = ask();
    clock.pass(Duration.ZERO);
    kernel.put(ADDRESS, CLIENT);
    clock.pass(Duration.ofMillis(25));
    assertThat(answer).isCompletedWithValue(Optional.empty());
  }

  @Test
  void anOldEntryIsDroppedBeforeTheQuestion() {
    kernel.put(ADDRESS, OTHER);
    CompletableFuture<Optional<String>> answer = ask();
    clock.pass(PATIENCE);
    assertThat(answer).isCompletedWithValue(Optional.empty());
    assertThat(transport.open(0).sent).hasSize(1);
  }

  @Test
  void anOldEntryThatCannotBeDroppedAccusesNobody() {
    mayForget = false;
    kernel.put(ADDRESS, OTHER);
    CompletableFuture<Optional<String>> answer = ask();
    clock.pass(Duration.ZERO);
    assertThat(answer).isCompletedWithValue(Optional.empty());
    assertThat(transport.channels).isEmpty();
  }

  @Test
  void moreQuestionsThanTheKernelCanQueueAreNotAsked() {
    List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();
    for (int i = 0; i <= ArpProbe.OPEN_LIMIT; i++) {
      answers.add(probe.ask(ADDRESS.plus(i), CLIENT, PATIENCE).toCompletableFuture());
    }
    assertThat(answers.getLast()).isCompletedWithValue(Optional.empty());
    assertThat(answers.getFirst()).isNotDone();
    clock.pass(PATIENCE);
    assertThat(answers).allSatisfy(answer -> assertThat(answer).isDone());
    assertThat(ask()).isNotDone();
  }
}
