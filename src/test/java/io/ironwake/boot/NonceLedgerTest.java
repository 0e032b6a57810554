package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.BootHints;
import io.ironwake.net.ClientArch;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose boot a name without a nonce belongs to. */
class NonceLedgerTest {
  private static final MacAddress ONE = MacAddress.parse("52:54:00:00:00:01");
  private static final MacAddress OTHER = MacAddress.parse("52:54:00:00:00:02");
  private static final Ipv4 HERE = Ipv4.parse("10.0.0.1");
  private static final Ipv4 THERE = Ipv4.parse("10.0.0.2");

  private static final NonceKey KEY = new NonceKey(new byte[32]);

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final NonceLedger ledger = new NonceLedger(new FixedKey(), new Ticking());
  private final NonceLedger replica = new NonceLedger(new FixedKey(), new Ticking());

  private static final class FixedKey extends BootKey {
    FixedKey() {
      super(null);
    }

    @Override
    NonceKey current() {
      return KEY;
    }
  }

  private final class Ticking extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private String current(MacAddress mac, Ipv4 address) {
    return ledger.current(mac, Optional.of(address), BootClient.UNKNOWN);
  }

  @Test
  void anAddressHasTheNonceThatWasGivenForIt() {
    String nonce = current(ONE, HERE);
    assertThat(ledger.at(HERE)).containsExactly(nonce);
    assertThat(ledger.at(THERE)).isEmpty();
  }

  @Test
  void twoMachinesAtOneAddressAreBothSeen() {
    assertThat(java.util.List.of(current(ONE, HERE), current(OTHER, HERE)))
        .isEqualTo(ledger.at(HERE));
  }

  @Test
  void aMachineThatMovedIsAtItsNewAddressOnly() {
    current(ONE, HERE);
    String moved = current(ONE, THERE);
    assertThat(ledger.at(HERE)).isEmpty();
    assertThat(ledger.at(THERE)).containsExactly(moved);
  }

  @Test
  void anUnboundNonceIsWhereItWasFirstUsed() {
    String nonce = ledger.current(ONE, Optional.empty(), BootClient.UNKNOWN);
    assertThat(ledger.at(HERE)).isEmpty();
    ledger.check(nonce, HERE);
    assertThat(ledger.at(HERE)).containsExactly(nonce);
  }

  @Test
  void aServedNonceStillStandsForItsAddressButTheNextBootGetsAnother() {
    String nonce = current(ONE, HERE);
    ledger.served(ONE);
    assertThat(ledger.at(HERE)).containsExactly(nonce);
    assertThat(current(ONE, HERE)).isNotEqualTo(nonce);
    assertThat(ledger.at(HERE)).hasSize(1).doesNotContain(nonce);
  }

  @Test
  void aMachineThatBootsByAnotherReplicaIsSeenAtItsAddress() {
    String before = current(ONE, HERE);
    String nonce = replica.current(OTHER, Optional.of(HERE), BootClient.UNKNOWN);

    assertThat(ledger.check(nonce, HERE)).isInstanceOf(NonceLedger.Check.Good.class);
    assertThat(ledger.at(HERE)).containsExactly(before, nonce);
    assertThat(current(OTHER, HERE)).as("it may be used up there").isNotEqualTo(nonce);
  }

  @Test
  void aNewerNonceOfAnotherReplicaTakesTheOldOnesPlace() {
    String old = current(ONE, HERE);
    now = now.plusSeconds(2);
    String unbound = replica.current(ONE, Optional.empty(), BootClient.UNKNOWN);

    assertThat(ledger.check(unbound, THERE)).isInstanceOf(NonceLedger.Check.Good.class);
    assertThat(ledger.at(THERE)).containsExactly(unbound);
    assertThat(ledger.at(HERE)).isEmpty();
    assertThat(ledger.check(unbound, HERE)).isInstanceOf(NonceLedger.Check.Foreign.class);

    assertThat(ledger.check(old, HERE)).isInstanceOf(NonceLedger.Check.Good.class);
    assertThat(ledger.at(HERE)).as("an older one moves nobody").isEmpty();
  }

  @Test
  void anExpiredOrForeignNonceIsNotNoted() {
    String nonce = replica.current(OTHER, Optional.of(HERE), BootClient.UNKNOWN);
    assertThat(ledger.check(nonce, THERE)).isInstanceOf(NonceLedger.Check.Foreign.class);
    now = now.plus(BootNonce.LIFETIME).plusSeconds(1);
    assertThat(ledger.check(nonce, HERE)).isInstanceOf(NonceLedger.Check.Expired.class);
    assertThat(ledger.at(HERE)).isEmpty();
    assertThat(ledger.at(THERE)).isEmpty();
  }

  @Test
  void aNonceLivesOnAtItsAddressUntilItIsTooOld() {
    assertThat(ledger.living(ONE, HERE)).isEmpty();
    String nonce = current(ONE, HERE);
    ledger.served(ONE);
    assertThat(ledger.living(ONE, HERE)).contains(nonce);
    assertThat(ledger.living(ONE, THERE)).isEmpty();
    assertThat(ledger.living(OTHER, HERE)).isEmpty();
    now = now.plus(BootNonce.LIFETIME).plusSeconds(1);
    assertThat(ledger.living(ONE, HERE)).isEmpty();
  }

  @Test
  void aNonceThatFoundItsAddressIsNotGivenForAnother() {
    String rom = ledger.current(ONE, Optional.empty(), BootClient.UNKNOWN);
    assertThat(current(ONE, HERE)).as("not used yet").isEqualTo(rom);
    ledger.check(rom, HERE);
    assertThat(current(ONE, HERE)).isEqualTo(rom);

    String ipxe = ledger.current(ONE, Optional.empty(), BootClient.UNKNOWN);
    assertThat(ipxe).as("a DISCOVER may end at another address").isNotEqualTo(rom);
    assertThat(current(ONE, THERE)).isEqualTo(ipxe);
    assertThat(ledger.check(ipxe, THERE)).isInstanceOf(NonceLedger.Check.Good.class);
    assertThat(current(ONE, HERE)).isNotEqualTo(ipxe);
  }

  @Test
  void aCircleOfLoadersIsSeenThroughChangesOfAddress() {
    ledger.check(ledger.current(ONE, Optional.empty(), BootClient.UNKNOWN), HERE);
    ledger.loaderFetched(ONE);
    ledger.check(ledger.current(ONE, Optional.empty(), BootClient.UNKNOWN), HERE);
    ledger.loaderFetched(ONE);
    assertThat(ledger.isLooping(ONE)).isTrue();
    ledger.served(ONE);
    current(ONE, HERE);
    assertThat(ledger.isLooping(ONE)).isFalse();
  }

  @Test
  void anOldNonceStandsForNothing() {
    current(ONE, HERE);
    now = now.plus(BootNonce.LIFETIME).plus(Duration.ofSeconds(1));
    assertThat(ledger.at(HERE)).isEmpty();
  }

  @Test
  void whatAClientToldIsKeptThroughFreshNonces() {
    BootClient told =
        new BootClient(
            Optional.of(ClientArch.UEFI_ARM64), Optional.empty(), Optional.empty(), BootHints.NONE);
    ledger.current(ONE, Optional.of(HERE), told);
    ledger.fresh(ONE, HERE);
    assertThat(ledger.client(ONE)).isEqualTo(told);
    assertThat(ledger.client(OTHER)).isEqualTo(BootClient.UNKNOWN);

    now = now.plus(BootNonce.LIFETIME).plusSeconds(1);
    assertThat(ledger.client(ONE)).isEqualTo(BootClient.UNKNOWN);
    ledger.fresh(ONE, HERE);
    assertThat(ledger.client(ONE))
        .as("a fresh nonce revives nothing")
        .isEqualTo(BootClient.UNKNOWN);
  }
}
