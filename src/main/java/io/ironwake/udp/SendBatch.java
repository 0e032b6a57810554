package io.ironwake.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/** Rows of datagrams for one sendmmsg(2), in native memory. For one thread at a time. */
final class SendBatch {
  private static final int MOST = 64;
  private static final int ROOM = 4 * UdpChannel.LONGEST_ROW;
  // SOL_UDP 17, UDP_SEGMENT 103 (linux/udp.h): struct cmsghdr is length(8), level(4), type(4), then the value.
  private static final int CONTROL = 24;
  private static final long CONTROL_LENGTH = 18;
  private static final int SOL_UDP = 17;
  private static final int UDP_SEGMENT = 103;
  // EAGAIN, negated.
  private static final int NO_ROOM = -11;

  /** What to do about a message the kernel refused. */
  interface Refusals {
    /**
     * It was not sent.
     *
     * @param errno negated
     * @param row whether the kernel was to cut it
     */
    void refused(int errno, boolean row);
  }

  private final int socket;
  private final Refusals refusals;
  private final MemorySegment state;
  private final MemorySegment messages;
  private final MemorySegment peers;
  private final MemorySegment parts;
  private final MemorySegment controls;
  private final MemorySegment payloads;
  private int count;
  private int used;

  SendBatch(int socket, Arena arena, Refusals refusals) {
    this.socket = socket;
    this.refusals = refusals;
    state = Libc.state(arena);
    messages = arena.allocate((long) MOST * MessageHeader.SIZE, Long.BYTES);
    peers = arena.allocate((long) MOST * SocketAddresses.SIZE, Long.BYTES);
    parts = arena.allocate((long) MOST * MessageHeader.PART, Long.BYTES);
    controls = arena.allocate((long) MOST * CONTROL, Long.BYTES);
    payloads = arena.allocate(ROOM, Long.BYTES);
    for (int i = 0; i < MOST; i++) {
      MessageHeader.write(
          messages,
          i,
          peers.asSlice((long) i * SocketAddresses.SIZE),
          parts.asSlice((long) i * MessageHeader.PART),
          1);
      long control = (long) i * CONTROL;
      controls.set(JAVA_LONG, control, CONTROL_LENGTH);
      controls.set(JAVA_INT, control + 8, SOL_UDP);
      controls.set(JAVA_INT, control + 12, UDP_SEGMENT);
    }
  }

  /** Adds a row that the kernel cuts after each {@code each} bytes; the batch leaves when it is full. */
  void add(byte[] row, int from, int length, int each, InetSocketAddress to) {
    if (count == MOST || used + length > ROOM) {
      flush();
    }
    MemorySegment.copy(row, from, payloads, JAVA_BYTE, used, length);
    SocketAddresses.write(to, peers, (long) count * SocketAddresses.SIZE);
    long part = (long) count * MessageHeader.PART;
    parts.set(ADDRESS, part, payloads.asSlice(used));
    parts.set(JAVA_LONG, part + 8, length);
    if (length > each) {
      long control = (long) count * CONTROL;
      controls.set(JAVA_SHORT, control + 16, (short) each);
      MessageHeader.control(messages, count, controls.asSlice(control), CONTROL);
    } else {
      MessageHeader.control(messages, count, MemorySegment.NULL, 0);
    }
    used += length;
    count++;
  }

  /**
   * Sends what is in it. What the kernel refuses is left out, as if the network had lost it; so is
   * all the rest when it has no room for so long that the socket's timeout passed.
   */
  void flush() {
    int done = 0;
    while (done < count) {
      int sent =
          Libc.sendmmsg(
              socket, messages.asSlice((long) done * MessageHeader.SIZE), count - done, state);
      if (sent < 0) {
        refusals.refused(sent, MessageHeader.hasControl(messages, done));
      }
      done = sent == NO_ROOM ? count : done + Math.max(1, sent);
    }
    count = 0;
    used = 0;
  }
}
