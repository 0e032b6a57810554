package io.ironwake;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ironwake.dhcp.DhcpDoorsFuzz;
import io.ironwake.tftp.TftpDoorFuzz;
import io.ironwake.wire.dhcp.DhcpCodecFuzz;
import io.ironwake.wire.tftp.TftpCodecFuzz;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes at the codecs and at the doors behind them. One target for all, since Jazzer fuzzes one
 * in a JVM and takes its time to start: the first byte of an input chooses.
 */
@Tag("fuzz")
class HostilePacketsFuzzTest {
  private static final Logger LOG = Logger.getLogger("io.ironwake");

  private enum Target {
    TFTP_CODEC(TftpCodecFuzz::input),
    DHCP_CODEC(DhcpCodecFuzz::input),
    TFTP_DOOR(TftpDoorFuzz::input),
    DHCP_DOORS(DhcpDoorsFuzz::full),
    DHCP_DOORS_WITH_RESERVATIONS(DhcpDoorsFuzz::reservationsOnly),
    DHCP_DOORS_OF_A_PROXY(DhcpDoorsFuzz::proxy);

    private final Consumer<byte[]> input;

    Target(Consumer<byte[]> input) {
      this.input = input;
    }

    byte[] seed(byte[] bytes) {
      byte[] seed = new byte[bytes.length + 1];
      seed[0] = (byte) ordinal();
      System.arraycopy(bytes, 0, seed, 1, bytes.length);
      return seed;
    }
  }

  /** Thousands of lines a second about hostile packets would be all that is measured. */
  @BeforeAll
  static void quiet() {
    LOG.setLevel(Level.OFF);
  }

  static Stream<byte[]> seeds() {
    return Stream.of(
            TftpCodecFuzz.seeds().map(Target.TFTP_CODEC::seed),
            DhcpCodecFuzz.seeds().map(Target.DHCP_CODEC::seed),
            TftpDoorFuzz.seeds().map(Target.TFTP_DOOR::seed),
            DhcpDoorsFuzz.seeds().map(Target.DHCP_DOORS::seed),
            DhcpDoorsFuzz.seeds().map(Target.DHCP_DOORS_WITH_RESERVATIONS::seed),
            DhcpDoorsFuzz.seeds().map(Target.DHCP_DOORS_OF_A_PROXY::seed))
        .flatMap(each -> each);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "60s")
  void nothingEscapesAndNothingLeaks(byte[] input) {
    if (input.length > 0) {
      Target target = Target.values()[(input[0] & 0xFF) % Target.values().length];
      target.input.accept(Arrays.copyOfRange(input, 1, input.length));
    }
  }
}
