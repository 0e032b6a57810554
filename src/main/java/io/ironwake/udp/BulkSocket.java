package io.ironwake.udp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** An open and bound UDP socket of Linux, blocking. */
final class BulkSocket {
  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  // asm-generic/socket.h
  private static final int SOL_SOCKET = 1;
  private static final int SO_BROADCAST = 6;
  private static final int SO_SNDBUF = 7;
  private static final int SO_RCVBUF = 8;
  private static final int SO_SNDTIMEO = 21;
  private static final int SO_BINDTODEVICE = 25;
  private static final int SHUT_RD = 0;
  private static final int BUFFER_BYTES = 4 << 20;
  private static final int IFNAMSIZ = 16;

  /** A client that cannot be reached must not hold up the others for longer, in microseconds. */
  private static final long SEND_TIMEOUT = TimeUnit.MILLISECONDS.toMicros(50);

  private final int descriptor;

  /** Takes over an open socket. */
  BulkSocket(int descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Opens and binds.
   *
   * @throws Refused with the system's reason
   */
  static BulkSocket open(UdpBinding binding) throws Refused {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = Libc.state(arena);
      int descriptor = required(Libc.socket(AF_INET, SOCK_DGRAM_CLOEXEC, state));
      try {
        configure(descriptor, binding, arena, state);
      } catch (Refused refused) {
        Libc.close(descriptor, state);
        throw refused;
      }
      return new BulkSocket(descriptor);
    }
  }

  private static void configure(
      int descriptor, UdpBinding binding, Arena arena, MemorySegment state) throws Refused {
    set(descriptor, SO_BROADCAST, arena.allocateFrom(JAVA_INT, 1), state);
    set(descriptor, SO_RCVBUF, arena.allocateFrom(JAVA_INT, BUFFER_BYTES), state);
    set(descriptor, SO_SNDBUF, arena.allocateFrom(JAVA_INT, BUFFER_BYTES), state);
    set(descriptor, SO_SNDTIMEO, arena.allocateFrom(JAVA_LONG, 0, SEND_TIMEOUT), state);
    if (binding.interfaceName().isPresent()) {
      byte[] name = binding.interfaceName().get().getBytes(StandardCharsets.US_ASCII);
      MemorySegment device = arena.allocate(IFNAMSIZ);
      MemorySegment.copy(name, 0, device, JAVA_BYTE, 0, Math.min(name.length, IFNAMSIZ - 1));
      set(descriptor, SO_BINDTODEVICE, device, state);
    }
    MemorySegment address = arena.allocate(SocketAddresses.SIZE);
    SocketAddresses.write(
        new InetSocketAddress(binding.address().toInetAddress(), binding.port()), address, 0);
    required(Libc.bind(descriptor, address, state));
  }

  private static void set(int descriptor, int option, MemorySegment value, MemorySegment state)
      throws Refused {
    required(Libc.setsockopt(descriptor, SOL_SOCKET, option, value, state));
  }

  private static int required(int answer) throws Refused {
    if (answer < 0) {
      throw new Refused(-answer);
    }
    return answer;
  }

  int descriptor() {
    return descriptor;
  }

  int port() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(SocketAddresses.SIZE);
      MemorySegment size = arena.allocateFrom(JAVA_INT, SocketAddresses.SIZE);
      Libc.getsockname(descriptor, address, size, Libc.state(arena));
      return new SocketAddresses().read(address, 0).getPort();
    }
  }

  /** Wakes whoever waits for a datagram; it gets an empty batch, again and again. */
  void wake() {
    try (Arena arena = Arena.ofConfined()) {
      Libc.shutdown(descriptor, SHUT_RD, Libc.state(arena));
    }
  }

  void close() {
    try (Arena arena = Arena.ofConfined()) {
      Libc.close(descriptor, Libc.state(arena));
    }
  }

  /** The system refused the socket. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int errno;

    private Refused(int errno) {
      super("error " + errno + " of the system");
      this.errno = errno;
    }

    int errno() {
      return errno;
    }
  }
}
