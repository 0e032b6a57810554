package io.ironwake.wire.dhcp;

import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One classless static route, option 121 (RFC 3442).
 *
 * @param destination where to; 0.0.0.0/0 is the default route
 * @param router through whom; 0.0.0.0 means the link itself
 */
@Pure
public record Route(Cidr destination, Ipv4 router) {
  static final OptionType<List<Route>> LIST =
      new OptionType<>("classless routes", Route::readAll, Route::writeAll);

  private static List<Route> readAll(Octets value) throws WireException {
    if (value.isEmpty()) {
      throw new WireException(0, "length is at least 5, got 0");
    }
    List<Route> routes = new ArrayList<>();
    int at = 0;
    while (at < value.length()) {
      int prefix = value.u8(at);
      if (prefix > 32) {
        throw new WireException(at, "a prefix length is 0 to 32, got " + prefix);
      }
      int end = at + 1 + significant(prefix) + 4;
      if (end > value.length()) {
        throw new WireException(value.length(), "a route is cut short");
      }
      routes.add(read(value, at + 1, prefix));
      at = end;
    }
    return List.copyOf(routes);
  }

  private static Route read(Octets value, int at, int prefix) {
    byte[] network = Arrays.copyOf(value.slice(at, at + significant(prefix)).toBytes(), 4);
    return new Route(
        Cidr.around(Ipv4.of(network), prefix), new Ipv4(value.i32(at + significant(prefix))));
  }

  private static Octets writeAll(List<Route> routes) {
    return OptionTypes.joined(routes.stream().map(Route::write).toList());
  }

  private Octets write() {
    int significant = significant(destination.prefix());
    byte[] bytes = new byte[1 + significant + 4];
    bytes[0] = (byte) destination.prefix();
    System.arraycopy(destination.network().toBytes(), 0, bytes, 1, significant);
    System.arraycopy(router.toBytes(), 0, bytes, 1 + significant, 4);
    return Octets.of(bytes);
  }

  private static int significant(int prefix) {
    return (prefix + 7) / 8;
  }
}
