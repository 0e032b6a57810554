package io.ironwake.asset;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP body as a blocking stream for a thread of its own. It asks for one buffer at a time, so
 * no more than the socket's share waits in memory.
 */
final class BodyStream extends InputStream {
  private static final Buffer END = Buffer.buffer(0);

  private record Piece(Buffer data, String failure) {}

  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private final HttpClientResponse response;
  private final long patienceMillis;
  private Buffer current = Buffer.buffer(0);
  private int position;
  private boolean ended;

  /**
   * Call it on the event loop that brings the response.
   *
   * @param patienceMillis how long the server may send nothing
   */
  BodyStream(HttpClientResponse response, long patienceMillis) {
    this.response = response.pause();
    this.patienceMillis = patienceMillis;
    response.handler(data -> pieces.add(new Piece(data, "")));
    response.endHandler(end -> pieces.add(new Piece(END, "")));
    response.exceptionHandler(
        failure -> pieces.add(new Piece(END, "the connection broke: " + failure.getMessage())));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (position == current.length()) {
      if (ended || !next()) {
        return -1;
      }
    }
    int count = Math.min(length, current.length() - position);
    current.getBytes(position, position + count, into, offset);
    position += count;
    return count;
  }

  private boolean next() throws IOException {
    response.fetch(1);
    Piece piece = take();
    if (!piece.failure.isEmpty()) {
      ended = true;
      throw new IOException(piece.failure);
    }
    current = piece.data;
    position = 0;
    ended = piece.data == END;
    return !ended;
  }

  private Piece take() throws IOException {
    try {
      Piece piece = pieces.poll(patienceMillis, TimeUnit.MILLISECONDS);
      if (piece == null) {
        throw new IOException("the server sent nothing for " + patienceMillis + " ms");
      }
      return piece;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
  }
}
