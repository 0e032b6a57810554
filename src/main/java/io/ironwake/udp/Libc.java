package io.ironwake.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The C library's socket calls. Each answers what the call answers, or the negated errno(3); the
 * last argument is where the calling thread keeps its errno.
 */
final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO_AT =
      STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET = call("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle SETSOCKOPT =
      call("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle BIND = call("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKNAME = call("getsockname", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle SHUTDOWN = call("shutdown", JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = call("close", JAVA_INT);
  private static final MethodHandle RECVMMSG =
      call("recvmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle SENDMMSG =
      call("sendmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);

  private Libc() {}

  private static MethodHandle call(String name, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(JAVA_INT, arguments),
        ERRNO);
  }

  /** True on a 64-bit Linux, whose structures the callers lay out. */
  static boolean isOfLinux64() {
    return System.getProperty("os.name", "").equals("Linux") && ADDRESS.byteSize() == Long.BYTES;
  }

  /** Where one thread keeps its errno. */
  static MemorySegment state(Arena arena) {
    return arena.allocate(STATE);
  }

  static int socket(int domain, int type, MemorySegment state) {
    try {
      return result((int) SOCKET.invokeExact(state, domain, type, 0), state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static int setsockopt(int fd, int level, int option, MemorySegment value, MemorySegment state) {
    try {
      int size = (int) value.byteSize();
      return result((int) SETSOCKOPT.invokeExact(state, fd, level, option, value, size), state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static int bind(int fd, MemorySegment address, MemorySegment state) {
    try {
      int size = (int) address.byteSize();
      return result((int) BIND.invokeExact(state, fd, address, size), state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static int getsockname(int fd, MemorySegment address, MemorySegment size, MemorySegment state) {
    try {
      return result((int) GETSOCKNAME.invokeExact(state, fd, address, size), state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static int shutdown(int fd, int how, MemorySegment state) {
    try {
      return result((int) SHUTDOWN.invokeExact(state, fd, how), state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static int close(int fd, MemorySegment state) {
    try {
      return result((int) CLOSE.invokeExact(state, fd), state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static int recvmmsg(int fd, MemorySegment messages, int count, int flags, MemorySegment state) {
    try {
      return result(
          (int) RECVMMSG.invokeExact(state, fd, messages, count, flags, MemorySegment.NULL), state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  static int sendmmsg(int fd, MemorySegment messages, int count, int flags, MemorySegment state) {
    try {
      return result((int) SENDMMSG.invokeExact(state, fd, messages, count, flags), state);
    } catch (Throwable failure) {
      throw unexpected(failure);
    }
  }

  private static int result(int answer, MemorySegment state) {
    return answer < 0 ? -state.get(JAVA_INT, ERRNO_AT) : answer;
  }

  private static RuntimeException unexpected(Throwable failure) {
    return new IllegalStateException("a call of the C library failed", failure);
  }
}
