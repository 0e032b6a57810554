package io.ironwake.address;

import static io.ironwake.address.Fixtures.NOW;
import static io.ironwake.address.Fixtures.client;
import static io.ironwake.address.Fixtures.ip;
import static io.ironwake.address.Fixtures.lease;
import static io.ironwake.address.Fixtures.mac;
import static io.ironwake.address.Fixtures.reservation;
import static io.ironwake.address.Fixtures.subnet;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.address.ReservationKey.Kind;
import io.ironwake.net.Ipv4;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReservationsTest {
  private static final UUID MACHINE = new UUID(7, 7);
  private static final ReservationKey UUID_KEY = ReservationKey.of(MACHINE);
  private static final ReservationKey PORT = ReservationKey.parse(Kind.CIRCUIT_ID, "eth0/7");
  private static final ReservationKey OTHER_PORT = ReservationKey.parse(Kind.CIRCUIT_ID, "eth0/8");
  private static final ReservationKey SWITCH = ReservationKey.parse(Kind.REMOTE_ID, "sw1");
  private static final Subnet SUBNET = subnet("10.0.0.0/24", "10.0.0.10-10.0.0.20");

  private final LeaseTable table = new LeaseTable();

  @Test
  void keysCountInTheirDeclaredOrder() {
    Reservations all =
        new Reservations(
            List.of(
                reservation(1, "10.0.0.31"),
                reservation(ReservationKey.parse(Kind.CLIENT_ID, "ff01"), "10.0.0.32"),
                reservation(UUID_KEY, "10.0.0.33"),
                reservation(PORT, "10.0.0.34"),
                reservation(SWITCH, "10.0.0.35")));

    assertThat(address(all, known(1, "ff01", SWITCH, PORT, UUID_KEY))).isEqualTo("10.0.0.31");
    assertThat(address(all, known(2, "ff01", SWITCH, PORT, UUID_KEY))).isEqualTo("10.0.0.32");
    assertThat(address(all, known(2, "ff02", SWITCH, PORT, UUID_KEY))).isEqualTo("10.0.0.33");
    assertThat(address(all, known(2, "ff02", SWITCH, PORT))).isEqualTo("10.0.0.34");
    assertThat(address(all, known(2, "ff02", SWITCH, OTHER_PORT))).isEqualTo("10.0.0.35");
    assertThat(all.of(client(2))).isEmpty();
  }

  @Test
  void theSystemKeepsTheAddressItsFirmwareGotByUuid() {
    Reservation byUuid = reservation(UUID_KEY, "10.0.0.33");
    table.put(lease("10.0.0.33", client(1), NOW.plusSeconds(60)));

    assertThat(offer(client(1), byUuid)).contains(ip("10.0.0.33"));
    assertThat(offer(client(2), byUuid)).isNotEqualTo(Optional.of(ip("10.0.0.33")));
  }

  @Test
  void aRenewalThatPassesNoRelayKeepsTheAddressOfThePort() {
    Reservation ofPort = reservation(PORT, "10.0.0.34");
    table.put(lease("10.0.0.34", client(1), NOW.plusSeconds(60)));

    assertThat(refusal(client(1), ofPort)).isEmpty();
    assertThat(refusal(known(1, "ff02", OTHER_PORT), ofPort))
        .hasValueSatisfying(why -> assertThat(why).contains("reserved for another client"));
  }

  @Test
  void anEndedLeaseIsNoClaimToAReservation() {
    Reservation byUuid = reservation(UUID_KEY, "10.0.0.33");
    table.put(lease("10.0.0.33", client(1), NOW.minusSeconds(60)));

    assertThat(offer(client(1), byUuid)).isNotEqualTo(Optional.of(ip("10.0.0.33")));
  }

  private static String address(Reservations all, ClientIdentity client) {
    return all.of(client).orElseThrow().address().toString();
  }

  private static ClientIdentity known(int n, String clientId, ReservationKey... others) {
    return new ClientIdentity(1, mac(n), Optional.of(new ClientId(clientId)), List.of(others));
  }

  private Optional<Ipv4> offer(ClientIdentity client, Reservation reserved) {
    return table.offer(
        h -> policy(h, reserved), client, Optional.empty(), NOW, NOW.plusSeconds(60));
  }

  private Optional<String> refusal(ClientIdentity client, Reservation reserved) {
    return table.claim(
        h -> policy(h, reserved), client, reserved.address(), NOW, NOW.plusSeconds(60));
  }

  private static LeasePolicy policy(Holdings holdings, Reservation reserved) {
    return new LeasePolicy(
        SUBNET, new Reservations(List.of(reserved)), holdings, Set.of(), Set.of(), NOW);
  }
}
