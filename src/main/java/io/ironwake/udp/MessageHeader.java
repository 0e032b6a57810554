package io.ironwake.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;

/**
 * {@code struct mmsghdr} (sendmmsg(2)) of 64-bit Linux:
 *
 * <pre>
 * 0 name  8 name length(4)  16 parts  24 number of parts  32 control  40 control length  48 flags(4)  56 length(4)
 * </pre>
 */
final class MessageHeader {
  /** In bytes. */
  static final int SIZE = 64;

  /** Of a {@code struct iovec}: address(8), length(8). */
  static final int PART = 16;

  /** Where the number of bytes received stands. */
  static final int LENGTH_AT = 56;

  private MessageHeader() {}

  static void write(
      MemorySegment messages, int index, MemorySegment peer, MemorySegment parts, long count) {
    long at = (long) index * SIZE;
    messages.set(ADDRESS, at, peer);
    messages.set(JAVA_INT, at + 8, SocketAddresses.SIZE);
    messages.set(ADDRESS, at + 16, parts);
    messages.set(JAVA_LONG, at + 24, count);
  }

  /** Adds control data; NULL and 0 for none. */
  static void control(MemorySegment messages, int index, MemorySegment control, long length) {
    long at = (long) index * SIZE;
    messages.set(ADDRESS, at + 32, control);
    messages.set(JAVA_LONG, at + 40, length);
  }

  static boolean hasControl(MemorySegment messages, int index) {
    return messages.get(JAVA_LONG, (long) index * SIZE + 40) > 0;
  }
}
