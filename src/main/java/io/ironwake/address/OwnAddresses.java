package io.ironwake.address;

import io.ironwake.net.Ipv4;
import jakarta.inject.Singleton;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The IPv4 addresses of this host, which no client may get; asked anew by the lease sweep. */
@Singleton
class OwnAddresses {
  private static final Logger LOG = Logger.getLogger(OwnAddresses.class);

  private volatile Set<Ipv4> all = read(Set.of());

  Set<Ipv4> all() {
    return all;
  }

  void refresh() {
    all = read(all);
  }

  private static Set<Ipv4> read(Set<Ipv4> otherwise) {
    try (var interfaces = NetworkInterface.networkInterfaces()) {
      return interfaces
          .flatMap(NetworkInterface::inetAddresses)
          .filter(Inet4Address.class::isInstance)
          .map(Ipv4::of)
          .collect(Collectors.toUnmodifiableSet());
    } catch (SocketException failure) {
      LOG.warnf("cannot list this host's addresses: %s", failure.getMessage());
      return otherwise;
    }
  }
}
