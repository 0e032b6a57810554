package io.ironwake.boot;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
  private final Map<MacAddress, Boot> entries = new LinkedHashMap<>();
  private final Map<Ipv4, Set<MacAddress>> places = new HashMap<>();

  /**
   * What is remembered of one boot.
   *
   * @param address the only one it may be used from
   * @param place where its client sits, as far as it told
   * @param served true once its script was handed out
   */
  private record Boot(
      BootNonce nonce,
      String text,
      Optional<Ipv4> address,
      Optional<Ipv4> place,
      BootClient client,
      Instant lastPacket,
      boolean served,
      int loaderFetches) {
    boolean goesOn(Instant now) {
      return !served && !now.isAfter(lastPacket.plus(QUIET));
    }

    /** One that has its address opens nothing from another, which an unknown one may be. */
    boolean isUsable(Optional<Ipv4> given, Instant now) {
      return goesOn(now)
          && now.isBefore(nonce.mintedAt().plus(BootNonce.LIFETIME).minus(QUIET))
          && (address.isEmpty() || address.equals(given));
    }

    /**
     * A boot that began elsewhere. How far it got is not known here: DHCP names its nonce no more.
     */
    static Boot met(BootNonce nonce, String text, Ipv4 at, BootClient from, Instant now) {
      return new Boot(nonce, text, Optional.of(at), Optional.of(at), from, now, true, 0);
    }

    boolean isBefore(BootNonce other) {
      return nonce.mintedAt().isBefore(other.mintedAt());
    }

    Boot heard(Optional<Ipv4> at, BootClient from, Instant now) {
      return new Boot(nonce, text, address, at.or(() -> place), from, now, served, loaderFetches);
    }

    Boot boundTo(Ipv4 first) {
      return new Boot(
          nonce,
          text,
          Optional.of(first),
          Optional.of(first),
          client,
          lastPacket,
          served,
          loaderFetches);
    }

    Boot afterLoaders(int fetches) {
      return new Boot(nonce, text, address, place, client, lastPacket, served, fetches);
    }

    Boot handedOut() {
      return new Boot(nonce, text, address, place, client, lastPacket, true, 0);
    }
  }

  NonceLedger(BootKey key, Clock clock) {
    this.key = key;
    this.clock = clock;
  }

  /**
   * The nonce of this MAC's present boot; a new one when it has none, or was given another address.
   *
   * @param address the one it has, is being given or asks for
   */
  synchronized String current(MacAddress mac, Optional<Ipv4> address, BootClient client) {
    Instant now = clock.instant();
    Optional<Boot> before = Optional.ofNullable(entries.get(mac)).filter(it -> it.goesOn(now));
    Boot next =
        before
            .filter(known -> known.isUsable(address, now))
            .map(known -> known.heard(address, client, now))
            .orElseGet(
                () ->
                    mint(mac, address, client, now)
                        .afterLoaders(before.map(Boot::loaderFetches).orElse(0)));
    put(mac, next);
    return next.text;
  }

  /** A fresh nonce, whatever the ledger holds; the next packets of this MAC keep it. */
  synchronized String fresh(MacAddress mac, Ipv4 address) {
    Boot entry = mint(mac, Optional.of(address), client(mac), clock.instant());
    put(mac, entry);
    return entry.text;
  }

  private Boot mint(MacAddress mac, Optional<Ipv4> address, BootClient client, Instant now) {
    BootNonce nonce =
        new BootNonce(mac, random.nextLong() & 0xFFFF_FFFF_FFFFL, now, address.isPresent());
    String text = nonce.sign(key.current(), address.orElse(Ipv4.ANY));
    return new Boot(nonce, text, address, address, client, now, false, 0);
  }

  private void put(MacAddress mac, Boot boot) {
    forget(mac);
    entries.put(mac, boot);
    boot.place.ifPresent(at -> places.computeIfAbsent(at, key -> new LinkedHashSet<>()).add(mac));
    if (entries.size() > MAX) {
      Iterator<MacAddress> eldest = entries.keySet().iterator();
      forget(eldest.next());
    }
  }

  private void forget(MacAddress mac) {
    Boot gone = entries.remove(mac);
    if (gone != null && gone.place.isPresent()) {
      places.computeIfPresent(
          gone.place.get(), (at, macs) -> macs.remove(mac) && macs.isEmpty() ? null : macs);
    }
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
   * that uses it. One that another replica minted, or that was forgotten here, is noted, so that
   * its machine counts among those at that address.
   */
  Check check(String text, Ipv4 client) {
    return BootNonce.verify(text, key.current(), client)
        .map(nonce -> check(nonce, text, client))
        .orElseGet(() -> new Check.Foreign("the boot link is not one Ironwake gave to " + client));
  }

  private synchronized Check check(BootNonce nonce, String text, Ipv4 client) {
    Instant now = clock.instant();
    Optional<Boot> known =
        Optional.ofNullable(entries.get(nonce.mac())).filter(boot -> !boot.isBefore(nonce));
    if (!nonce.bound()
        && known.flatMap(Boot::address).filter(first -> !first.equals(client)).isPresent()) {
      return new Check.Foreign("the boot link was first used from another address than " + client);
    }
    if (nonce.isExpired(now)) {
      return new Check.Expired(nonce);
    }
    if (known.isEmpty()) {
      put(nonce.mac(), Boot.met(nonce, text, client, client(nonce.mac()), now));
    } else if (!nonce.bound() && known.get().text.equals(text)) {
      put(nonce.mac(), known.get().boundTo(client));
    }
    return new Check.Good(nonce);
  }

  /**
   * The living nonces whose client sits at this address, for names that a client fixes and that
   * therefore hold none. More than one means that nobody can say who asks.
   */
  synchronized List<String> at(Ipv4 address) {
    Instant now = clock.instant();
    return places.getOrDefault(address, Set.of()).stream()
        .flatMap(mac -> Optional.ofNullable(entries.get(mac)).stream())
        .filter(boot -> !boot.nonce.isExpired(now))
        .map(Boot::text)
        .toList();
  }

  /** The living nonce of this MAC at this address, whether its script was served or not. */
  synchronized Optional<String> living(MacAddress mac, Ipv4 address) {
    Instant now = clock.instant();
    return Optional.ofNullable(entries.get(mac))
        .filter(boot -> boot.address.equals(Optional.of(address)) && !boot.nonce.isExpired(now))
        .map(Boot::text);
  }

  /**
   * What this MAC told of itself when it asked for its boot file; nothing once that boot is too
   * old: the NIC may be in another machine since.
   */
  synchronized BootClient client(MacAddress mac) {
    Instant now = clock.instant();
    return Optional.ofNullable(entries.get(mac))
        .filter(boot -> !boot.nonce.isExpired(now))
        .map(Boot::client)
        .orElse(BootClient.UNKNOWN);
  }

  /**
   * Notes that a boot's script was served: the next network boot of this MAC gets a nonce of its
   * own, and this one still opens what the script names.
   */
  synchronized void served(MacAddress mac) {
    Boot entry = entries.get(mac);
    if (entry != null) {
      put(mac, entry.handedOut());
    }
  }

  /** Notes that this boot fetched a loader. */
  synchronized void loaderFetched(MacAddress mac) {
    Boot entry = entries.get(mac);
    if (entry != null) {
      put(mac, entry.afterLoaders(entry.loaderFetches + 1));
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
