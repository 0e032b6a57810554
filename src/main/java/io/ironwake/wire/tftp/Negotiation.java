package io.ironwake.wire.tftp;

import io.ironwake.net.Pure;
import io.ironwake.wire.tftp.TftpPacket.OptionAck;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one read request's options come to (RFC 2347 to 2349, RFC 7440). Only what was asked for is
 * granted, in the order asked and under the name as spelt; what is unknown or out of range is left
 * out, never an error.
 *
 * @param blockSize payload of a full block in bytes, 8 to 65464
 * @param timeoutSeconds the granted timeout, 1 to 255
 * @param window the granted number of blocks before an ACK, 1 without the option
 * @param answer the OACK, absent when nothing is granted: then the transfer starts with block 1
 */
@Pure
public record Negotiation(
    int blockSize, OptionalInt timeoutSeconds, int window, Optional<OptionAck> answer) {
  /** The block size without options (RFC 1350 §2), in bytes. */
  public static final int DEFAULT_BLOCK_SIZE = 512;

  /** The smallest path MTU IPv4 allows (RFC 791), in bytes. */
  public static final int SMALLEST_MTU = 68;

  private static final int SMALLEST_BLOCK = 8;
  private static final int LARGEST_BLOCK = 65464;
  private static final int LARGEST_WINDOW = 65535;
  private static final int LONGEST_TIMEOUT = 255;

  /** IPv4 header without options, UDP header, TFTP header. */
  private static final int HEADERS = 20 + 8 + 4;

  /**
   * The most that may be granted.
   *
   * @param blockSize in bytes, at least 8
   * @param window in blocks, at least 1 (RFC 7440 §3 lets a server grant less than was asked)
   */
  @Pure
  public record Most(int blockSize, int window) {
    /** Refuses what grants nothing. */
    public Most {
      if (blockSize < SMALLEST_BLOCK || window < 1) {
        throw new IllegalArgumentException(
            "no client is served with windows of " + window + " blocks of " + blockSize + " bytes");
      }
      blockSize = Math.min(blockSize, LARGEST_BLOCK);
    }

    /**
     * What a path carries unfragmented: ROMs do not reassemble (quirk 29).
     *
     * @param mtu in bytes, at least {@link #SMALLEST_MTU}
     */
    public static Most onPath(int mtu, int window) {
      if (mtu < SMALLEST_MTU) {
        throw new IllegalArgumentException("an MTU of " + mtu + " is below IPv4's " + SMALLEST_MTU);
      }
      return new Most(mtu - HEADERS, window);
    }

    /** The smaller of both. */
    public Most and(int otherBlockSize, int otherWindow) {
      return new Most(Math.min(blockSize, otherBlockSize), Math.min(window, otherWindow));
    }
  }

  /**
   * Weighs the options of a request.
   *
   * @param size of the file as it will be sent, in bytes
   */
  public static Negotiation of(ReadRequest request, long size, Most most) {
    Terms terms = new Terms(size, most);
    request.options().forEach(terms::weigh);
    return terms.agreed();
  }

  /** Collects the grants option by option. */
  @Pure
  private static final class Terms {
    private final long size;
    private final Most most;
    private final Set<String> seen = new HashSet<>();
    private final List<TftpOption> granted = new ArrayList<>();
    private int blockSize = DEFAULT_BLOCK_SIZE;
    private OptionalInt timeout = OptionalInt.empty();
    private int window = 1;

    Terms(long size, Most most) {
      this.size = size;
      this.most = most;
    }

    void weigh(TftpOption option) {
      String name = option.name().toLowerCase(Locale.ROOT);
      OptionalLong number = decimal(option.value());
      if (!seen.add(name) || number.isEmpty()) {
        return;
      }
      long value = number.getAsLong();
      switch (name) {
        case "blksize" -> blockSize(option, value);
        case "tsize" -> size(option);
        case "timeout" -> timeout(option, value);
        case "windowsize" -> window(option, value);
        default -> {
          // RFC 2347: an option the server does not know is left out of the OACK.
        }
      }
    }

    private void blockSize(TftpOption option, long asked) {
      if (asked >= SMALLEST_BLOCK) {
        blockSize = (int) Math.min(asked, most.blockSize());
        grant(option, blockSize);
      }
    }

    private void size(TftpOption option) {
      // curl gives up on an OACK with tsize=0, and nothing boots from an empty file.
      if (size > 0) {
        grant(option, size);
      }
    }

    private void timeout(TftpOption option, long asked) {
      if (asked >= 1 && asked <= LONGEST_TIMEOUT) {
        timeout = OptionalInt.of((int) asked);
        grant(option, asked);
      }
    }

    private void window(TftpOption option, long asked) {
      if (asked >= 1 && asked <= LARGEST_WINDOW) {
        window = (int) Math.min(asked, most.window());
        grant(option, window);
      }
    }

    private void grant(TftpOption option, long value) {
      granted.add(new TftpOption(option.name(), Long.toString(value)));
    }

    Negotiation agreed() {
      Optional<OptionAck> answer =
          granted.isEmpty() ? Optional.empty() : Optional.of(new OptionAck(granted));
      return new Negotiation(blockSize, timeout, window, answer);
    }
  }

  /** Digits only; eighteen of them fit a long. */
  private static OptionalLong decimal(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }
}
