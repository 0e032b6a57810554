package io.ironwake.wire.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.wire.WireException;
import java.util.stream.Stream;

/** Any bytes are a message or a {@link WireException}; a message survives the way out and in. */
public final class DhcpCodecFuzz {
  private DhcpCodecFuzz() {}

  public static Stream<byte[]> seeds() {
    return GoldenPackets.names().stream().map(GoldenPackets::read);
  }

  public static void input(byte[] datagram) {
    try {
      DhcpMessage message = DhcpDecoder.decode(datagram);
      byte[] written = DhcpEncoder.encode(message, new Layout(0xFFFF, true));
      assertThat(DhcpDecoder.decode(written)).isEqualTo(message);
    } catch (WireException malformed) {
      assertThat(malformed.getMessage()).isNotBlank();
    }
  }
}
