package io.ironwake.address;

import io.ironwake.net.Ipv4;
import java.util.Optional;
import java.util.Set;

/** Addresses that must stay with their client, whatever their lease says. */
public interface KeptAddresses {
  /** Those of now, from memory. */
  Set<Ipv4> current();

  /** The name of the machine an address is kept for; empty when it is not known by one. */
  default Optional<String> machineAt(Ipv4 address) {
    return Optional.empty();
  }
}
