package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Asks by ICMP echo, on a few threads of its own. Without the right to raw sockets the JDK tries
 * TCP port 7 in its place, where a refusal tells that somebody is there.
 */
final class EchoProbe implements AddressProbe {
  static final int OPEN_LIMIT = 16;
  private static final int IDLE_SECONDS = 10;

  /** Waits for an echo; blocks. */
  interface Ping {
    boolean answers(Ipv4 address, Duration patience) throws IOException;
  }

  private final Ping ping;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          OPEN_LIMIT,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("echo-probe-", 0).factory());

  EchoProbe(Ping ping) {
    this.ping = ping;
  }

  /** By the system's network. */
  static EchoProbe system() {
    return new EchoProbe(
        (address, patience) -> address.toInetAddress().isReachable((int) patience.toMillis()));
  }

  @Override
  public CompletionStage<Optional<String>> ask(Ipv4 address, MacAddress client, Duration patience) {
    try {
      return CompletableFuture.supplyAsync(() -> tried(address, patience), threads);
    } catch (RejectedExecutionException busy) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
  }

  private Optional<String> tried(Ipv4 address, Duration patience) {
    try {
      return ping.answers(address, patience)
          ? Optional.of("a station that answers an echo")
          : Optional.empty();
    } catch (IOException unreachable) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
