package io.ironwake.tftp;

import io.ironwake.wire.WireException;
import io.ironwake.wire.tftp.TftpPacket;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.Data;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.Arrays;

/** A client that sends what a test tells it, on a socket of its own. */
final class OptionClient implements AutoCloseable {
  private final DatagramSocket socket;
  private final int port;

  OptionClient(int port) throws SocketException {
    this.port = port;
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(5000);
  }

  void send(TftpPacket packet) throws IOException {
    byte[] bytes = packet.encode();
    socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
  }

  TftpPacket receive() throws IOException, WireException {
    DatagramPacket datagram = new DatagramPacket(new byte[65535], 65535);
    socket.receive(datagram);
    if (datagram.getPort() != port) {
      throw new AssertionError("answered from port " + datagram.getPort() + " instead of " + port);
    }
    return TftpPacket.decode(Arrays.copyOf(datagram.getData(), datagram.getLength()));
  }

  /** Acknowledges the OACK and reads to the first short block; repeated blocks are skipped. */
  byte[] readBlocks(int blockSize) throws IOException, WireException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int acknowledged = 0;
    send(new Ack(0));
    while (true) {
      Data data = (Data) receive();
      if (data.block() == (acknowledged + 1 & 0xFFFF)) {
        acknowledged++;
        content.writeBytes(data.payload());
        send(new Ack(data.block()));
        if (data.payload().length < blockSize) {
          return content.toByteArray();
        }
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
