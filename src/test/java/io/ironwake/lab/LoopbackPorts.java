package io.ironwake.lab;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** Ports that were free, for one server; it keeps them over its restarts. */
record LoopbackPorts(int dhcp, int pxe, int tftp, int boot, int http, int management) {
  static LoopbackPorts free() throws IOException {
    // All are held until the last is known, so that no two are the same.
    try (DatagramSocket dhcp = udp();
        DatagramSocket pxe = udp();
        DatagramSocket tftp = udp();
        ServerSocket boot = tcp();
        ServerSocket http = tcp();
        ServerSocket management = tcp()) {
      return new LoopbackPorts(
          dhcp.getLocalPort(),
          pxe.getLocalPort(),
          tftp.getLocalPort(),
          boot.getLocalPort(),
          http.getLocalPort(),
          management.getLocalPort());
    }
  }

  /** As options of {@code serve}. */
  List<String> options() {
    return List.of(
        "--dhcp-port",
        Integer.toString(dhcp),
        "--pxe-port",
        Integer.toString(pxe),
        "--tftp-port",
        Integer.toString(tftp),
        "--boot-port",
        Integer.toString(boot),
        "--http-port",
        Integer.toString(http),
        "--management-port",
        Integer.toString(management));
  }

  private static DatagramSocket udp() throws IOException {
    return new DatagramSocket(new InetSocketAddress(0));
  }

  private static ServerSocket tcp() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
