package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BootNonceTest {
  private static final NonceKey KEY = new NonceKey(new byte[32]);
  private static final Ipv4 MINE = Ipv4.parse("10.0.0.9");
  private static final Ipv4 OTHER = Ipv4.parse("10.0.0.10");
  private static final BootNonce BOUND =
      new BootNonce(
          MacAddress.parse("52:54:00:00:00:01"),
          0xABCDEF012345L,
          Instant.ofEpochSecond(1_800_000_000L),
          true);

  @Test
  void comesBackWhole() {
    assertThat(BootNonce.verify(BOUND.sign(KEY, MINE), KEY, MINE)).contains(BOUND);
  }

  @Test
  void bootUrlStaysWithinBootpFile() {
    String url = "http://255.255.255.255:65535/boot/" + BOUND.sign(KEY, MINE) + "/ipxe-i386.efi";
    assertThat(url.length()).isLessThanOrEqualTo(127);
  }

  @Test
  void opensNothingFromAnotherAddress() {
    assertThat(BootNonce.verify(BOUND.sign(KEY, MINE), KEY, OTHER)).isEmpty();
  }

  @Test
  void unboundOpensFromAnyAddress() {
    BootNonce unbound = new BootNonce(BOUND.mac(), BOUND.bootId(), BOUND.mintedAt(), false);
    assertThat(BootNonce.verify(unbound.sign(KEY, MINE), KEY, OTHER)).contains(unbound);
  }

  @Test
  void everyFlippedBitIsNoticed() {
    byte[] bytes = Base64.getUrlDecoder().decode(BOUND.sign(KEY, MINE));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] forged = Arrays.copyOf(bytes, bytes.length);
      forged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(
              BootNonce.verify(
                  Base64.getUrlEncoder().withoutPadding().encodeToString(forged), KEY, MINE))
          .as("bit %d", bit)
          .isEqualTo(Optional.empty());
    }
  }

  @Test
  void otherTextIsNoNonce() {
    for (String text :
        new String[] {"", "x", "..", "%", "AAAA", "ä", "A".repeat(44), "A".repeat(10_000)}) {
      assertThat(BootNonce.verify(text, KEY, MINE)).isEmpty();
    }
  }

  @Test
  void livesTenMinutes() {
    assertThat(BOUND.isExpired(BOUND.mintedAt().plusSeconds(600))).isFalse();
    assertThat(BOUND.isExpired(BOUND.mintedAt().plusSeconds(601))).isTrue();
  }

  @Test
  void isNotShown() {
    assertThat(BOUND.toString()).doesNotContain(BOUND.sign(KEY, MINE));
  }
}
