package io.ironwake;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Unprivileged ports for the demo, each the usual one or, where that is taken, another.
 *
 * @param notes one sentence for each port that had to be another
 */
record DemoPorts(
    int dhcp, int pxe, int tftp, int boot, int http, int management, List<String> notes) {

  /** Something that can be bound to a port; 0 lets the system choose. */
  @FunctionalInterface
  private interface Binding {
    int bind(int port) throws IOException;
  }

  static DemoPorts choose() {
    List<String> notes = new ArrayList<>();
    return new DemoPorts(
        port("DHCP", 6767, DemoPorts::udp, notes),
        port("port 4011", 6411, DemoPorts::udp, notes),
        port("TFTP", 6969, DemoPorts::udp, notes),
        port("the boot plane", 8069, DemoPorts::tcp, notes),
        port("the web page", 8080, DemoPorts::tcp, notes),
        port("health and metrics", 9000, DemoPorts::tcp, notes),
        List.copyOf(notes));
  }

  private static int port(String what, int usual, Binding binding, List<String> notes) {
    try {
      return binding.bind(usual);
    } catch (IOException taken) {
      int other = any(binding);
      notes.add("port " + usual + " is taken, so " + what + " is on " + other);
      return other;
    }
  }

  private static int any(Binding binding) {
    try {
      return binding.bind(0);
    } catch (IOException none) {
      throw new StartRefused("no free port is left: " + none.getMessage());
    }
  }

  private static int udp(int port) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(port))) {
      return socket.getLocalPort();
    }
  }

  private static int tcp(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return socket.getLocalPort();
    }
  }
}
