package io.ironwake.address;

import io.ironwake.net.IpRange;
import io.ironwake.net.Ipv4;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One subnet's leases as last committed, and its open offers. Each call takes microseconds, so
 * event loops may wait for it.
 */
final class LeaseTable {
  private record Offer(HardwareAddress client, Ipv4 address, Instant until) {}

  private final Map<Ipv4, Lease> byAddress = new HashMap<>();
  private final Map<HardwareAddress, Lease> byHolder = new HashMap<>();
  private final Map<ClientId, Lease> byClientId = new HashMap<>();
  private final Map<Ipv4, Offer> offers = new HashMap<>();
  private final Map<HardwareAddress, Offer> offerByClient = new HashMap<>();
  private final NavigableSet<Offer> offersByEnd =
      new TreeSet<>(Comparator.comparing(Offer::until).thenComparing(Offer::address));
  private final Vacancies vacancies = new Vacancies();
  private long room = Long.MAX_VALUE;
  private final Runnable pressed;

  /** Tells {@code pressed}, which must not wait, what {@link #notice} asks for. */
  LeaseTable(Runnable pressed) {
    this.pressed = pressed;
  }

  /** A table that tells nobody how full it is. */
  LeaseTable() {
    this(() -> {});
  }

  /** Chooses an address and keeps it for the client until {@code until}. */
  synchronized Optional<Ipv4> offer(
      Function<Holdings, LeasePolicy> policy,
      ClientIdentity client,
      Optional<Ipv4> requested,
      Instant now,
      Instant until) {
    dropEnded(now);
    Optional<Ipv4> chosen = policy.apply(new View(now)).choose(client, requested);
    chosen.ifPresent(address -> keep(new Offer(client.hardware(), address, until), now));
    return chosen;
  }

  /** Whether there is an address to offer; keeps none. */
  synchronized boolean hasRoom(
      Function<Holdings, LeasePolicy> policy, ClientIdentity client, Instant now) {
    dropEnded(now);
    return policy.apply(new View(now)).choose(client, Optional.empty()).isPresent();
  }

  /** Keeps {@code address} for the client until {@code until}, or says why it may not have it. */
  synchronized Optional<String> claim(
      Function<Holdings, LeasePolicy> policy,
      ClientIdentity client,
      Ipv4 address,
      Instant now,
      Instant until) {
    Optional<String> refusal = policy.apply(new View(now)).refusal(client, address);
    if (refusal.isEmpty()) {
      keep(new Offer(client.hardware(), address, until), now);
    }
    return refusal;
  }

  private void keep(Offer offer, Instant now) {
    Offer before = offerByClient.get(offer.client);
    if (before != null && before.address.equals(offer.address)) {
      prolong(before, offer);
      return;
    }
    count(offer.address, now);
    Optional.ofNullable(before).ifPresent(this::drop);
    Optional.ofNullable(offers.get(offer.address)).ifPresent(this::drop);
    offers.put(offer.address, offer);
    offerByClient.put(offer.client, offer);
    offersByEnd.add(offer);
    changed(offer.address, last(offer.address));
  }

  /** The same client's same address: whether it is vacant does not change. */
  private void prolong(Offer before, Offer offer) {
    offers.put(offer.address, offer);
    offerByClient.put(offer.client, offer);
    offersByEnd.remove(before);
    offersByEnd.add(offer);
  }

  private void count(Ipv4 address, Instant now) {
    boolean inUse =
        offers.containsKey(address) || last(address).filter(each -> each.isHeld(now)).isPresent();
    if (!inUse && --room == 0) {
      pressed.run();
    }
  }

  /** Asks to be told, once, when so many addresses more have come into use; at least one. */
  synchronized void notice(long more) {
    room = more;
  }

  private void drop(Offer offer) {
    offers.remove(offer.address);
    offerByClient.remove(offer.client);
    offersByEnd.remove(offer);
    changed(offer.address, last(offer.address));
  }

  private void dropEnded(Instant now) {
    while (!offersByEnd.isEmpty() && !now.isBefore(offersByEnd.first().until)) {
      drop(offersByEnd.first());
    }
  }

  private Optional<Lease> last(Ipv4 address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  private void changed(Ipv4 address, Optional<Lease> before) {
    vacancies.change(address, before, last(address), offers.containsKey(address));
  }

  /** Ends what is kept for a client that turned out not to get it. */
  synchronized void withdraw(HardwareAddress client, Ipv4 address) {
    Offer offer = offers.get(address);
    if (offer != null && offer.client.equals(client)) {
      drop(offer);
    }
  }

  /** Ends what is on offer to a client, which took another server's. */
  synchronized void withdraw(HardwareAddress client) {
    Optional.ofNullable(offerByClient.get(client)).ifPresent(this::drop);
  }

  /** True when a lease or an open offer says that the client was here. */
  synchronized boolean knows(ClientIdentity client, boolean matchClientId, Instant now) {
    return byHolder.containsKey(client.hardware())
        || new View(now).offerOf(client.hardware()).isPresent()
        || matchClientId && client.clientId().filter(byClientId::containsKey).isPresent();
  }

  /**
   * Takes in what the database holds for an address; an open offer of it to the holder is thereby
   * used up.
   */
  synchronized void put(Lease lease) {
    Optional<Lease> before = last(lease.address());
    byAddress.put(lease.address(), lease);
    before.ifPresent(this::forget);
    changed(lease.address(), before);
    lease.holder().ifPresent(holder -> index(holder, lease));
    lease.clientId().ifPresent(id -> byClientId.put(id, lease));
  }

  private void index(HardwareAddress holder, Lease lease) {
    byHolder.put(holder, lease);
    Offer offer = offerByClient.get(holder);
    if (lease.state() == Lease.State.ACTIVE
        && offer != null
        && offer.address.equals(lease.address())) {
      drop(offer);
    }
  }

  /** {@link #put}, unless the table already knows a later term of that address. */
  synchronized void putUnlessNewer(Lease lease) {
    Lease known = byAddress.get(lease.address());
    if (known == null || !lease.startsAt().isBefore(known.startsAt())) {
      put(lease);
    }
  }

  synchronized void remove(Ipv4 address) {
    Optional<Lease> before = last(address);
    byAddress.remove(address);
    before.ifPresent(this::forget);
    changed(address, before);
  }

  private void forget(Lease lease) {
    lease.holder().ifPresent(holder -> byHolder.remove(holder, lease));
    lease.clientId().ifPresent(id -> byClientId.remove(id, lease));
  }

  /** Drops offers that ran out, and leases that ended before {@code before}. */
  void sweep(Instant now, Instant before) {
    dropOffers(now);
    // Found on a copy, and each dropped by itself: event loops wait for this lock.
    all().stream().filter(each -> each.expiresAt().isBefore(before)).forEach(this::removeUnchanged);
  }

  private synchronized void dropOffers(Instant now) {
    dropEnded(now);
  }

  private synchronized void removeUnchanged(Lease ended) {
    if (ended.equals(byAddress.get(ended.address()))) {
      remove(ended.address());
    }
  }

  /** How many addresses of the wanted ones are leased or on offer. */
  long inUse(Predicate<Ipv4> wanted, Instant now) {
    return Stream.concat(
            all().stream().filter(lease -> lease.isHeld(now)).map(Lease::address),
            openOffers(now).stream())
        .filter(wanted)
        .distinct()
        .count();
  }

  private synchronized List<Ipv4> openOffers(Instant now) {
    return offers.values().stream()
        .filter(offer -> now.isBefore(offer.until))
        .map(Offer::address)
        .toList();
  }

  synchronized Optional<Lease> at(Ipv4 address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  synchronized Optional<Lease> of(HardwareAddress holder) {
    return Optional.ofNullable(byHolder.get(holder));
  }

  synchronized List<Lease> all() {
    return List.copyOf(byAddress.values());
  }

  /** The table as the policy sees it at one moment; used only while the table is locked. */
  private final class View implements Holdings {
    private final Instant now;

    View(Instant now) {
      this.now = now;
    }

    @Override
    public Optional<Lease> at(Ipv4 address) {
      return Optional.ofNullable(byAddress.get(address));
    }

    @Override
    public Optional<Lease> of(HardwareAddress client) {
      return Optional.ofNullable(byHolder.get(client));
    }

    @Override
    public Optional<Lease> of(ClientId clientId) {
      return Optional.ofNullable(byClientId.get(clientId));
    }

    @Override
    public Optional<HardwareAddress> offeredTo(Ipv4 address) {
      return open(offers.get(address)).map(Offer::client);
    }

    @Override
    public Optional<Ipv4> offerOf(HardwareAddress client) {
      return open(offerByClient.get(client)).map(Offer::address);
    }

    @Override
    public Optional<Ipv4> firstUntouched(IpRange range) {
      return vacancies.firstUntouched(range);
    }

    @Override
    public Iterable<Lease> byEnd() {
      return vacancies.byEnd();
    }

    private Optional<Offer> open(@org.jspecify.annotations.Nullable Offer offer) {
      return Optional.ofNullable(offer).filter(each -> now.isBefore(each.until));
    }
  }
}
