package io.ironwake.boot;

import io.ironwake.net.Ipv4;
import java.util.Set;

/** Addresses that must not be given to another client, whatever their lease says. */
public interface ProtectedAddresses {
  /**
   * The addresses of machines that are INSTALLING: losing one in the middle leaves a half-written
   * disk. From memory.
   */
  Set<Ipv4> current();
}
