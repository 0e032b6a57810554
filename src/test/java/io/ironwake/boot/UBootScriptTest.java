package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class UBootScriptTest {
  private final byte[] image = UBootScript.of("nonce");

  private static int crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  @Test
  void theTextSendsUBootToItsPxelinuxCfg() {
    ByteBuffer data = ByteBuffer.wrap(image, 64, image.length - 64);
    byte[] text = new byte[data.getInt()];
    assertThat(data.getInt()).isZero();
    data.get(text);
    assertThat(data.hasRemaining()).isFalse();
    assertThat(new String(text, StandardCharsets.US_ASCII))
        .isEqualTo("setenv bootfile nonce/u-boot.txt\npxe get && pxe boot\n");
  }

  @Test
  void theHeaderIsThatOfAScriptAndItsSumsAreRight() {
    ByteBuffer header = ByteBuffer.wrap(image);
    byte[] data = Arrays.copyOfRange(image, 64, image.length);
    assertThat(header.getInt(0)).isEqualTo(0x27051956);
    assertThat(header.getInt(12)).isEqualTo(data.length);
    assertThat(header.getInt(24)).isEqualTo(crc(data));
    assertThat(HexFormat.of().formatHex(image, 28, 32)).isEqualTo("05020600");
    byte[] withoutSum = Arrays.copyOf(image, 64);
    Arrays.fill(withoutSum, 4, 8, (byte) 0);
    assertThat(header.getInt(4)).isEqualTo(crc(withoutSum));
  }
}
