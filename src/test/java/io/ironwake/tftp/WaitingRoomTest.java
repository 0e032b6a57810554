package io.ironwake.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.Ipv4;
import io.ironwake.tftp.WaitingRoom.Waiting;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whose turn it is, and how little it takes to see that it is nobody's. */
class WaitingRoomTest {
  private static final int CROWD = 10 * WaitingRoom.MOST_LOOKS;

  private final WaitingRoom room = new WaitingRoom();

  private static Ipv4 address(int host) {
    return new Ipv4(0x0a4d0000 + host);
  }

  private void waits(int host, int port) {
    room.add(
        new Waiting(
            new InetSocketAddress(address(host).toInetAddress(), port),
            new ReadRequest("file", "octet", List.of()),
            new Grant.Granted("file", new Content.InMemory(new byte[1])),
            0));
  }

  private static Places places(int moving, int perAddress) {
    return new Places(new TftpSettings.Limits(moving, perAddress, CROWD * 2));
  }

  private Optional<Ipv4> next(Places places) {
    return room.next(places).map(Waiting::address);
  }

  @Test
  void addressesTakeTurns() {
    waits(1, 1);
    waits(1, 2);
    waits(1, 3);
    waits(2, 1);
    Places places = places(3, 3);
    assertThat(next(places)).contains(address(1));
    assertThat(next(places)).contains(address(2));
    assertThat(next(places)).contains(address(1));
    assertThat(next(places)).isEmpty();
    assertThat(room.size()).isEqualTo(1);
  }

  @Test
  void withoutAFreePlaceNobodyLosesTheirTurn() {
    IntStream.rangeClosed(1, CROWD).forEach(host -> waits(host, 1));
    Places places = places(1, 1);
    places.takeAnyway(address(9999));
    for (int datagram = 0; datagram < 3; datagram++) {
      assertThat(next(places)).isEmpty();
    }
    places.give(address(9999));
    assertThat(next(places)).contains(address(1));
  }

  @Test
  void addressesAtTheirLimitHoldNobodyUpForLong() {
    Places places = places(2 * CROWD, 1);
    IntStream.rangeClosed(1, CROWD)
        .forEach(
            host -> {
              places.takeAnyway(address(host));
              waits(host, 1);
            });
    waits(CROWD + 1, 1);
    assertThat(next(places)).as("not the whole row for one datagram").isEmpty();
    assertThat(
            IntStream.range(1, CROWD / WaitingRoom.MOST_LOOKS + 1)
                .mapToObj(_ -> next(places))
                .flatMap(Optional::stream))
        .containsExactly(address(CROWD + 1));
  }

  @Test
  void whoWasPassedOverGetsAPlaceOnceTheirAddressHasOne() {
    waits(1, 1);
    waits(2, 1);
    Places places = places(3, 1);
    places.takeAnyway(address(1));
    assertThat(next(places)).contains(address(2));
    assertThat(next(places)).isEmpty();
    places.give(address(1));
    assertThat(next(places)).contains(address(1));
  }
}
