package io.ironwake.store;

import java.nio.ByteBuffer;
import java.util.UUID;

/** UUIDs as the database's BINARY(16): the 16 bytes in text order. */
public final class Binary {
  private Binary() {}

  public static byte[] of(UUID id) {
    return ByteBuffer.allocate(16)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @throws IllegalArgumentException unless there are 16 bytes
   */
  public static UUID uuid(byte[] bytes) {
    if (bytes.length != 16) {
      throw new IllegalArgumentException("a key has 16 bytes, got " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
