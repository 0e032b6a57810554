package io.ironwake.tftp;

import static io.ironwake.tftp.FakeWire.client;
import static io.ironwake.tftp.FakeWire.read;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.boot.FileAnswer;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

/** What the door says about itself. */
class TransferLogTest {
  private static final String NONCE = "AAECAwQFBgcICQoLDA0ODxAREhM";
  private static final byte[] CONTENT = "0123456789".repeat(100).getBytes(US_ASCII);

  private final FakeWire wire = new FakeWire(3);

  @Test
  void noLogLineHoldsANonceAndEachTransferHasOne() {
    wire.files.put(NONCE + "/x.efi", new FileAnswer.Bytes(CONTENT));
    List<String> lines = new ArrayList<>();
    Handler handler = collecting(lines);
    Logger logger = Logger.getLogger("io.ironwake.tftp");
    logger.addHandler(handler);
    logger.setLevel(Level.ALL);
    try {
      wire.receive(client(2070), read(NONCE + "/x.efi", "blksize=1468"));
      wire.receive(client(2070), new Ack(0));
      wire.receive(client(2070), new Ack(1));
      wire.receive(client(2071), read(NONCE + "/missing"));
      wire.receive(client(2071), read(NONCE));
      wire.receive(client(2071), read(NONCE + "/"));
      wire.receive(client(2071), read(NONCE + "/../x"));
      wire.receive(client(2071), new WriteRequest(NONCE, "octet", List.of()));
      wire.receive(client(2071), ("\0\1" + NONCE).getBytes(US_ASCII));
    } finally {
      logger.removeHandler(handler);
    }

    assertThat(lines)
        .hasSize(8)
        .allSatisfy(line -> assertThat(line).doesNotContain(NONCE.substring(0, 6)));
    assertThat(lines)
        .contains(
            "tftp finish client=10.0.0.5:2070 file=x.efi bytes=1000 blocks=1 retransmits=0 ms=0"
                + " outcome=complete",
            "tftp denied client=10.0.0.5:2071 file=missing code=1 reason=\"no such file\"");
  }

  private static Handler collecting(List<String> lines) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        lines.add(new SimpleFormatter().formatMessage(line));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
