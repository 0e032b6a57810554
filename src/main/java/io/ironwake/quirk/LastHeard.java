package io.ironwake.quirk;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the latest boot clients said of themselves by DHCP; the oldest are forgotten. */
final class LastHeard {
  private static final int MAX = 20_000;

  private final Map<MacAddress, QuirkSubject> clients = new Latest<>();
  private final Map<Ipv4, MacAddress> places = new Latest<>();

  /** A map that forgets its eldest entries. */
  private static final class Latest<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > MAX;
    }
  }

  /** Keeps a client, and where it sits as far as that is known. */
  synchronized void put(QuirkSubject client, Optional<Ipv4> address) {
    clients.remove(client.mac());
    clients.put(client.mac(), client);
    address.ifPresent(
        at -> {
          places.remove(at);
          places.put(at, client.mac());
        });
  }

  /** The client that was last given this address. */
  synchronized Optional<QuirkSubject> at(Ipv4 address) {
    return Optional.ofNullable(places.get(address))
        .flatMap(mac -> Optional.ofNullable(clients.get(mac)));
  }
}
