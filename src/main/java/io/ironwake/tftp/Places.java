package io.ironwake.tftp;

import io.ironwake.net.Ipv4;
import java.util.HashMap;
import java.util.Map;

/** Counts the moving transfers of all doors, in all and for each address. */
final class Places {
  private final TftpSettings.Limits limits;
  private final Map<Ipv4, Integer> byAddress = new HashMap<>();
  private int taken;

  Places(TftpSettings.Limits limits) {
    this.limits = limits;
  }

  /** True if somebody may still begin. */
  synchronized boolean anyFree() {
    return taken < limits.moving();
  }

  /** Takes a place unless none is left for this address. */
  synchronized boolean take(Ipv4 address) {
    if (!anyFree() || byAddress.getOrDefault(address, 0) >= limits.perAddress()) {
      return false;
    }
    takeAnyway(address);
    return true;
  }

  /** For a transfer that had given its place back and moves again: it is never held back twice. */
  synchronized void takeAnyway(Ipv4 address) {
    byAddress.merge(address, 1, Integer::sum);
    taken++;
  }

  synchronized void give(Ipv4 address) {
    byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    taken--;
  }

  synchronized int taken() {
    return taken;
  }
}
