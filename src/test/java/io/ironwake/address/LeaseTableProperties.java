package io.ironwake.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.Ipv4;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens in whatever order, an address has one living holder. */
class LeaseTableProperties {
  private static final Subnet SUBNET = Fixtures.subnet("10.0.0.0/28", "10.0.0.2-10.0.0.6");
  private static final Reservations RESERVED =
      new Reservations(
          List.of(Fixtures.reservation(3, "10.0.0.4"), Fixtures.reservation(4, "10.0.0.9")));

  enum What {
    OFFER,
    COMMIT,
    COMMIT_ANY,
    RELEASE,
    DECLINE,
    WAIT,
    SWEEP
  }

  record Step(What what, int client, int address, int seconds) {}

  /** Who was promised an address, and until when. */
  record Promise(ClientIdentity client, Instant until) {}

  @Property(tries = 500)
  void anAddressIsNeverGivenToTwoClients(@ForAll("steps") List<Step> steps) {
    World world = new World();
    steps.forEach(world::take);
  }

  private static final class World {
    private final LeaseTable table = new LeaseTable();
    private final Map<Ipv4, Promise> promised = new HashMap<>();
    private final Map<Ipv4, Promise> offered = new HashMap<>();
    private Instant now = Fixtures.NOW;

    void take(Step step) {
      ClientIdentity client = Fixtures.client(step.client);
      Ipv4 wish = Fixtures.ip("10.0.0." + step.address);
      switch (step.what) {
        case OFFER -> offer(client, wish);
        case COMMIT ->
            offer(client, wish).ifPresent(address -> commit(client, address, step.seconds));
        case COMMIT_ANY -> commit(client, wish, step.seconds);
        case RELEASE -> end(client, wish, Lease.State.RELEASED);
        case DECLINE -> end(client, wish, Lease.State.DECLINED);
        case WAIT -> now = now.plusSeconds(step.seconds);
        case SWEEP -> table.sweep(now, now);
      }
    }

    private Optional<Ipv4> offer(ClientIdentity client, Ipv4 wish) {
      Optional<Ipv4> address =
          table.offer(this::policy, client, Optional.of(wish), now, now.plusSeconds(60));
      address.ifPresent(
          each -> {
            assertFree(each, client);
            offered.values().removeIf(other -> other.client.equals(client));
            offered.put(each, new Promise(client, now.plusSeconds(60)));
          });
      if (address.isEmpty() && RESERVED.of(client).isEmpty()) {
        assertFull();
      }
      return address;
    }

    /** Nobody is turned away while a pooled address is free. */
    private void assertFull() {
      for (String pooled : List.of("10.0.0.2", "10.0.0.3", "10.0.0.6")) {
        Ipv4 address = Fixtures.ip(pooled);
        boolean kept =
            Optional.ofNullable(promised.get(address))
                    .filter(promise -> now.isBefore(promise.until))
                    .isPresent()
                || Optional.ofNullable(offered.get(address))
                    .filter(promise -> now.isBefore(promise.until))
                    .isPresent()
                || table
                    .at(address)
                    .filter(last -> last.state() == Lease.State.DECLINED && last.isHeld(now))
                    .isPresent();
        assertThat(kept).as("%s is in use", address).isTrue();
      }
    }

    private void commit(ClientIdentity client, Ipv4 address, int seconds) {
      if (table.claim(this::policy, client, address, now, now.plusSeconds(60)).isPresent()) {
        return;
      }
      assertFree(address, client);
      promised.put(address, new Promise(client, now.plusSeconds(seconds)));
      offered.values().removeIf(other -> other.client.equals(client));
      table.put(lease(client, address, Lease.State.ACTIVE, now.plusSeconds(seconds)));
    }

    private void end(ClientIdentity client, Ipv4 address, Lease.State state) {
      if (table.at(address).filter(each -> each.isHolder(client.hardware())).isPresent()) {
        promised.remove(address);
        table.put(
            lease(
                client,
                address,
                state,
                state == Lease.State.DECLINED ? now.plusSeconds(600) : now));
      }
    }

    private Lease lease(ClientIdentity client, Ipv4 address, Lease.State state, Instant until) {
      Optional<HardwareAddress> holder =
          state == Lease.State.DECLINED ? Optional.empty() : Optional.of(client.hardware());
      return new Lease(
          SUBNET.id(), address, holder, Optional.empty(), Optional.empty(), state, now, until);
    }

    private void assertFree(Ipv4 address, ClientIdentity client) {
      for (Map<Ipv4, Promise> each : List.of(promised, offered)) {
        Promise promise = each.get(address);
        if (promise != null && now.isBefore(promise.until)) {
          assertThat(promise.client).as("holder of %s", address).isEqualTo(client);
        }
      }
      assertThat(
              RESERVED.at(address).filter(each -> !RESERVED.of(client).equals(Optional.of(each))))
          .isEmpty();
      assertThat(
              table
                  .at(address)
                  .filter(lease -> lease.state() == Lease.State.DECLINED && lease.isHeld(now)))
          .isEmpty();
    }

    private LeasePolicy policy(Holdings holdings) {
      return new LeasePolicy(
          SUBNET, RESERVED, holdings, Set.of(Fixtures.ip("10.0.0.5")), Set.of(), now);
    }
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(What.class),
            Arbitraries.integers().between(1, 8),
            Arbitraries.integers().between(0, 15),
            Arbitraries.integers().between(1, 90))
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(120);
  }
}
