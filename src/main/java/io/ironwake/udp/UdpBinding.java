package io.ironwake.udp;

import io.ironwake.net.Ipv4;
import java.util.Optional;

/**
 * Where to listen.
 *
 * @param address the local address; {@link Ipv4#ANY} for all, which is what broadcasts need
 * @param port 0 to 65535; 0 lets the kernel choose
 * @param interfaceName the only interface to receive from and send through ({@code
 *     SO_BINDTODEVICE}); empty for all
 */
public record UdpBinding(Ipv4 address, int port, Optional<String> interfaceName) {
  public UdpBinding {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("a UDP port is 0 to 65535, got " + port);
    }
  }

  /** For messages: {@code UDP port 67 on eth1}. */
  String describe() {
    return "UDP port "
        + port
        + interfaceName.map(name -> " on " + name).orElse("")
        + (address.isAny() ? "" : " at " + address);
  }
}
