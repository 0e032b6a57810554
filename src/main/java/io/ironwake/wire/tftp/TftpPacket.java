package io.ironwake.wire.tftp;

import io.ironwake.net.Pure;
import io.ironwake.wire.WireException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.net.tftp.TFTPPacket;

/**
 * A TFTP packet (RFC 1350 §5, RFC 2347). Text holds one character per byte; nothing aliases a
 * receive buffer.
 */
@Pure
public sealed interface TftpPacket {
  /**
   * Reads one datagram. A last string without its NUL is accepted, as some ROMs send it; a last
   * option name without a value is dropped; octets after an ACK are ignored.
   *
   * @throws WireException for anything that is no TFTP packet
   */
  static TftpPacket decode(byte[] datagram) throws WireException {
    return new TftpReader(datagram).packet();
  }

  /**
   * The datagram, byte-exact: no padding, since some ROMs refuse octets after an OACK (quirk 27).
   */
  default byte[] encode() {
    return TftpWriter.write(this);
  }

  /** RRQ and WRQ, which differ in their opcode only. */
  @Pure
  sealed interface Request extends TftpPacket {
    /** The name as sent, not yet normalised. */
    String file();

    /** The transfer mode as sent; compared without regard to case. */
    String mode();

    /** In the order sent, duplicates included. */
    List<TftpOption> options();

    /** The first option of that name; RFC 2347 allows each only once, so a later one is ignored. */
    default Optional<TftpOption> option(String name) {
      return options().stream().filter(option -> option.is(name)).findFirst();
    }
  }

  /**
   * Opcode 1, a client wants to read.
   *
   * <pre>
   *  2 bytes   string   1   string  1   string   1   string  1
   * | 01 | Filename | 0 | Mode | 0 | option | 0 | value | 0 | ...
   * </pre>
   */
  @Pure
  record ReadRequest(String file, String mode, List<TftpOption> options) implements Request {
    /** Copies the options and refuses text that does not fit the wire. */
    public ReadRequest {
      WireText.requireName("file name", file);
      WireText.requireName("mode", mode);
      options = List.copyOf(options);
    }
  }

  /** Opcode 2, a client wants to write; the same layout as {@link ReadRequest}. */
  @Pure
  record WriteRequest(String file, String mode, List<TftpOption> options) implements Request {
    /** Copies the options and refuses text that does not fit the wire. */
    public WriteRequest {
      WireText.requireName("file name", file);
      WireText.requireName("mode", mode);
      options = List.copyOf(options);
    }
  }

  /**
   * Opcode 3, one block of the file.
   *
   * @param block 0 to 65535; it rolls over in large files
   * @param payload shorter than the block size in the last block, possibly empty
   */
  @Pure
  record Data(int block, byte[] payload) implements TftpPacket {
    /** Copies the payload. */
    public Data {
      WireText.requireBlock(block);
      payload = payload.clone();
    }

    /** A copy. */
    @Override
    public byte[] payload() {
      return payload.clone();
    }

    /** The size of the part before the payload, in bytes. */
    public static final int HEADER = 4;

    /** Writes the part before a payload into {@code into}, whose owner fills in the rest. */
    public static void header(int block, ByteBuffer into) {
      WireText.requireBlock(block);
      TftpWriter.header(TFTPPacket.DATA, block, into);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Data data
          && block == data.block
          && Arrays.equals(payload, data.payload);
    }

    @Override
    public int hashCode() {
      return 31 * block + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
      return "Data[block=" + block + ", payload=" + payload.length + " bytes]";
    }
  }

  /**
   * Opcode 4.
   *
   * @param block 0 to 65535; 0 acknowledges the OACK
   */
  @Pure
  record Ack(int block) implements TftpPacket {
    /** Refuses what does not fit 16 bits. */
    public Ack {
      WireText.requireBlock(block);
    }
  }

  /**
   * Opcode 5; it ends the transfer and is never answered.
   *
   * @param code 0 to 65535; {@link TftpError} names 0 to 8
   */
  @Pure
  record ErrorPacket(int code, String text) implements TftpPacket {
    /** Refuses what does not fit the wire. */
    public ErrorPacket {
      if (code < 0 || code > 0xFFFF) {
        throw new IllegalArgumentException(
            "error code " + code + " does not fit 16 bits; use 0 to 8");
      }
      WireText.require("error text", text);
    }

    /** An error Ironwake sends. */
    public static ErrorPacket of(TftpError error, String text) {
      return new ErrorPacket(error.code(), text);
    }
  }

  /** Opcode 6: the options the server grants (RFC 2347), in the order they were asked for. */
  @Pure
  record OptionAck(List<TftpOption> options) implements TftpPacket {
    /** Copies the options. */
    public OptionAck {
      options = List.copyOf(options);
    }
  }
}
