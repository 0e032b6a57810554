package io.ironwake.tftp;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of one transfer, at hand until it ends: reading never waits for anything but the disk.
 */
sealed interface Content extends AutoCloseable {
  /** In bytes. */
  long size();

  /**
   * Appends a part to {@code into}.
   *
   * @throws IOException if the file cannot be read or became shorter
   */
  void read(long offset, ByteBuffer into, int length) throws IOException;

  @Override
  void close() throws IOException;

  /** A document made for this client. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record InMemory(byte[] bytes) implements Content {
    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public void read(long offset, ByteBuffer into, int length) {
      into.put(bytes, Math.toIntExact(offset), length);
    }

    @Override
    public void close() {}
  }

  /** A file that other transfers may be reading too. */
  record OfFile(CachedFile file) implements Content {
    @Override
    public long size() {
      return file.version().size();
    }

    @Override
    public void read(long offset, ByteBuffer into, int length) throws IOException {
      file.copy(offset, into, length);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
