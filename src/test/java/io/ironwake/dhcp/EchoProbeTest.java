package io.ironwake.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class EchoProbeTest {
  private static final Ipv4 ADDRESS = Ipv4.parse("10.0.0.100");
  private static final MacAddress CLIENT = MacAddress.parse("02:00:00:00:00:01");

  @Test
  void aStationThatAnswersUsesTheAddress() {
    try (EchoProbe probe = new EchoProbe((address, patience) -> address.equals(ADDRESS))) {
      assertThat(probe.ask(ADDRESS, CLIENT, Duration.ZERO).toCompletableFuture().join())
          .hasValueSatisfying(user -> assertThat(user).contains("echo"));
      assertThat(probe.ask(ADDRESS.plus(1), CLIENT, Duration.ZERO).toCompletableFuture().join())
          .isEmpty();
    }
  }

  @Test
  void anUnreachableNetworkUsesNoAddress() {
    try (EchoProbe probe =
        new EchoProbe(
            (address, patience) -> {
              throw new IOException("no route");
            })) {
      assertThat(probe.ask(ADDRESS, CLIENT, Duration.ZERO).toCompletableFuture().join()).isEmpty();
    }
  }

  @Test
  void whenAllThreadsWaitTheAddressIsNotTried() {
    CountDownLatch end = new CountDownLatch(1);
    try (EchoProbe probe = new EchoProbe((address, patience) -> waitFor(end))) {
      IntStream.range(0, EchoProbe.OPEN_LIMIT).forEach(i -> ask(probe, i));
      assertThat(probe.ask(ADDRESS, CLIENT, Duration.ZERO).toCompletableFuture()).isCompleted();
      end.countDown();
    }
  }

  private static void ask(EchoProbe probe, int n) {
    assertThat(probe.ask(ADDRESS.plus(n), CLIENT, Duration.ZERO).toCompletableFuture()).isNotDone();
  }

  private static boolean waitFor(CountDownLatch end) throws IOException {
    try {
      end.await();
      return false;
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }
}
