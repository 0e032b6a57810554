package io.ironwake.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.net.Ipv4;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SendBatchTest {
  private static final InetSocketAddress NOWHERE = new InetSocketAddress("127.0.0.1", 0);

  @Test
  void aBatchThatFailedIsNotSentAgain() throws Exception {
    UdpBinding binding = new UdpBinding(Ipv4.parse("127.0.0.1"), 0, Optional.empty());
    BulkSocket socket = BulkSocket.open(binding);
    List<Integer> refused = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      SendBatch batch =
          new SendBatch(
              socket.descriptor(),
              0,
              arena,
              (errno, row) -> {
                refused.add(errno);
                throw new IllegalStateException("of a test");
              });
      batch.add(new byte[] {1}, NOWHERE);
      assertThatThrownBy(batch::flush).hasMessage("of a test");
      batch.flush();

      assertThat(refused).containsExactly(-22);
    } finally {
      socket.close();
    }
  }
}
