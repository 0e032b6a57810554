package io.ironwake.address;

import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Values the tests of this package share. */
final class Fixtures {
  static final UUID SUBNET_ID = new UUID(1, 1);
  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private Fixtures() {}

  static Subnet subnet(String cidr, String... pools) {
    return subnet(SUBNET_ID, "rack1", cidr, pools);
  }

  static Subnet subnet(UUID id, String name, String cidr, String... pools) {
    return new Subnet(
        id,
        1,
        name,
        Cidr.parse(cidr),
        Subnet.Mode.FULL,
        Arrays.stream(pools).map(Pool::parse).toList(),
        SubnetOptions.NONE,
        LeaseRules.DEFAULT,
        BootRules.DEFAULT,
        Optional.empty(),
        Optional.empty());
  }

  static Subnet with(Subnet old, SubnetOptions options) {
    return new Subnet(
        old.id(),
        1,
        old.name(),
        old.cidr(),
        old.mode(),
        old.pools(),
        options,
        old.lease(),
        old.boot(),
        old.interfaceName(),
        old.sharedNetwork());
  }

  static Subnet with(Subnet old, LeaseRules lease) {
    return new Subnet(
        old.id(),
        1,
        old.name(),
        old.cidr(),
        old.mode(),
        old.pools(),
        old.options(),
        lease,
        old.boot(),
        old.interfaceName(),
        old.sharedNetwork());
  }

  static Subnet with(Subnet old, Subnet.Mode mode) {
    return new Subnet(
        old.id(),
        1,
        old.name(),
        old.cidr(),
        mode,
        old.pools(),
        old.options(),
        old.lease(),
        old.boot(),
        old.interfaceName(),
        old.sharedNetwork());
  }

  static Subnet on(Subnet old, String interfaceName) {
    return placed(old, Optional.of(interfaceName), old.sharedNetwork());
  }

  static Subnet sharing(Subnet old, String network) {
    return placed(old, old.interfaceName(), Optional.of(network));
  }

  private static Subnet placed(
      Subnet old, Optional<String> interfaceName, Optional<String> sharedNetwork) {
    return new Subnet(
        old.id(),
        1,
        old.name(),
        old.cidr(),
        old.mode(),
        old.pools(),
        old.options(),
        old.lease(),
        old.boot(),
        interfaceName,
        sharedNetwork);
  }

  static Subnet with(Subnet old, List<Pool> pools) {
    return new Subnet(
        old.id(),
        1,
        old.name(),
        old.cidr(),
        old.mode(),
        pools,
        old.options(),
        old.lease(),
        old.boot(),
        old.interfaceName(),
        old.sharedNetwork());
  }

  static Subnet matchingClientId(Subnet old) {
    return with(
        old, new LeaseRules(Duration.ofHours(1), Duration.ofMinutes(1), false, true, false));
  }

  static SubnetOptions gateway(String address) {
    return new SubnetOptions(
        Optional.of(ip(address)), List.of(), Optional.empty(), DeclaredOptions.NONE);
  }

  static DeclaredOptions options(Map<Integer, String> texts) {
    return DeclaredOptions.of(
        texts.entrySet().stream()
            .map(each -> DeclaredOption.of(each.getKey(), each.getValue(), false))
            .toList());
  }

  static Ipv4 ip(String text) {
    return Ipv4.parse(text);
  }

  static ClientIdentity client(int n) {
    return ClientIdentity.ethernet(mac(n));
  }

  static ClientIdentity client(int n, String clientId) {
    return new ClientIdentity(1, mac(n), Optional.of(new ClientId(clientId)));
  }

  static MacAddress mac(int n) {
    return new MacAddress(0x5254_0000_0000L + n);
  }

  static Reservation reservation(int macNumber, String address) {
    return reservation(ReservationKey.of(mac(macNumber)), address);
  }

  static Reservation reservation(ReservationKey key, String address) {
    return new Reservation(
        new UUID(2, key.hashCode()),
        1,
        SUBNET_ID,
        key,
        ip(address),
        Optional.empty(),
        DeclaredOptions.NONE);
  }

  static Lease lease(String address, ClientIdentity client, Instant expiresAt) {
    return new Lease(
        SUBNET_ID,
        ip(address),
        Optional.of(client.hardware()),
        client.clientId(),
        Optional.empty(),
        Lease.State.ACTIVE,
        NOW.minusSeconds(60),
        expiresAt);
  }

  static Lease declined(String address, Instant expiresAt) {
    return new Lease(
        SUBNET_ID,
        ip(address),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Lease.State.DECLINED,
        NOW,
        expiresAt);
  }
}
