package io.ironwake.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Assumptions;

/** Sockets of Linux that neither Java nor the product opens. */
final class ForeignSockets {
  private static final int AF_INET = 2;
  private static final int SOCK_STREAM = 1;
  private static final int SOCK_RAW = 3;
  private static final int IPPROTO_UDP = 17;
  private static final int UDP_HEADER = 8;
  private static final ValueLayout.OfShort NETWORK_SHORT =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private ForeignSockets() {}

  /** A blocking TCP connection; the number of its socket. */
  static int connected(InetSocketAddress to) throws Throwable {
    int descriptor = socket(SOCK_STREAM, 0);
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle connect = call("connect", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
      int answer = (int) connect.invokeExact(descriptor, address(arena, to), SocketAddresses.SIZE);
      assertThat(answer).isZero();
    }
    return descriptor;
  }

  /** Sends a datagram of one byte from port 0; the test is skipped without the right to do so. */
  static void sendFromPortZero(byte payload, InetSocketAddress to) throws Throwable {
    int descriptor = socket(SOCK_RAW, IPPROTO_UDP);
    Assumptions.assumeTrue(descriptor >= 0, "only root may send raw datagrams");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment datagram = arena.allocate(UDP_HEADER + 1L);
      datagram.set(NETWORK_SHORT, 2, (short) to.getPort());
      datagram.set(NETWORK_SHORT, 4, (short) datagram.byteSize());
      datagram.set(ValueLayout.JAVA_BYTE, UDP_HEADER, payload);
      MethodHandle sendto =
          call("sendto", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT);
      long sent =
          (long)
              sendto.invokeExact(
                  descriptor,
                  datagram,
                  datagram.byteSize(),
                  0,
                  address(arena, to),
                  SocketAddresses.SIZE);
      assertThat(sent).isEqualTo(datagram.byteSize());
      Libc.close(descriptor, Libc.state(arena));
    }
  }

  private static int socket(int type, int protocol) throws Throwable {
    return (int)
        call("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT).invokeExact(AF_INET, type, protocol);
  }

  private static MemorySegment address(Arena arena, InetSocketAddress of) {
    MemorySegment address = arena.allocate(SocketAddresses.SIZE);
    SocketAddresses.write(of, address, 0);
    return address;
  }

  private static MethodHandle call(String name, MemoryLayout answer, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(answer, arguments));
  }
}
