package io.ironwake.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Rows of datagrams for one sendmmsg(2), in native memory. For one thread at a time. */
final class SendBatch {
  /** MSG_DONTWAIT. */
  static final int WITHOUT_WAITING = 0x40;

  private static final int MOST = 64;
  private static final int ROOM = 4 * UdpChannel.LONGEST_ROW;
  // SOL_UDP 17, UDP_SEGMENT 103 (linux/udp.h): struct cmsghdr is length(8), level(4), type(4), then
  // the value.
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
  private final int flags;
  private final Refusals refusals;
  private final MemorySegment state;
  private final MemorySegment messages;
  private final MemorySegment peers;
  private final MemorySegment parts;
  private final MemorySegment controls;
  private final MemorySegment memory;
  private final ByteBuffer payloads;
  private int count;
  private int used;

  /**
   * Empty.
   *
   * @param flags of send(2): 0 waits for room as long as the socket's timeout, {@link
   *     #WITHOUT_WAITING} not at all
   */
  SendBatch(int socket, int flags, Arena arena, Refusals refusals) {
    this.socket = socket;
    this.flags = flags;
    this.refusals = refusals;
    state = Libc.state(arena);
    messages = arena.allocate((long) MOST * MessageHeader.SIZE, Long.BYTES);
    peers = arena.allocate((long) MOST * SocketAddresses.SIZE, Long.BYTES);
    parts = arena.allocate((long) MOST * MessageHeader.PART, Long.BYTES);
    controls = arena.allocate((long) MOST * CONTROL, Long.BYTES);
    memory = arena.allocate(ROOM, Long.BYTES);
    payloads = memory.asByteBuffer();
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

  /**
   * Adds a row whose datagrams are {@code each} bytes long; the batch leaves when it is full.
   *
   * @param cut whether the kernel cuts the row, or it is so many messages of the batch
   * @throws IOException what the row throws; then nothing of it is added
   */
  void add(UdpChannel.Row row, int length, int each, boolean cut, InetSocketAddress to)
      throws IOException {
    if (used + length > ROOM || count == MOST) {
      flush();
    }
    row.write(payloads.limit(used + length).position(used));
    int step = cut ? length : each;
    for (int at = 0; at < length; at += step) {
      message(used + at, Math.min(step, length - at), each, to);
    }
    used += length;
  }

  /** Adds one datagram. */
  void add(byte[] payload, InetSocketAddress to) {
    if (used + payload.length > ROOM || count == MOST) {
      flush();
    }
    payloads.limit(used + payload.length).position(used).put(payload);
    message(used, payload.length, payload.length, to);
    used += payload.length;
  }

  private void message(int from, int length, int each, InetSocketAddress to) {
    if (count == MOST) {
      send();
    }
    SocketAddresses.write(to, peers, (long) count * SocketAddresses.SIZE);
    long part = (long) count * MessageHeader.PART;
    parts.set(ADDRESS, part, memory.asSlice(from));
    parts.set(JAVA_LONG, part + 8, length);
    if (length > each) {
      long control = (long) count * CONTROL;
      controls.set(JAVA_SHORT, control + 16, (short) each);
      MessageHeader.control(messages, count, controls.asSlice(control), CONTROL);
    } else {
      MessageHeader.control(messages, count, MemorySegment.NULL, 0);
    }
    count++;
  }

  /**
   * Sends what is in it. What the kernel refuses is left out, as if the network had lost it; so is
   * all the rest when it has no room, once it has been waited for as the flags say.
   */
  void flush() {
    try {
      send();
    } finally {
      used = 0;
    }
  }

  private void send() {
    int done = 0;
    try {
      while (done < count) {
        int sent =
            Libc.sendmmsg(
                socket,
                messages.asSlice((long) done * MessageHeader.SIZE),
                count - done,
                flags,
                state);
        if (sent < 0) {
          refusals.refused(sent, MessageHeader.hasControl(messages, done));
        }
        done = sent == NO_ROOM ? count : done + Math.max(1, sent);
      }
    } finally {
      count = 0;
    }
  }
}
