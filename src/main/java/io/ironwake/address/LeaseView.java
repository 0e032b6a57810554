package io.ironwake.address;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ironwake.net.Ipv4;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A lease as operators read it.
 *
 * @param subnet the subnet's name
 * @param address the address
 * @param mac the NIC that has or last had it
 * @param clientId option 61 in hexadecimal
 * @param hostname option 12 as the client sent it
 * @param state {@code active}, {@code expired}, {@code released} or {@code declined}
 * @param startsAt the term's begin
 * @param expiresAt the term's end
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LeaseView(
    String subnet,
    String address,
    Optional<String> mac,
    Optional<String> clientId,
    Optional<String> hostname,
    String state,
    Instant startsAt,
    Instant expiresAt) {
  static LeaseView of(Lease lease, String subnet, Instant now) {
    boolean expired = lease.state() == Lease.State.ACTIVE && !lease.isHeld(now);
    return new LeaseView(
        subnet,
        lease.address().toString(),
        lease.holder().map(HardwareAddress::toString),
        lease.clientId().map(ClientId::hex),
        lease.hostname(),
        expired ? "expired" : lease.state().name().toLowerCase(Locale.ROOT),
        lease.startsAt(),
        lease.expiresAt());
  }

  Ipv4 sortKey() {
    return Ipv4.parse(address);
  }

  /** True when any part contains {@code text}, in lower case. */
  boolean matches(String text) {
    return (subnet
            + " "
            + address
            + " "
            + mac.orElse("")
            + " "
            + hostname.orElse("").toLowerCase(Locale.ROOT)
            + " "
            + state)
        .contains(text);
  }
}
