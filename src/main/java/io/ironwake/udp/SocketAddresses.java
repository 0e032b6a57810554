package io.ironwake.udp;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import io.ironwake.net.Ipv4;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * {@code struct sockaddr_in} (ip(7)): family(2), port(2), address(4), then 8 unused bytes. Those
 * received lately are kept as objects, since the same clients ask again and again. For one thread.
 */
final class SocketAddresses {
  /** In bytes. */
  static final int SIZE = 16;

  private static final short AF_INET = 2;
  private static final int KEPT = 4096;
  private static final ValueLayout.OfShort PORT =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt ADDRESS =
      JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final InetSocketAddress[] kept = new InetSocketAddress[KEPT];
  private final long[] keys = new long[KEPT];

  SocketAddresses() {
    Arrays.fill(keys, -1);
  }

  InetSocketAddress read(MemorySegment memory, long at) {
    int address = memory.get(ADDRESS, at + 4);
    int port = Short.toUnsignedInt(memory.get(PORT, at + 2));
    long key = Integer.toUnsignedLong(address) << 16 | port;
    int place = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 52);
    if (keys[place] != key) {
      kept[place] = new InetSocketAddress(new Ipv4(address).toInetAddress(), port);
      keys[place] = key;
    }
    return kept[place];
  }

  static void write(InetSocketAddress from, MemorySegment memory, long at) {
    memory.set(JAVA_SHORT_UNALIGNED, at, AF_INET);
    memory.set(PORT, at + 2, (short) from.getPort());
    memory.set(ADDRESS, at + 4, Ipv4.of(from.getAddress()).bits());
  }
}
