package io.ironwake.address;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import java.util.Optional;
import java.util.UUID;

/**
 * A reservation as operators write and read it.
 *
 * @param mac the NIC
 * @param address the address it always gets
 * @param hostname sent as option 12
 * @param version in answers only
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ReservationView(
    Optional<String> mac,
    Optional<String> address,
    Optional<String> hostname,
    Optional<Long> version) {
  public static ReservationView of(Reservation reservation) {
    return new ReservationView(
        Optional.of(reservation.mac().toString()),
        Optional.of(reservation.address().toString()),
        reservation.hostname(),
        Optional.of(reservation.version()));
  }

  /**
   * The reservation it describes.
   *
   * @throws Problem of kind INVALID that names the fix
   */
  public Reservation toReservation(UUID id, long newVersion, UUID subnet) {
    String nic =
        mac.orElseThrow(
            () -> Problem.invalid("a reservation needs a mac, such as 52:54:00:12:34:56"));
    String kept =
        address.orElseThrow(
            () -> Problem.invalid("the reservation of " + nic + " needs an address"));
    try {
      return new Reservation(
          id, newVersion, subnet, MacAddress.parse(nic), Ipv4.parse(kept), hostname);
    } catch (IllegalArgumentException wrong) {
      throw Problem.invalid("reservation of " + nic + ": " + wrong.getMessage());
    }
  }
}
