package io.ironwake.dhcp;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.dhcp.OptionSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Options for the 64 bytes of a BOOTP packet's vendor area (RFC 951 §3, RFC 1533 §2), of which the
 * magic cookie and the end mark take five. A BOOTP client knows no overload and no larger packet.
 */
@Pure
final class BootpOptions {
  /** Bytes for options, headers included. */
  static final int ROOM = 64 - 4 - 1;

  private static final int HEADER = 2;

  // Mask, router, name servers, host and domain name first: without them it cannot work.
  private static final List<Integer> FIRST = List.of(1, 3, 6, 12, 15);

  private BootpOptions() {}

  /** Those of {@code options} that fit into {@code room} bytes, the important ones first. */
  static OptionSet fitting(OptionSet options, int room) {
    Set<Integer> order = new LinkedHashSet<>(FIRST);
    order.addAll(options.codes());
    OptionSet.Builder taken = OptionSet.builder();
    int left = room;
    for (int code : order) {
      Optional<Octets> value = options.raw(code).filter(fits(left));
      if (value.isPresent()) {
        taken.put(code, value.get());
        left -= value.get().length() + HEADER;
      }
    }
    return taken.build();
  }

  private static Predicate<Octets> fits(int left) {
    return value -> value.length() + HEADER <= left;
  }

  /** The bytes that options take, headers included. */
  static int size(OptionSet options) {
    return options.values().values().stream().mapToInt(value -> value.length() + HEADER).sum();
  }
}
