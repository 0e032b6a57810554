package io.ironwake.tftp;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of one transfer, at hand until it ends: reading never waits for anything but the disk.
 */
sealed interface Content extends AutoCloseable {
  /** In bytes. */
  long size();

  /**
   * Fills a part of {@code into}.
   *
   * @throws IOException if the file cannot be read or became shorter
   */
  void read(long offset, byte[] into, int at, int length) throws IOException;

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
    public void read(long offset, byte[] into, int at, int length) {
      System.arraycopy(bytes, Math.toIntExact(offset), into, at, length);
    }

    @Override
    public void close() {}
  }

  /** A file, open for the whole transfer: replacing it on disk does not mix two versions. */
  record OpenFile(FileChannel channel, long size) implements Content {
    static OpenFile open(Path file) throws IOException {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return new OpenFile(channel, channel.size());
    }

    @Override
    public void read(long offset, byte[] into, int at, int length) throws IOException {
      ByteBuffer rest = ByteBuffer.wrap(into, at, length);
      while (rest.hasRemaining()) {
        if (channel.read(rest, offset + length - rest.remaining()) < 0) {
          throw new EOFException("the file became shorter than " + size + " bytes");
        }
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
