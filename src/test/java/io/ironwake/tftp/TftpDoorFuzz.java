package io.ironwake.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.boot.FileAnswer;
import io.ironwake.wire.tftp.TftpPacket;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Four clients that send anything at any time: nothing escapes the door, and when they fall silent
 * it forgets them all.
 *
 * <p>A script is a row of datagrams, each behind its length and a byte that says who sends it (bits
 * 0 and 1) and how much time passes afterwards (100 ms for each of the upper six bits' count).
 */
public final class TftpDoorFuzz {
  private TftpDoorFuzz() {}

  public static Stream<byte[]> seeds() {
    TftpPacket windows = FakeWire.read("n/x.efi", "tsize=0", "blksize=600", "windowsize=4");
    return Stream.of(
        script(FakeWire.read("n/x.efi"), new Ack(1), new Ack(2), new Ack(3)),
        script(windows, new Ack(0), new Ack(2), new Ack(2), new Ack(4)),
        script(windows, new ErrorPacket(8, "bye"), windows, new Ack(0)),
        script(FakeWire.read("no"), FakeWire.read("../x"), new Ack(0)));
  }

  private static byte[] script(TftpPacket... packets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (TftpPacket packet : packets) {
      byte[] bytes = packet.encode();
      out.write(bytes.length);
      out.write(0);
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  public static void input(byte[] script) {
    FakeWire wire = new FakeWire(new TftpSettings.Limits(2, 1, 3));
    wire.files.put("n/x.efi", new FileAnswer.Bytes(new byte[3000]));
    for (int at = 0; at + 2 < script.length; ) {
      int end = Math.min(script.length, at + 2 + (script[at] & 0xFF));
      int how = script[at + 1] & 0xFF;
      wire.receive(FakeWire.client(how & 3), Arrays.copyOfRange(script, at + 2, end));
      wire.pass((how >>> 2) * 100 * FakeWire.MS);
      assertThat(wire.sent).hasSizeLessThanOrEqualTo(3 * 64 + 3);
      assertThat(wire.door.active() + wire.door.waiting()).isLessThanOrEqualTo(3);
      wire.sent.clear();
      at = end;
    }
    wire.asked.forEach(name -> assertThat(name).matches("[ -~]+").doesNotContain("\\", "//"));
    forgets(wire);
  }

  /** Four of the longest timeouts a client may negotiate. */
  private static void forgets(FakeWire wire) {
    for (int i = 0; i < 20 && wire.door.active() + wire.door.waiting() > 0; i++) {
      wire.pass(300_000 * FakeWire.MS);
    }
    assertThat(wire.door.active() + wire.door.waiting()).isZero();
  }
}
