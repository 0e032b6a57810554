package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds out whether anybody uses an address. */
interface AddressProbe extends AutoCloseable {
  /** Asks nobody. */
  AddressProbe NONE = (address, client, patience) -> CompletableFuture.completedFuture(nobody());

  /**
   * Asks who uses the address; returns at once. The stage completes within about {@code patience},
   * never exceptionally, and may do so on another thread.
   *
   * @param client who is to get it, and may use it
   * @return the station that answered, in words; empty when none did, or when too many questions
   *     are open for one more
   */
  CompletionStage<Optional<String>> ask(Ipv4 address, MacAddress client, Duration patience);

  private static Optional<String> nobody() {
    return Optional.empty();
  }

  @Override
  default void close() {}
}
