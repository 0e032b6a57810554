package io.ironwake.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.address.LeaseRules;
import io.ironwake.address.Subnet;
import io.ironwake.dhcp.DhcpLab.FakeChannel;
import io.ironwake.dhcp.DhcpLab.FakeTransport;
import io.ironwake.dhcp.DhcpLab.Sent;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.network.AskedAs;
import io.ironwake.network.PeerMark;
import io.ironwake.udp.Datagram;
import io.ironwake.udp.UdpBindException;
import io.ironwake.udp.UdpBinding;
import io.ironwake.wire.dhcp.DhcpEncoder;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.Layout;
import io.ironwake.wire.dhcp.MessageType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignServerProbeTest {
  private static final Ipv4 ALL = Ipv4.BROADCAST;
  private static final Ipv4 FOREIGN = Ipv4.parse("10.0.0.9");

  @Test
  void addressesWaitUntilNobodyAnsweredTheProbe() {
    try (DhcpLab lab = new DhcpLab(DhcpLab.full(LeaseRules.DEFAULT)).listening()) {
      Sent probe = probe(lab);
      assertThat(probe.to()).isEqualTo(new InetSocketAddress("255.255.255.255", 67));
      assertThat(probe.message().wantsBroadcast()).isTrue();
      assertThat(discover(lab)).as("while looking").isZero();
      assertThat(lab.outcomes()).containsExactly("foreign");

      lab.later.pass(Duration.ofSeconds(5));
      assertThat(discover(lab)).isEqualTo(1);
      assertThat(lab.transport.find(68)).as("the client port is free again").isEmpty();
    }
  }

  @Test
  void anotherServersOfferStopsNewAddressesButNotRenewalsUntilItIsGone() {
    try (DhcpLab lab = new DhcpLab(DhcpLab.full(LeaseRules.DEFAULT)).listening()) {
      offer(lab.transport, probe(lab).message(), FOREIGN, Ipv4.parse("10.0.0.40"));
      lab.later.pass(Duration.ofSeconds(5));
      assertThat(discover(lab)).isZero();
      Packet renewal =
          Packet.of("udhcpc-discover").type(MessageType.REQUEST).ciaddr(Ipv4.parse("10.0.0.100"));
      assertThat(lab.receive(renewal.message(), DhcpLab.SERVER)).as("a lease of theirs").isEmpty();
      lab.desk.held.put(Ipv4.parse("10.0.0.100"), renewal.message().hardware().mac().orElseThrow());
      assertThat(lab.receive(renewal.message(), DhcpLab.SERVER)).as("a lease of ours").hasSize(1);

      lab.later.pass(Duration.ofSeconds(61));
      assertThat(discover(lab)).as("while looking again").isZero();
      lab.later.pass(Duration.ofSeconds(5));
      assertThat(discover(lab)).isEqualTo(1);
    }
  }

  @Test
  void aMachineThatInstallsIsServedBesideAnotherServerAndWhileLooking() {
    try (DhcpLab lab = new DhcpLab(DhcpLab.full(LeaseRules.DEFAULT)).listening()) {
      MacAddress mac = Packet.of("udhcpc-discover").message().hardware().mac().orElseThrow();
      lab.desk.installing.add(mac);
      assertThat(discover(lab)).as("while looking").isEqualTo(1);

      offer(lab.transport, probe(lab).message(), FOREIGN, Ipv4.parse("10.0.0.40"));
      lab.later.pass(Duration.ofSeconds(5));
      assertThat(discover(lab)).as("beside the other").isEqualTo(1);
      lab.desk.installing.clear();
      assertThat(discover(lab)).as("once it is installed").isZero();
    }
  }

  @Test
  void proxyOffersAndOurOwnPacketsCountForNothing() {
    try (DhcpLab lab = new DhcpLab(DhcpLab.full(LeaseRules.DEFAULT)).listening()) {
      DhcpMessage probe = probe(lab).message();
      offer(lab.transport, probe, FOREIGN, Ipv4.ANY);
      offer(lab.transport, probe, DhcpLab.SERVER, Ipv4.parse("10.0.0.100"));
      lab.later.pass(Duration.ofSeconds(5));

      assertThat(lab.receive(probe, ALL)).as("our own DISCOVER, looped back").isEmpty();
      assertThat(discover(lab)).isEqualTo(1);
    }
  }

  @Test
  void withTheClientPortTakenItAsksAsARelayFromTheServerPort() {
    try (DhcpLab lab = new DhcpLab(DhcpLab.full(LeaseRules.DEFAULT))) {
      lab.transport.onBind = ForeignServerProbeTest::refuseClientPort;
      lab.listening();
      lab.later.pass(Duration.ZERO);
      FakeChannel server = lab.transport.open(67);
      DhcpMessage probe = server.sent.getFirst().message();
      assertThat(probe.giaddr()).isEqualTo(DhcpLab.SERVER);

      server.handler.accept(packet(probe, FOREIGN, Ipv4.parse("10.0.0.40")));
      lab.later.pass(Duration.ofSeconds(5));
      assertThat(discover(lab)).isZero();
    }
  }

  private static void refuseClientPort(UdpBinding binding) {
    if (binding.port() == 68) {
      throw new UdpBindException(UdpBindException.Reason.TAKEN, "UDP port 68 on eth1 is taken");
    }
  }

  @Test
  void aDeclarationMadeLaterIsProbedAtItsFirstRequest() {
    try (DhcpLab lab = new DhcpLab().listening()) {
      lab.later.pass(Duration.ofMinutes(1));
      assertThat(lab.transport.channels).as("67, 4011, and 68 for one look").hasSize(3);
      lab.desk.subnets.add(DhcpLab.full(LeaseRules.DEFAULT));
      assertThat(discover(lab)).isZero();
      lab.later.pass(Duration.ofSeconds(5));
      assertThat(discover(lab)).isEqualTo(1);
    }
  }

  @Test
  void relayedClientsAndSubnetsThatAllowItDoNotWait() {
    try (DhcpLab lab =
        new DhcpLab(DhcpLab.full(LeaseRules.DEFAULT), DhcpLab.remote()).listening()) {
      Packet relayed = Packet.of("udhcpc-discover").giaddr(Ipv4.parse("10.2.0.1"));
      assertThat(lab.receive(relayed.message(), DhcpLab.SERVER)).hasSize(1);
    }
    try (DhcpLab lab = new DhcpLab(DhcpLab.full()).listening()) {
      assertThat(discover(lab)).isEqualTo(1);
    }
  }

  @Test
  void theRefusalNamesTheServerEvenWhileLookingAgain() {
    try (DhcpLab lab = new DhcpLab()) {
      DhcpListen listen =
          new DhcpListen(Optional.of("eth1"), List.of(DhcpLab.SERVER), true, Subnet.Mode.FULL);
      ForeignServerProbe probe =
          new ForeignServerProbe(
              "eth1",
              listen,
              lab.services,
              DhcpPorts.STANDARD,
              lab.watch,
              lab.later,
              LookoutInterval.STANDARD);
      assertThat(probe.refusal())
          .hasValueSatisfying(reason -> assertThat(reason).contains("still looking"));
      offer(lab.transport, probe(lab).message(), FOREIGN, Ipv4.parse("10.0.0.40"));
      lab.later.pass(Duration.ofSeconds(67));
      assertThat(probe.refusal())
          .hasValueSatisfying(
              reason ->
                  assertThat(reason)
                      .contains("(10.0.0.9)", "eth1", "mode: proxy", "beside-foreign: true"));
      lab.later.pass(Duration.ofSeconds(5));
      assertThat(probe.refusal()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"2m, 5", "10m, 1", "off, 1", "0, 1"})
  void itLooksAsOftenAsItIsTold(String interval, int looks) {
    try (DhcpLab lab = new DhcpLab()) {
      DhcpListen listen =
          new DhcpListen(Optional.of("eth1"), List.of(DhcpLab.SERVER), true, Subnet.Mode.FULL);
      ForeignServerProbe probe =
          new ForeignServerProbe(
              "eth1",
              listen,
              lab.services,
              DhcpPorts.STANDARD,
              lab.watch,
              lab.later,
              LookoutInterval.parse(interval));
      var first = probe.look();
      lab.later.pass(Duration.ofMinutes(10));

      assertThat(lab.watch.looks).hasSize(looks);
      var onDemand = probe.look();
      lab.later.pass(Duration.ofSeconds(5));
      assertThat(lab.watch.looks).hasSize(looks + 1);
      assertThat(first).isCompleted();
      assertThat(onDemand).isCompleted();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"30s", "25h", "ten", "-1m", ""})
  void anIntervalOutOfBoundsIsRefusedWithThem(String interval) {
    assertThatThrownBy(() -> LookoutInterval.parse(interval))
        .hasMessageContaining("every 1m to 24h, or off");
  }

  @Test
  void loopbackHasNoServersToLookFor() {
    DhcpListen loopback =
        new DhcpListen(Optional.of("lo"), List.of(DhcpLab.SERVER), false, Subnet.Mode.FULL);
    try (DhcpLab lab = new DhcpLab(DhcpLab.full(LeaseRules.DEFAULT)).listening(loopback)) {
      assertThat(discover(lab)).isEqualTo(1);
      lab.later.pass(Duration.ofSeconds(5));
      assertThat(lab.transport.channels).hasSize(2);
    }
  }

  @Test
  void itAsksAsAnOperatingSystemAndAsEveryFirmware() {
    try (DhcpLab lab = new DhcpLab(DhcpLab.proxy()).listening()) {
      probe(lab);
      List<DhcpMessage> asked = lab.transport.open(68).sent.stream().map(Sent::message).toList();
      assertThat(asked)
          .extracting(each -> each.options().find(DhcpOption.VENDOR_CLASS).orElse("-"))
          .containsExactly(
              "-",
              "PXEClient:Arch:00000:UNDI:003000",
              "PXEClient:Arch:00007:UNDI:003000",
              "HTTPClient:Arch:00016:UNDI:003000");
      assertThat(asked)
          .extracting(DhcpMessage::hardware)
          .as("one address held")
          .hasSameElementsAs(List.of(asked.getFirst().hardware()));
      assertThat(asked).extracting(DhcpMessage::xid).doesNotHaveDuplicates();

      offer(lab.transport, asked.get(2), FOREIGN, Ipv4.parse("10.0.0.40"));
      assertThat(lab.watch.seen)
          .singleElement()
          .satisfies(
              seen -> {
                assertThat(seen.askedAs()).isEqualTo(AskedAs.PXE_UEFI);
                assertThat(seen.server()).isEqualTo(FOREIGN);
              });
      for (DhcpMessage each : asked) {
        assertThat(lab.receive(each, ALL)).as("our own, looped back").isEmpty();
      }
      assertThat(lab.asked).as("no machine is discovered").isEmpty();
    }
  }

  @Test
  void itLooksAgainEveryTenMinutesAndWhenAsked() {
    try (DhcpLab lab = new DhcpLab(DhcpLab.proxy()).listening()) {
      lab.later.pass(Duration.ofSeconds(5));
      assertThat(lab.watch.looks).hasSize(1);
      CompletableFuture<Void> over = lab.watch.probe.orElseThrow().look().toCompletableFuture();
      lab.later.pass(Duration.ofSeconds(4));
      assertThat(over).isNotDone();
      assertThat(lab.watch.probe.orElseThrow().look()).as("one look at a time").isSameAs(over);
      lab.later.pass(Duration.ofSeconds(1));
      assertThat(over).isCompleted();
      lab.later.pass(Duration.ofMinutes(10).plusSeconds(4));
      assertThat(lab.watch.looks).as("ten minutes after the last").hasSize(2);
      lab.later.pass(Duration.ofSeconds(1));
      assertThat(lab.watch.looks).hasSize(3);
    }
  }

  @Test
  void itLooksAgainThoughWhoWatchesFailed() {
    try (DhcpLab lab = new DhcpLab(DhcpLab.proxy()).listening()) {
      lab.watch.defect = true;
      assertThatThrownBy(() -> lab.later.pass(Duration.ofSeconds(5)))
          .hasMessage("a defect of the watch");
      lab.watch.defect = false;

      lab.later.pass(Duration.ofMinutes(10).plusSeconds(5));

      assertThat(lab.watch.looks).hasSize(2);
    }
  }

  @Test
  void aServerThatComesLaterIsToldAndDoesNotStopTheRack() {
    try (DhcpLab lab = new DhcpLab(DhcpLab.full(LeaseRules.DEFAULT)).listening()) {
      lab.later.pass(Duration.ofSeconds(5));
      lab.later.pass(Duration.ofMinutes(10));
      offer(lab.transport, probe(lab).message(), FOREIGN, Ipv4.parse("10.0.0.40"));
      lab.later.pass(Duration.ofSeconds(5));
      assertThat(lab.watch.seen).hasSize(1);
      assertThat(lab.watch.looks).containsExactly(false, false);
      assertThat(discover(lab)).isEqualTo(1);
    }
  }

  @Test
  void reservationsAreGivenBesideAnotherServer() {
    Subnet some = DhcpLab.in(Subnet.Mode.RESERVATIONS_ONLY);
    Subnet cautious =
        new Subnet(
            some.id(),
            some.version(),
            some.name(),
            some.cidr(),
            some.mode(),
            some.pools(),
            some.options(),
            LeaseRules.DEFAULT,
            some.boot(),
            some.interfaceName(),
            some.sharedNetwork());
    try (DhcpLab lab = new DhcpLab(cautious).listening()) {
      lab.desk.reserved.put(
          Packet.of("udhcpc-discover").message().hardware().mac().orElseThrow(), "lab");
      assertThat(discover(lab)).isEqualTo(1);
    }
  }

  @Test
  void whoeverClientsChooseIsNotedInEveryMode() {
    for (Subnet subnet : List.of(DhcpLab.full(), DhcpLab.proxy())) {
      try (DhcpLab lab = new DhcpLab(subnet).listening()) {
        Packet request = Packet.of("udhcpc-discover").type(MessageType.REQUEST);
        lab.receive(request.with(DhcpOption.SERVER_ID, FOREIGN).message(), ALL);
        lab.receive(request.with(DhcpOption.SERVER_ID, DhcpLab.SERVER).message(), ALL);
        assertThat(lab.watch.chosen).as("in mode %s", subnet.mode()).containsExactly(FOREIGN);
      }
    }
  }

  @Test
  void twoIronwakesGreetEachOtherAndDiscoverNoMachine() {
    PeerMark theirs = new PeerMark("00000000000000bb", "full");
    try (DhcpLab lab = new DhcpLab(DhcpLab.full(LeaseRules.DEFAULT)).listening()) {
      lab.watch.mark = Optional.of(new PeerMark("00000000000000aa", "full"));
      DhcpMessage greeting = Packet.of("udhcpc-discover").message();
      greeting = greeting.withOptions(greeting.options().with(PeerMark.OPTION, theirs.value()));
      List<Sent> answers = lab.receive(greeting, ALL);
      assertThat(answers)
          .singleElement()
          .satisfies(
              answer -> {
                assertThat(PeerMark.of(answer.message())).isEqualTo(lab.watch.mark);
                assertThat(answer.message().yiaddr()).isEqualTo(Ipv4.ANY);
                assertThat(answer.to()).isEqualTo(new InetSocketAddress("255.255.255.255", 68));
              });
      assertThat(lab.asked).isEmpty();
    }
  }

  @Test
  void aReplicaIsNoRivalButAnotherInstallationThatGivesAddressesIs() {
    PeerMark own = new PeerMark("00000000000000aa", "full");
    assertThat(refusesBeside(own, own)).isFalse();
    assertThat(refusesBeside(own, new PeerMark("00000000000000bb", "full"))).isTrue();
    assertThat(refusesBeside(own, new PeerMark("00000000000000bb", "proxy"))).isFalse();
  }

  private static boolean refusesBeside(PeerMark own, PeerMark other) {
    try (DhcpLab lab = new DhcpLab(DhcpLab.full(LeaseRules.DEFAULT)).listening()) {
      lab.watch.mark = Optional.of(own);
      DhcpMessage greeting =
          Replies.to(probe(lab).message(), MessageType.OFFER, FOREIGN)
              .put(PeerMark.OPTION, other.value())
              .build();
      lab.transport.open(68).handler.accept(datagram(greeting, FOREIGN));
      lab.later.pass(Duration.ofSeconds(5));
      return discover(lab) == 0;
    }
  }

  private static Sent probe(DhcpLab lab) {
    lab.later.pass(Duration.ZERO);
    return lab.transport.open(68).sent.getFirst();
  }

  private static int discover(DhcpLab lab) {
    return lab.receive(Packet.of("udhcpc-discover").message(), ALL).size();
  }

  private static void offer(FakeTransport transport, DhcpMessage probe, Ipv4 server, Ipv4 yiaddr) {
    transport.open(68).handler.accept(packet(probe, server, yiaddr));
  }

  private static Datagram packet(DhcpMessage probe, Ipv4 server, Ipv4 yiaddr) {
    DhcpMessage offer =
        Replies.to(probe, MessageType.OFFER, server)
            .yiaddr(yiaddr)
            .put(DhcpOption.LEASE_TIME, Duration.ofHours(1))
            .build();
    return datagram(offer, server);
  }

  private static Datagram datagram(DhcpMessage offer, Ipv4 server) {
    byte[] bytes = DhcpEncoder.encode(offer, Layout.DEFAULT);
    return new Datagram(
        bytes, new InetSocketAddress(server.toInetAddress(), 67), ALL, Optional.of("eth1"));
  }
}
