package io.ironwake.tftp;

import io.ironwake.net.Ipv4;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Granted requests whose first packet is held back: the addresses take turns, and of one address
 * the oldest is first.
 */
final class WaitingRoom {
  /** Firmware repeats its request within seconds; one that does not has left. */
  private static final long SILENCE = Duration.ofSeconds(20).toNanos();

  /** Then the machine has restarted or somebody else has served it. */
  private static final long LONGEST = Duration.ofSeconds(60).toNanos();

  /** This is asked after every datagram, so it must not pass through the whole row. */
  static final int MOST_LOOKS = 32;

  /** One request; {@code askedAt} moves when the client repeats it. */
  static final class Waiting {
    final InetSocketAddress client;
    final ReadRequest request;
    final Grant.Granted granted;
    final long since;
    private long askedAt;

    Waiting(InetSocketAddress client, ReadRequest request, Grant.Granted granted, long now) {
      this.client = client;
      this.request = request;
      this.granted = granted;
      this.since = now;
      this.askedAt = now;
    }

    Ipv4 address() {
      return Ipv4.of(client.getAddress());
    }

    private boolean inVain(long now) {
      return now - askedAt >= SILENCE || now - since >= LONGEST;
    }
  }

  private final Map<InetSocketAddress, Waiting> byClient = new HashMap<>();
  private final LinkedHashMap<Ipv4, Queue<Waiting>> turns = new LinkedHashMap<>();

  int size() {
    return byClient.size();
  }

  void add(Waiting waiting) {
    byClient.put(waiting.client, waiting);
    turns.computeIfAbsent(waiting.address(), _ -> new ArrayDeque<>()).add(waiting);
  }

  /** True if exactly this request waits already; then its client is known to be still there. */
  boolean repeated(InetSocketAddress client, ReadRequest request, long now) {
    Waiting waiting = byClient.get(client);
    if (waiting == null || !waiting.request.equals(request)) {
      return false;
    }
    waiting.askedAt = now;
    return true;
  }

  /** Takes out what the client asked before. */
  Optional<Waiting> leave(InetSocketAddress client) {
    Optional<Waiting> left = Optional.ofNullable(byClient.get(client));
    left.ifPresent(this::remove);
    return left;
  }

  /**
   * Takes out the next one whose address gets a place; its address goes to the end of the row, as
   * do those before it that have all the places one address may have.
   */
  Optional<Waiting> next(Places places) {
    int looks = Math.min(turns.size(), MOST_LOOKS);
    for (int look = 0; look < looks && places.anyFree(); look++) {
      Map.Entry<Ipv4, Queue<Waiting>> front = turns.sequencedEntrySet().getFirst();
      Ipv4 address = front.getKey();
      Queue<Waiting> row = front.getValue();
      turns.putLast(address, row);
      if (places.take(address)) {
        Waiting first = row.element();
        remove(first);
        return Optional.of(first);
      }
    }
    return Optional.empty();
  }

  /** Takes out those that waited in vain. */
  List<Waiting> expired(long now) {
    List<Waiting> expired = new ArrayList<>();
    for (Waiting each : byClient.values()) {
      if (each.inVain(now)) {
        expired.add(each);
      }
    }
    expired.forEach(this::remove);
    return expired;
  }

  /** Takes out all. */
  List<Waiting> everybody() {
    List<Waiting> all = List.copyOf(byClient.values());
    byClient.clear();
    turns.clear();
    return all;
  }

  private void remove(Waiting waiting) {
    byClient.remove(waiting.client);
    turns.computeIfPresent(
        waiting.address(),
        (_, queue) -> {
          queue.remove(waiting);
          return queue.isEmpty() ? null : queue;
        });
  }
}
