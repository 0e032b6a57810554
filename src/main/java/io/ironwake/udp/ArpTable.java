package io.ironwake.udp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;

/**
 * The kernel's ARP table. A client that cleared the broadcast flag and has no address yet cannot
 * answer ARP, so the entry is made for it before the reply is sent (RFC 2131 §4.1).
 */
public interface ArpTable {
  /**
   * Makes {@code address} reachable at {@code mac} through that interface, replacing an older
   * entry.
   *
   * @return false when the system or the process's rights (CAP_NET_ADMIN) do not allow it; then
   *     broadcast the reply
   */
  boolean put(String interfaceName, Ipv4 address, MacAddress mac);

  /**
   * Drops what is known of {@code address}, so that the next packet to it asks anew.
   *
   * @return false when there was nothing, or the system or the process's rights do not allow it
   */
  default boolean forget(String interfaceName, Ipv4 address) {
    return false;
  }

  /** The running system's table; one that always answers false off Linux. */
  static ArpTable system() {
    return SystemArpTable.open();
  }
}
