package io.ironwake.udp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.udp.HostInterface.HostAddress;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The network interfaces of this host, asked anew at each call. */
public final class Interfaces {
  private Interfaces() {}

  /**
   * Every interface, with or without an address, in the system's order.
   *
   * @throws UncheckedIOException when the system does not answer
   */
  public static List<HostInterface> list() {
    try (Stream<NetworkInterface> all = NetworkInterface.networkInterfaces()) {
      return all.flatMap(each -> read(each).stream()).toList();
    } catch (SocketException failure) {
      throw new UncheckedIOException("cannot list the network interfaces", failure);
    }
  }

  /** The interface of that exact name. */
  public static Optional<HostInterface> named(String name) {
    return list().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  // An interface may vanish while it is read; then it is not listed.
  private static Optional<HostInterface> read(NetworkInterface system) {
    try {
      byte[] mac = system.getHardwareAddress();
      return Optional.of(
          new HostInterface(
              system.getName(),
              mac != null && mac.length == 6 ? Optional.of(MacAddress.of(mac)) : Optional.empty(),
              system.getInterfaceAddresses().stream().flatMap(Interfaces::ipv4).toList(),
              system.getMTU(),
              system.isUp(),
              system.isLoopback()));
    } catch (SocketException vanished) {
      return Optional.empty();
    }
  }

  private static Stream<HostAddress> ipv4(InterfaceAddress own) {
    return own.getAddress() instanceof Inet4Address address
        ? Stream.of(new HostAddress(Ipv4.of(address), own.getNetworkPrefixLength()))
        : Stream.empty();
  }
}
