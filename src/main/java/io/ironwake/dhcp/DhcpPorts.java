package io.ironwake.dhcp;

import io.ironwake.net.Pure;

/**
 * The UDP ports of one installation; other than the standard ones only where no right to privileged
 * ports is to be had.
 *
 * @param server where relays and clients reach the server
 * @param client where clients listen
 * @param pxe the PXE boot server's port
 */
@Pure
public record DhcpPorts(int server, int client, int pxe) {
  /** 67, 68 (RFC 2131 §4.1) and 4011 (PXE 2.1 §2.2). */
  public static final DhcpPorts STANDARD = new DhcpPorts(67, 68, 4011);

  public DhcpPorts {
    require(server);
    require(client);
    require(pxe);
  }

  private static void require(int port) {
    if (port < 0 || port > 0xFFFF) {
      throw new IllegalArgumentException("a UDP port is 0 to 65535, got " + port);
    }
  }
}
