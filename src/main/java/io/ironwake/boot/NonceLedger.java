package io.ironwake.boot;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The nonces in use, one per MAC: a MAC keeps its nonce through OFFER, ACK, port 4011 and
 * retransmissions until a script was served or 60 seconds pass without a packet. Losing this memory
 * costs a machine one more DHCP exchange, nothing else.
 */
@ApplicationScoped
class NonceLedger {
  private static final Duration QUIET = Duration.ofSeconds(60);
  private static final int MAX = 20_000;

  /** A power cycle in the middle of a boot may fetch it twice; a circle fetches it for ever. */
  private static final int LOADER_FETCHES = 2;

  private final BootKey key;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<MacAddress, Boot> entries =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<MacAddress, Boot> eldest) {
          return size() > MAX;
        }
      };

  /** What is remembered of one boot. */
  private record Boot(
      BootNonce nonce, String text, Optional<Ipv4> address, Instant lastPacket, int loaderFetches) {
    boolean isUsable(Optional<Ipv4> given, Instant now) {
      return !now.isAfter(lastPacket.plus(QUIET))
          && now.isBefore(nonce.mintedAt().plus(BootNonce.LIFETIME).minus(QUIET))
          && (given.isEmpty() || !nonce.bound() || address.equals(given));
    }

    Boot heard(Instant now) {
      return new Boot(nonce, text, address, now, loaderFetches);
    }

    Boot boundTo(Ipv4 client) {
      return new Boot(nonce, text, Optional.of(client), lastPacket, loaderFetches);
    }

    Boot withLoaderFetched() {
      return new Boot(nonce, text, address, lastPacket, loaderFetches + 1);
    }
  }

  NonceLedger(BootKey key, Clock clock) {
    this.key = key;
    this.clock = clock;
  }

  /**
   * The nonce of this MAC's present boot; a new one when it has none, or was given another address.
   */
  synchronized String current(MacAddress mac, Optional<Ipv4> address) {
    Instant now = clock.instant();
    Boot next =
        Optional.ofNullable(entries.get(mac))
            .filter(known -> known.isUsable(address, now))
            .map(known -> known.heard(now))
            .orElseGet(() -> mint(mac, address, now));
    entries.put(mac, next);
    return next.text;
  }

  /** A fresh nonce, whatever the ledger holds; the next packets of this MAC keep it. */
  synchronized String fresh(MacAddress mac, Ipv4 address) {
    Boot entry = mint(mac, Optional.of(address), clock.instant());
    entries.put(mac, entry);
    return entry.text;
  }

  private Boot mint(MacAddress mac, Optional<Ipv4> address, Instant now) {
    BootNonce nonce =
        new BootNonce(mac, random.nextLong() & 0xFFFF_FFFF_FFFFL, now, address.isPresent());
    return new Boot(nonce, nonce.sign(key.bytes(), address.orElse(Ipv4.ANY)), address, now, 0);
  }

  /** What came of looking at a nonce. */
  sealed interface Check {
    record Good(BootNonce nonce) implements Check {}

    /** It was ours, for this client, and is too old. */
    record Expired(BootNonce nonce) implements Check {}

    record Foreign(String reason) implements Check {}
  }

  /**
   * Verifies a nonce presented from {@code client}; an unbound one is bound to the first address
   * that uses it.
   */
  synchronized Check check(String text, Ipv4 client) {
    Optional<BootNonce> verified = BootNonce.verify(text, key.bytes(), client);
    if (verified.isEmpty()) {
      return new Check.Foreign("the boot link is not one Ironwake gave to " + client);
    }
    BootNonce nonce = verified.get();
    Optional<Boot> known =
        Optional.ofNullable(entries.get(nonce.mac())).filter(boot -> !nonce.bound());
    if (known.flatMap(Boot::address).filter(first -> !first.equals(client)).isPresent()) {
      return new Check.Foreign("the boot link was first used from another address than " + client);
    }
    known
        .filter(boot -> boot.text.equals(text))
        .ifPresent(boot -> entries.put(nonce.mac(), boot.boundTo(client)));
    return nonce.isExpired(clock.instant()) ? new Check.Expired(nonce) : new Check.Good(nonce);
  }

  /**
   * Forgets a boot whose script was served: the next network boot of this MAC gets a nonce of its
   * own.
   */
  synchronized void served(MacAddress mac) {
    entries.remove(mac);
  }

  /** Notes that this boot fetched a loader. */
  synchronized void loaderFetched(MacAddress mac) {
    Boot entry = entries.get(mac);
    if (entry != null) {
      entries.put(mac, entry.withLoaderFetched());
    }
  }

  /**
   * True when this boot fetched a loader so often that naming it once more would go round in a
   * circle.
   */
  synchronized boolean isLooping(MacAddress mac) {
    Boot entry = entries.get(mac);
    return entry != null && entry.loaderFetches >= LOADER_FETCHES;
  }
}
