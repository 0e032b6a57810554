package io.ironwake.address;

import io.ironwake.net.Ipv4;
import java.util.Set;

/** Addresses that must stay with their client, whatever their lease says. */
public interface KeptAddresses {
  /** Those of now, from memory. */
  Set<Ipv4> current();
}
