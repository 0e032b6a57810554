package load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One GET over a connection of its own, compared with the file it should be, or kept as text. */
final class HttpFetch {
  private static final int LONGEST_TEXT = 1 << 16;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer request;
  private final byte[] content;
  private final byte[] head = new byte[LONGEST_TEXT];
  private int headSize;
  private int bodyAt = -1;
  private long length = -1;
  private long received;
  private boolean over;
  private String failure = "";

  /** Fetches {@code uri} from {@code own}; an empty {@code content} keeps the answer as text. */
  HttpFetch(URI uri, InetSocketAddress own, Selector selector, Object owner, byte[] content)
      throws IOException {
    this.content = content;
    String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    request =
        ByteBuffer.wrap(
            ("GET " + path + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    channel.bind(own);
    key = channel.register(selector, SelectionKey.OP_CONNECT, owner);
    channel.connect(new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort()));
  }

  boolean isOver() {
    return over;
  }

  String failure() {
    return failure;
  }

  String text() {
    return new String(head, bodyAt, headSize - bodyAt, StandardCharsets.UTF_8);
  }

  void ready(ByteBuffer in) throws IOException {
    try {
      if (key.isConnectable() && channel.finishConnect()) {
        channel.write(request);
        key.interestOps(SelectionKey.OP_READ);
      } else if (key.isReadable()) {
        read(in);
      }
    } catch (IOException broken) {
      end("connection: " + broken.getMessage());
    }
  }

  private void read(ByteBuffer in) throws IOException {
    for (int i = 0; i < 8 && !over; i++) {
      in.clear();
      int size = channel.read(in);
      if (size == 0) {
        return;
      }
      if (size < 0) {
        end(length < 0 && bodyAt >= 0 && content.length == 0 ? "" : "cut off");
        return;
      }
      in.flip();
      if (bodyAt < 0) {
        headers(in);
      }
      if (bodyAt >= 0 && !over) {
        body(in);
      }
    }
  }

  private void headers(ByteBuffer in) throws IOException {
    while (in.hasRemaining() && bodyAt < 0) {
      head[headSize++] = in.get();
      if (headSize >= 4
          && head[headSize - 1] == '\n'
          && head[headSize - 2] == '\r'
          && head[headSize - 3] == '\n') {
        bodyAt = headSize;
      }
    }
    if (bodyAt >= 0) {
      status(new String(head, 0, bodyAt, StandardCharsets.US_ASCII));
    }
  }

  private void status(String fields) throws IOException {
    if (!fields.startsWith("HTTP/1.1 200")) {
      end(fields.substring(0, Math.min(fields.length(), 16)).strip());
      return;
    }
    String lower = fields.toLowerCase(java.util.Locale.ROOT);
    int at = lower.indexOf("content-length:");
    if (at >= 0) {
      length = Long.parseLong(lower.substring(at + 15, lower.indexOf('\r', at)).strip());
    }
  }

  private void body(ByteBuffer in) throws IOException {
    int size = in.remaining();
    if (content.length == 0) {
      in.get(head, headSize, Math.min(size, head.length - headSize));
      headSize = Math.min(head.length, headSize + size);
    } else if (received + size > content.length
        || in.mismatch(ByteBuffer.wrap(content, (int) received, size)) >= 0) {
      end("other bytes than the file's");
      return;
    }
    received += size;
    if (received == length) {
      end(content.length > 0 && received != content.length ? "too short" : "");
    }
  }

  private void end(String reason) throws IOException {
    over = true;
    failure = reason;
    channel.close();
  }

  void close() throws IOException {
    over = true;
    channel.close();
  }
}
