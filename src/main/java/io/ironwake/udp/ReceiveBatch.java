package io.ironwake.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/** Room for the datagrams of one recvmmsg(2), in native memory. For one thread. */
final class ReceiveBatch {
  private static final int MOST = 64;
  private static final int MSG_WAITFORONE = 0x10000;

  private final MemorySegment state;
  private final MemorySegment messages;
  private final MemorySegment payloads;
  private final MemorySegment senders;
  private final SocketAddresses addresses = new SocketAddresses();

  ReceiveBatch(Arena arena) {
    state = Libc.state(arena);
    messages = arena.allocate((long) MOST * MessageHeader.SIZE, Long.BYTES);
    payloads = arena.allocate((long) MOST * NettyUdpTransport.MAX_PAYLOAD, Long.BYTES);
    senders = arena.allocate((long) MOST * SocketAddresses.SIZE, Long.BYTES);
    MemorySegment parts = arena.allocate((long) MOST * MessageHeader.PART, Long.BYTES);
    for (int i = 0; i < MOST; i++) {
      long part = (long) i * MessageHeader.PART;
      parts.set(ADDRESS, part, payloads.asSlice((long) i * NettyUdpTransport.MAX_PAYLOAD));
      parts.set(JAVA_LONG, part + 8, NettyUdpTransport.MAX_PAYLOAD);
      MessageHeader.write(
          messages, i, senders.asSlice((long) i * SocketAddresses.SIZE), parts.asSlice(part), 1);
    }
  }

  /** Waits for a datagram and takes those behind it; the number of them or a negated errno. */
  int receive(int socket) {
    return Libc.recvmmsg(socket, messages, MOST, MSG_WAITFORONE, state);
  }

  byte[] payload(int index) {
    int length =
        messages.get(JAVA_INT, (long) index * MessageHeader.SIZE + MessageHeader.LENGTH_AT);
    byte[] payload = new byte[length];
    MemorySegment.copy(
        payloads, JAVA_BYTE, (long) index * NettyUdpTransport.MAX_PAYLOAD, payload, 0, length);
    return payload;
  }

  InetSocketAddress sender(int index) {
    return addresses.read(senders, (long) index * SocketAddresses.SIZE);
  }
}
