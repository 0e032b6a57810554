package io.ironwake.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientIdTest {
  /** With a string's hash 65 536 neighbours share some two thousand values. */
  @Test
  void neighboursDoNotShareTheirHash() {
    Set<Integer> hashes = new HashSet<>();
    for (int i = 0; i < 0x1_0000; i++) {
      hashes.add(ClientId.of(new byte[] {1, 2, 0x50, 0, 0, (byte) (i >> 8), (byte) i}).hashCode());
    }

    assertThat(hashes).hasSizeGreaterThan(65_000);
  }

  @Test
  void equalIdentifiersHaveOneHash() {
    assertThat(ClientId.of(new byte[] {1, 2, 3})).hasSameHashCodeAs(new ClientId("010203"));
  }
}
