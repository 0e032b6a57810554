package io.ironwake.address;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One address as the database last knew it.
 *
 * @param subnet the subnet's key
 * @param address the address
 * @param holder who has or last had it; empty while it is in quarantine
 * @param clientId the client identifier it was given under
 * @param hostname what the client called itself (option 12)
 * @param state see {@link State}
 * @param startsAt when this term began, in the database's time
 * @param expiresAt when it ends; from then on the address may be given to another
 */
@Pure
public record Lease(
    UUID subnet,
    Ipv4 address,
    Optional<HardwareAddress> holder,
    Optional<ClientId> clientId,
    Optional<String> hostname,
    State state,
    Instant startsAt,
    Instant expiresAt) {

  /** Why the row is there; the order is the database's encoding. */
  public enum State {
    /** Given to its holder. */
    ACTIVE,
    /** Given back by its holder (DHCPRELEASE); kept so that the same NIC gets it again. */
    RELEASED,
    /** A client (DHCPDECLINE) or a probe found it in use; nobody gets it until it expires. */
    DECLINED
  }

  /** An address that nobody gets until {@code until}, since a station without a lease uses it. */
  static Lease quarantined(UUID subnet, Ipv4 address, Instant from, Instant until) {
    return new Lease(
        subnet,
        address,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        State.DECLINED,
        from,
        until);
  }

  /** True while nobody else may have the address. */
  public boolean isHeld(Instant now) {
    return now.isBefore(expiresAt);
  }

  boolean isHolder(HardwareAddress client) {
    return holder.isPresent() && holder.get().equals(client);
  }
}
