package load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * One TFTP client (RFC 1350, 2347, 2348, 7440) that compares each block with the file it should be. It loses packets of
 * both directions at random where told to, and sends its last packet again after a second of silence, as firmware does.
 */
final class TftpFetch {
  private static final long TIMEOUT_NANOS = 1_000_000_000L;
  private static final int TRIES = 12;
  private static final int RRQ = 1;
  private static final int DATA = 3;
  private static final int ACK = 4;
  private static final int ERROR = 5;
  private static final int OACK = 6;

  /** What all clients of a burst ask for; {@code window} 1 asks for none. */
  record Wish(SocketAddress server, String name, byte[] content, int block, int window, double loss) {
    Wish withoutLoss() {
      return new Wish(server, name, content, block, window, 0);
    }
  }

  private final Wish wish;
  private final Random random;
  private final DatagramChannel channel;
  private final ByteBuffer out = ByteBuffer.allocateDirect(600);
  private final long startedAt = System.nanoTime();
  private SocketAddress peer;
  private int blockSize = 512;
  private int window = 1;
  private long received;
  private int sinceAck;
  /** How far ahead the last block behind a gap was; 0 without a gap. */
  private int gap;
  private int tries;
  private long silentSince = startedAt;
  private long endedAt;
  private String failure = "";

  /** Asks at once, from {@code own}; what arrives is announced by the selector with {@code owner} attached. */
  TftpFetch(Wish wish, InetSocketAddress own, Selector selector, Object owner, long seed)
      throws IOException {
    this.wish = wish;
    this.random = new Random(seed);
    channel = DatagramChannel.open();
    channel.configureBlocking(false);
    channel.setOption(java.net.StandardSocketOptions.SO_RCVBUF, 256 << 10);
    channel.bind(own);
    channel.register(selector, SelectionKey.OP_READ, owner);
    request();
  }

  private void request() throws IOException {
    out.clear();
    out.putShort((short) RRQ);
    text(wish.name);
    text("octet");
    text("blksize");
    text(Integer.toString(wish.block));
    text("tsize");
    text("0");
    if (wish.window > 1) {
      text("windowsize");
      text(Integer.toString(wish.window));
    }
    out.flip();
    send();
  }

  private void text(String value) {
    out.put(value.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
  }

  private void acknowledge() throws IOException {
    out.clear();
    out.putShort((short) ACK).putShort((short) received).flip();
    sinceAck = 0;
    send();
  }

  private void send() throws IOException {
    out.rewind();
    if (isLost()) {
      return;
    }
    try {
      if (peer == null) {
        channel.send(out, wish.server);
      } else {
        channel.write(out);
      }
    } catch (PortUnreachableException gone) {
      // The server has ended this transfer; silence will tell.
    }
  }

  private boolean isLost() {
    return wish.loss > 0 && random.nextDouble() < wish.loss;
  }

  boolean isOver() {
    return endedAt != 0;
  }

  String failure() {
    return failure;
  }

  long nanos() {
    return endedAt - startedAt;
  }

  int window() {
    return window;
  }

  long bytes() {
    return failure.isEmpty() ? wish.content.length : 0;
  }

  /** Takes what arrived; a client that is done still answers, so that a server whose last ACK was lost can end. */
  void read(ByteBuffer in, long now) throws IOException {
    // In lock-step nothing follows a block before its ACK, so a second look would be in vain.
    for (int i = 0; i < window; i++) {
      in.clear();
      try {
        if (peer == null) {
          SocketAddress from = channel.receive(in);
          if (from == null) {
            return;
          }
          if (isLost()) {
            continue;
          }
          peer = from;
          channel.connect(from);
        } else if (channel.read(in) <= 0) {
          return;
        } else if (isLost()) {
          continue;
        }
      } catch (PortUnreachableException gone) {
        return;
      }
      in.flip();
      if (in.remaining() >= 4) {
        silentSince = now;
        tries = 0;
        packet(in, now);
      }
    }
  }

  private void packet(ByteBuffer in, long now) throws IOException {
    switch (in.getShort(0)) {
      case OACK -> options(in, now);
      case DATA -> data(in, now);
      case ERROR -> end(now, "error " + in.getShort(2));
      default -> end(now, "an unknown packet");
    }
  }

  private void options(ByteBuffer in, long now) throws IOException {
    if (received > 0) {
      return;
    }
    byte[] bytes = new byte[in.remaining() - 2];
    in.get(2, bytes);
    String[] words = new String(bytes, StandardCharsets.US_ASCII).split("\0");
    for (int i = 0; i + 1 < words.length; i += 2) {
      int value = Integer.parseInt(words[i + 1]);
      switch (words[i].toLowerCase(java.util.Locale.ROOT)) {
        case "blksize" -> blockSize = value;
        case "windowsize" -> window = value;
        case "tsize" -> {
          if (value != wish.content.length) {
            end(now, "tsize " + value);
            return;
          }
        }
        default -> end(now, "an option nobody asked for: " + words[i]);
      }
    }
    acknowledge();
  }

  private void data(ByteBuffer in, long now) throws IOException {
    int number = in.getShort(2) & 0xffff;
    if (number != (received + 1 & 0xffff)) {
      outOfOrder(number);
      return;
    }
    int offset = Math.toIntExact(received * blockSize);
    int length = in.remaining() - 4;
    int expected = Math.min(blockSize, wish.content.length - offset);
    ByteBuffer file = ByteBuffer.wrap(wish.content, offset, Math.max(0, expected));
    if (length != expected || in.position(4).mismatch(file) >= 0) {
      end(now, "block " + (received + 1) + " is not the file's");
      return;
    }
    received++;
    sinceAck++;
    gap = 0;
    boolean last = length < blockSize;
    if (last || sinceAck >= window) {
      acknowledge();
    }
    if (last) {
      end(now, "");
    }
  }

  // What came again says that its ACK was lost (RFC 1350 §2): of a window, its last block says so. A gap is told with the
  // last good block (RFC 7440 §4), once for each time the window comes.
  private void outOfOrder(int number) throws IOException {
    int ahead = (short) (number - (int) received);
    if (ahead <= 0) {
      if (ahead == 0 || window == 1 || isOver()) {
        acknowledge();
      }
    } else if (window > 1) {
      if (ahead <= gap || gap == 0) {
        acknowledge();
      }
      gap = ahead;
    }
  }

  /** After a second without a packet the last one goes out again. */
  void tick(long now) throws IOException {
    if (isOver() || now - silentSince < TIMEOUT_NANOS) {
      return;
    }
    if (++tries > TRIES) {
      end(now, "silence");
      return;
    }
    silentSince = now;
    gap = 0;
    if (peer == null) {
      send();
    } else {
      acknowledge();
    }
  }

  private void end(long now, String reason) {
    if (!isOver()) {
      endedAt = now;
      failure = reason;
    }
  }

  void close() throws IOException {
    channel.close();
  }
}
