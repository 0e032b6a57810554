package io.ironwake.wire.tftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.ironwake.net.Pure;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.Data;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import io.ironwake.wire.tftp.TftpPacket.OptionAck;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import io.ironwake.wire.tftp.TftpPacket.Request;
import io.ironwake.wire.tftp.TftpPacket.WriteRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.commons.net.tftp.TFTPPacket;

/** Writes packets in their one canonical form: every string terminated, nothing after the last. */
@Pure
final class TftpWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);

  private TftpWriter() {}

  static byte[] write(TftpPacket packet) {
    return switch (packet) {
      case ReadRequest read -> new TftpWriter().request(TFTPPacket.READ_REQUEST, read);
      case WriteRequest write -> new TftpWriter().request(TFTPPacket.WRITE_REQUEST, write);
      case Data data -> data(data);
      case Ack ack -> packet(TFTPPacket.ACKNOWLEDGEMENT, ack.block(), 0);
      case ErrorPacket error -> new TftpWriter().error(error);
      case OptionAck granted ->
          new TftpWriter().uint16(TFTPPacket.OACK).options(granted.options()).bytes();
    };
  }

  private static byte[] data(Data data) {
    byte[] payload = data.payload();
    byte[] datagram = packet(TFTPPacket.DATA, data.block(), payload.length);
    System.arraycopy(payload, 0, datagram, Data.HEADER, payload.length);
    return datagram;
  }

  private static byte[] packet(int opcode, int block, int length) {
    byte[] datagram = new byte[Data.HEADER + length];
    header(opcode, block, ByteBuffer.wrap(datagram));
    return datagram;
  }

  static void header(int opcode, int block, ByteBuffer into) {
    into.putShort((short) opcode).putShort((short) block);
  }

  private byte[] request(int opcode, Request request) {
    return uint16(opcode)
        .text(request.file())
        .text(request.mode())
        .options(request.options())
        .bytes();
  }

  private byte[] error(ErrorPacket error) {
    return uint16(TFTPPacket.ERROR).uint16(error.code()).text(error.text()).bytes();
  }

  private TftpWriter options(List<TftpOption> options) {
    options.forEach(option -> text(option.name()).text(option.value()));
    return this;
  }

  private TftpWriter uint16(int value) {
    out.write(value >>> 8);
    out.write(value);
    return this;
  }

  private TftpWriter text(String text) {
    out.writeBytes(text.getBytes(ISO_8859_1));
    out.write(0);
    return this;
  }

  private byte[] bytes() {
    return out.toByteArray();
  }
}
