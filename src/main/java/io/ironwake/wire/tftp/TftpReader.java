package io.ironwake.wire.tftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ironwake.net.Pure;
import io.ironwake.wire.WireException;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.Data;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import io.ironwake.wire.tftp.TftpPacket.OptionAck;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import io.ironwake.wire.tftp.TftpPacket.WriteRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.net.tftp.TFTPPacket;

/** Reads one datagram from front to back. */
@Pure
final class TftpReader {
  private final byte[] bytes;
  private int at;

  TftpReader(byte[] bytes) {
    this.bytes = bytes;
  }

  TftpPacket packet() throws WireException {
    int opcode = uint16("opcode");
    return switch (opcode) {
      case TFTPPacket.READ_REQUEST -> new ReadRequest(name("file name"), name("mode"), options());
      case TFTPPacket.WRITE_REQUEST -> new WriteRequest(name("file name"), name("mode"), options());
      case TFTPPacket.DATA ->
          new Data(uint16("block number"), Arrays.copyOfRange(bytes, at, bytes.length));
      case TFTPPacket.ACKNOWLEDGEMENT -> new Ack(uint16("block number"));
      case TFTPPacket.ERROR -> new ErrorPacket(uint16("error code"), text());
      case TFTPPacket.OACK -> new OptionAck(options());
      default -> throw new WireException(0, "opcode " + opcode + " is none of 1 to 6");
    };
  }

  private int uint16(String what) throws WireException {
    if (bytes.length - at < 2) {
      throw new WireException(bytes.length, what + " is cut off");
    }
    int value = (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    at += 2;
    return value;
  }

  private String name(String what) throws WireException {
    int start = at;
    String name = text();
    if (name.isEmpty()) {
      throw new WireException(start, what + " is missing");
    }
    return name;
  }

  private List<TftpOption> options() {
    List<TftpOption> options = new ArrayList<>();
    while (at < bytes.length) {
      String name = text();
      // Padding after the last option, or a name whose value is missing: nothing that could be
      // granted.
      if (!name.isEmpty() && at < bytes.length) {
        options.add(new TftpOption(name, text()));
      }
    }
    return options;
  }

  private String text() {
    int start = at;
    int end = start;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    at = Math.min(end + 1, bytes.length);
    return new String(bytes, start, end - start, ISO_8859_1);
  }
}
