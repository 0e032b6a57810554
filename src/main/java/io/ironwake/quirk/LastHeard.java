package io.ironwake.quirk;

import io.ironwake.net.MacAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the latest boot clients said of themselves by DHCP; the oldest are forgotten. */
final class LastHeard {
  private static final int MAX = 20_000;

  private final Map<MacAddress, QuirkSubject> clients =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MacAddress, QuirkSubject> eldest) {
          return size() > MAX;
        }
      };

  synchronized void put(QuirkSubject client) {
    clients.remove(client.mac());
    clients.put(client.mac(), client);
  }

  synchronized Optional<QuirkSubject> of(MacAddress mac) {
    return Optional.ofNullable(clients.get(mac));
  }
}
