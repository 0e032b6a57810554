package io.ironwake.sim;

import io.ironwake.net.Ipv4;
import io.ironwake.wire.WireException;
import io.ironwake.wire.tftp.TftpError;
import io.ironwake.wire.tftp.TftpOption;
import io.ironwake.wire.tftp.TftpPacket;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.Data;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import io.ironwake.wire.tftp.TftpPacket.OptionAck;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The TFTP client of a PXE ROM: options tsize and blksize, lock-step, every byte counted (RFC 1350,
 * 2347, 2348, 2349).
 */
final class TftpClient {
  private final SimSettings settings;
  private final Wire wire;
  private final SourceAddress source;

  TftpClient(SimSettings settings, Wire wire, SourceAddress source) {
    this.settings = settings;
    this.wire = wire;
    this.source = source;
  }

  /**
   * Fetches a file and gives its size in bytes.
   *
   * @throws IOException when the server refuses or falls silent
   * @throws MachineStopped when the bytes do not add up to the announced size
   */
  long fetch(Ipv4 server, String file, MachineSpec.Firmware firmware) throws IOException {
    if (firmware == MachineSpec.Firmware.UEFI) {
      probeSize(server, file, firmware);
    }
    try (DatagramSocket socket = source.datagramSocket()) {
      TftpPeer peer = peer(socket, server);
      TftpPacket first = peer.ask(request(file, firmware));
      return receive(peer, first);
    } catch (WireException malformed) {
      throw new MachineStopped(
          "the TFTP server sent a malformed packet: " + malformed.getMessage());
    }
  }

  /** EDK II asks for the size, refuses the transfer, and comes back for the file. */
  private void probeSize(Ipv4 server, String file, MachineSpec.Firmware firmware)
      throws IOException {
    try (DatagramSocket socket = source.datagramSocket()) {
      TftpPeer peer = peer(socket, server);
      size(peer.ask(request(file, firmware)));
      peer.send(ErrorPacket.of(TftpError.OPTIONS_REFUSED, "User aborted download"));
    } catch (WireException malformed) {
      throw new MachineStopped(
          "the TFTP server sent a malformed packet: " + malformed.getMessage());
    }
  }

  private TftpPeer peer(DatagramSocket socket, Ipv4 server) {
    return new TftpPeer(
        socket, new InetSocketAddress(server.toInetAddress(), settings.tftpPort()), wire, settings);
  }

  private static ReadRequest request(String file, MachineSpec.Firmware firmware) {
    return new ReadRequest(
        file,
        "octet",
        List.of(
            new TftpOption("tsize", "0"),
            new TftpOption("blksize", Integer.toString(firmware.tftpBlockSize()))));
  }

  private static long receive(TftpPeer peer, TftpPacket first) throws IOException, WireException {
    long announced = size(first);
    int blockSize = (int) option(first, "blksize", 512);
    TftpPacket packet = first instanceof OptionAck ? peer.askForBlock(new Ack(0), 1) : first;
    long received = 0;
    int expected = 1;
    while (true) {
      int length = payload(packet, expected);
      received += length;
      if (length < blockSize) {
        peer.send(new Ack(expected));
        return counted(received, announced);
      }
      packet = peer.askForBlock(new Ack(expected), expected + 1 & 0xFFFF);
      expected = expected + 1 & 0xFFFF;
    }
  }

  private static int payload(TftpPacket packet, int expected) throws IOException {
    return switch (packet) {
      case Data data when data.block() == expected -> data.payload().length;
      case ErrorPacket error -> throw refused(error);
      default -> throw new MachineStopped("TFTP: " + packet + " instead of block " + expected);
    };
  }

  private static long counted(long received, long announced) {
    if (announced >= 0 && received != announced) {
      throw new MachineStopped(
          "TFTP: " + received + " bytes came, " + announced + " were announced");
    }
    return received;
  }

  private static long size(TftpPacket first) throws IOException {
    return option(first, "tsize", -1);
  }

  private static long option(TftpPacket first, String name, long otherwise) throws IOException {
    return switch (first) {
      case OptionAck granted ->
          granted.options().stream()
              .filter(option -> option.is(name))
              .mapToLong(option -> Long.parseLong(option.value()))
              .findFirst()
              .orElse(otherwise);
      case ErrorPacket error -> throw refused(error);
      default -> otherwise;
    };
  }

  private static IOException refused(ErrorPacket error) {
    return new IOException("TFTP error " + error.code() + ": " + error.text());
  }
}
