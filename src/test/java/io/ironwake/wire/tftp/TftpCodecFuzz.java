package io.ironwake.wire.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.wire.WireException;
import io.ironwake.wire.tftp.Negotiation.Most;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.Data;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import io.ironwake.wire.tftp.TftpPacket.OptionAck;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import io.ironwake.wire.tftp.TftpPacket.WriteRequest;
import java.util.List;
import java.util.stream.Stream;

/** Any bytes are a packet or a {@link WireException}; a packet survives the way out and in. */
public final class TftpCodecFuzz {
  private TftpCodecFuzz() {}

  public static Stream<byte[]> seeds() {
    List<TftpOption> asked =
        List.of(
            new TftpOption("tsize", "0"),
            new TftpOption("blksize", "1468"),
            new TftpOption("windowsize", "4"),
            new TftpOption("timeout", "5"));
    return Stream.of(
            new ReadRequest("n/snponly.efi", "octet", asked),
            new WriteRequest("x", "netascii", List.of()),
            new Data(1, new byte[3]),
            new Ack(65535),
            new ErrorPacket(8, "User aborted the transfer"),
            new OptionAck(asked))
        .map(TftpPacket::encode);
  }

  public static void input(byte[] datagram) {
    try {
      TftpPacket packet = TftpPacket.decode(datagram);
      assertThat(TftpPacket.decode(packet.encode())).isEqualTo(packet);
      if (packet instanceof ReadRequest request) {
        negotiate(request);
      }
    } catch (WireException malformed) {
      assertThat(malformed.getMessage()).isNotBlank();
    }
  }

  private static void negotiate(ReadRequest request) throws WireException {
    Negotiation agreed = Negotiation.of(request, 1000, Most.onPath(1500, 64));
    assertThat(agreed.blockSize()).isBetween(8, 1468);
    assertThat(agreed.window()).isBetween(1, 64);
    if (agreed.answer().isPresent()) {
      OptionAck answer = agreed.answer().get();
      assertThat(TftpPacket.decode(answer.encode())).isEqualTo(answer);
      assertThat(answer.options()).hasSizeLessThanOrEqualTo(4);
    }
  }
}
