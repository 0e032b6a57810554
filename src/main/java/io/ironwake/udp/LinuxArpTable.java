package io.ironwake.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * Sets and drops ARP entries by {@code ioctl(SIOCSARP)} and {@code SIOCDARP} (arp(7)), in the C
 * library of the running process. One call takes microseconds and does not block, so it may run on
 * an event loop.
 *
 * <pre>
 * struct arpreq, 68 bytes:  0 family(2)  4 IPv4 address  16 hardware type(2)  18 MAC  32 flags(4)  52 device name(16)
 * </pre>
 */
final class LinuxArpTable implements ArpTable {
  private static final long SIOCDARP = 0x8953;
  private static final long SIOCSARP = 0x8955;
  private static final short AF_INET = 2;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final short ARPHRD_ETHER = 1;
  private static final int ATF_COM = 2;
  private static final int IFNAMSIZ = 16;
  private static final int ARPREQ_BYTES = 68;
  private static final MacAddress NO_MAC = new MacAddress(0);

  private final MethodHandle ioctl;
  private final int socket;

  LinuxArpTable() {
    Linker linker = Linker.nativeLinker();
    ioctl =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("ioctl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
            Linker.Option.firstVariadicArg(2));
    socket = openSocket(linker);
  }

  @Override
  public boolean put(String interfaceName, Ipv4 address, MacAddress mac) {
    return call(SIOCSARP, interfaceName, address, mac);
  }

  @Override
  public boolean forget(String interfaceName, Ipv4 address) {
    return call(SIOCDARP, interfaceName, address, NO_MAC);
  }

  private boolean call(long command, String interfaceName, Ipv4 address, MacAddress mac) {
    byte[] device = interfaceName.getBytes(StandardCharsets.US_ASCII);
    if (device.length == 0 || device.length >= IFNAMSIZ || address.isAny()) {
      return false;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment request = arena.allocate(ARPREQ_BYTES, 4);
      request.set(JAVA_SHORT, 0, AF_INET);
      MemorySegment.copy(address.toBytes(), 0, request, JAVA_BYTE, 4, 4);
      request.set(JAVA_SHORT, 16, ARPHRD_ETHER);
      MemorySegment.copy(mac.toBytes(), 0, request, JAVA_BYTE, 18, 6);
      request.set(JAVA_INT, 32, ATF_COM);
      MemorySegment.copy(device, 0, request, JAVA_BYTE, 52, device.length);
      return (int) ioctl.invokeExact(socket, command, request) == 0;
    } catch (Throwable failure) {
      throw new IllegalStateException("the ARP table's ioctl could not be called", failure);
    }
  }

  // Lives as long as the process: the table is an application-wide singleton.
  private static int openSocket(Linker linker) {
    try {
      MethodHandle open =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("socket"),
              FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
      int descriptor = (int) open.invokeExact((int) AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      if (descriptor < 0) {
        throw new IllegalStateException("socket() for the ARP table failed");
      }
      return descriptor;
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException("socket() could not be called", failure);
    }
  }
}
