package io.ironwake.address;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ironwake.address.ReservationKey.Kind;
import io.ironwake.net.Ipv4;
import io.ironwake.problem.Problem;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A reservation as operators write and read it. Exactly one of the first five says whom it is for.
 *
 * @param mac the NIC
 * @param clientId option 61 in hexadecimal
 * @param uuid the machine's SMBIOS uuid, option 97
 * @param circuitId the relay's name for the port, as text or {@code 0x…}
 * @param remoteId the relay's name for the client's end, as text or {@code 0x…}
 * @param address the address it always gets
 * @param hostname sent as option 12
 * @param options DHCP options by code
 * @param mode {@code full} to give the address where the subnet's mode is {@code proxy} too; absent
 *     to follow the subnet's mode
 * @param version in answers only
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ReservationView(
    Optional<String> mac,
    Optional<String> clientId,
    Optional<String> uuid,
    Optional<String> circuitId,
    Optional<String> remoteId,
    Optional<String> address,
    Optional<String> hostname,
    Optional<Map<Integer, OptionView>> options,
    Optional<String> mode,
    Optional<Long> version) {
  private static final String FULL = Subnet.Mode.FULL.word();

  public static ReservationView of(Reservation reservation) {
    return new ReservationView(
        text(reservation, Kind.MAC),
        text(reservation, Kind.CLIENT_ID),
        text(reservation, Kind.UUID),
        text(reservation, Kind.CIRCUIT_ID),
        text(reservation, Kind.REMOTE_ID),
        Optional.of(reservation.address().toString()),
        reservation.hostname(),
        Optional.of(OptionView.of(reservation.options())),
        Optional.of(FULL).filter(any -> reservation.servedInFull()),
        Optional.of(reservation.version()));
  }

  private static Optional<String> text(Reservation reservation, Kind kind) {
    return Optional.of(reservation.key())
        .filter(key -> key.kind() == kind)
        .map(ReservationKey::text);
  }

  /**
   * The reservation it describes.
   *
   * @throws Problem of kind INVALID that names the fix
   */
  public Reservation toReservation(UUID id, long newVersion, UUID subnet) {
    Map<Kind, String> keys = keys();
    if (keys.size() != 1) {
      throw Problem.invalid(
          "a reservation needs exactly one of mac, client-id, uuid, circuit-id and remote-id, such"
              + " as mac: 52:54:00:12:34:56; it has "
              + (keys.isEmpty()
                  ? "none"
                  : keys.keySet().stream().map(Kind::word).collect(Collectors.joining(" and "))));
    }
    Map.Entry<Kind, String> key = keys.entrySet().iterator().next();
    String kept =
        address.orElseThrow(
            () -> Problem.invalid("the reservation of " + key.getValue() + " needs an address"));
    try {
      return new Reservation(
          id,
          newVersion,
          subnet,
          ReservationKey.parse(key.getKey(), key.getValue()),
          Ipv4.parse(kept),
          hostname,
          OptionView.toOptions(options),
          isFull());
    } catch (IllegalArgumentException wrong) {
      throw Problem.invalid("reservation of " + key.getValue() + ": " + wrong.getMessage());
    }
  }

  private boolean isFull() {
    if (mode.filter(word -> !word.equals(FULL)).isPresent()) {
      throw new IllegalArgumentException(
          "mode: '"
              + mode.get()
              + "' is not full; say mode: full to give it its address in a subnet of mode proxy, or"
              + " leave mode out");
    }
    return mode.isPresent();
  }

  private Map<Kind, String> keys() {
    Map<Kind, String> keys = new EnumMap<>(Kind.class);
    mac.ifPresent(text -> keys.put(Kind.MAC, text));
    clientId.ifPresent(text -> keys.put(Kind.CLIENT_ID, text));
    uuid.ifPresent(text -> keys.put(Kind.UUID, text));
    circuitId.ifPresent(text -> keys.put(Kind.CIRCUIT_ID, text));
    remoteId.ifPresent(text -> keys.put(Kind.REMOTE_ID, text));
    return keys;
  }
}
