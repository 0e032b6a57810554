package io.ironwake.dhcp;

import io.ironwake.address.LeaseRules;
import io.ironwake.address.Subnet;
import io.ironwake.net.MacAddress;
import io.ironwake.wire.dhcp.MessageType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a standby server back ({@code min-secs}): a client is answered once it has asked in vain
 * for long enough, by its own word (RFC 2131 table 1, secs) or by what was heard of it here, since
 * much firmware leaves secs at 0.
 */
final class Patience {
  private static final int REMEMBERED = 4096;

  /** Silence that ends a search; PXE ROMs pause for at most 32 s (PXE 2.1 §2.2.2). */
  private static final Duration PAUSE = Duration.ofSeconds(60);

  /** How soon a client asks anew that was offered an address and got no ACK. */
  private static final Duration RETURN = Duration.ofSeconds(10);

  private final Later clock;
  private final Map<MacAddress, Search> searches = new Searches();

  /**
   * Since when a client asks, and when it last did.
   *
   * @param program what asks; the next stage of a boot is another one
   * @param chose whether it then chose another server, which may have served it
   */
  private record Search(Duration since, Duration last, RequestKind program, boolean chose) {
    boolean goesOn(Duration now, RequestKind asking) {
      Duration silence = now.minus(last);
      return chose
          ? silence.compareTo(RETURN) <= 0 && program == asking
          : silence.compareTo(PAUSE) <= 0;
    }
  }

  /** Whoever was not heard for longest is forgotten first. */
  private static final class Searches extends LinkedHashMap<MacAddress, Search> {
    private static final long serialVersionUID = 1L;

    Searches() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<MacAddress, Search> eldest) {
      return size() > REMEMBERED;
    }
  }

  Patience(Later clock) {
    this.clock = clock;
  }

  /** Silence for a client that has not waited long enough; empty when its subnet decides. */
  Optional<Answer> silence(Request request) {
    int least = request.subnet().map(Subnet::lease).map(LeaseRules::minSecs).orElse(0);
    if (least == 0) {
      return Optional.empty();
    }
    if (!begins(request)) {
      paused(request);
      return Optional.empty();
    }
    long heard = heardFor(request.client()).toSeconds();
    long waited = Math.max(seconds(request.message().secs()), heard);
    return waited >= least
        ? Optional.empty()
        : Optional.of(
            Answer.silent(
                "waiting",
                "the client has asked for "
                    + waited
                    + " s, and is left to another server for the first "
                    + least
                    + " (min-secs)"));
  }

  private static boolean begins(Request request) {
    return request.type().map(type -> type == MessageType.DISCOVER).orElse(true);
  }

  /**
   * The seconds a client means: some firmware and systems send them in the wrong byte order, which
   * shows by a low byte of zero, as Kea reads it too.
   */
  static int seconds(int secs) {
    return (secs & 0xFF) == 0 ? secs >>> 8 : secs;
  }

  private synchronized Duration heardFor(Client client) {
    Duration now = clock.now();
    Duration since =
        Optional.ofNullable(searches.get(client.mac()))
            .filter(before -> before.goesOn(now, client.kind()))
            .map(Search::since)
            .orElse(now);
    searches.put(client.mac(), new Search(since, now, client.kind(), false));
    return now.minus(since);
  }

  /** Ends a search, unless the server chosen may yet fail to acknowledge. */
  private synchronized void paused(Request request) {
    boolean chose =
        request.type().filter(MessageType.REQUEST::equals).isPresent() && request.isForAnother();
    searches.computeIfPresent(
        request.client().mac(),
        (mac, search) ->
            chose ? new Search(search.since, clock.now(), search.program, true) : null);
  }
}
