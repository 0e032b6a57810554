package io.ironwake.tftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between a server with one port and commons-net's client, which insists that the answer
 * comes from another port than the one it asked (RFC 1350 §4 as written; firmware does not): each
 * request gets a socket of its own.
 */
final class PortPerTransfer implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private final DatagramSocket front;

  PortPerTransfer() {
    try {
      front = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  void open(int serverPort) {
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
    threads.execute(() -> untilClosed(() -> accept(server)));
  }

  int port() {
    return front.getLocalPort();
  }

  private interface Loop {
    void run() throws IOException;
  }

  private static void untilClosed(Loop loop) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        loop.run();
      }
    } catch (IOException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(InetSocketAddress server) throws IOException {
    DatagramPacket request = receive(front);
    DatagramSocket own = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    own.setSoTimeout(10_000);
    SocketAddress client = request.getSocketAddress();
    forward(own, request, server);
    threads.execute(
        () -> {
          try (own) {
            untilClosed(() -> relay(own, server, client));
          }
        });
  }

  private static void relay(DatagramSocket own, SocketAddress server, SocketAddress client)
      throws IOException {
    DatagramPacket packet = receive(own);
    forward(own, packet, packet.getSocketAddress().equals(server) ? client : server);
  }

  private static DatagramPacket receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    socket.receive(packet);
    return packet;
  }

  private static void forward(DatagramSocket from, DatagramPacket packet, SocketAddress to)
      throws IOException {
    from.send(new DatagramPacket(packet.getData(), packet.getLength(), to));
  }

  @Override
  public void close() {
    front.close();
    threads.shutdownNow();
  }
}
