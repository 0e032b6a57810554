package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class UBootScriptTest {
  private static final String COMMANDS =
      "setenv bootfile Abc-_9/u-boot.txt\nif pxe get; then pxe boot; fi\n";

  @Test
  void theImageHasTheHeaderAndSumsThatUBootChecks() {
    byte[] bytes = UBootScript.of("Abc-_9");
    ByteBuffer image = ByteBuffer.wrap(bytes);
    byte[] data = Arrays.copyOfRange(bytes, 64, bytes.length);
    byte[] header = Arrays.copyOf(bytes, 64);
    Arrays.fill(header, 4, 8, (byte) 0);

    assertThat(image.getInt(0)).isEqualTo(0x27051956);
    assertThat(image.getInt(4)).as("sum of the header").isEqualTo(sum(header));
    assertThat(image.getInt(12)).isEqualTo(data.length);
    assertThat(image.getInt(24)).as("sum of the data").isEqualTo(sum(data));
    assertThat(image.get(30)).as("type script").isEqualTo((byte) 6);
  }

  @Test
  void itsOnlyFileReadsTheConfigurationBelowTheNonce() {
    byte[] bytes = UBootScript.of("Abc-_9");
    ByteBuffer image = ByteBuffer.wrap(bytes);

    assertThat(image.getInt(64)).isEqualTo(COMMANDS.length());
    assertThat(image.getInt(68)).isZero();
    assertThat(new String(bytes, 72, bytes.length - 72, StandardCharsets.US_ASCII))
        .isEqualTo(COMMANDS);
  }

  @Test
  void theNameUBootAsksForIsKnownInEveryFolder() {
    assertThat(BootName.of("boot.scr.uimg")).isEqualTo(new BootName.UBootImage());
    assertThat(BootName.of("x/boot.scr.uimg").file()).isEqualTo("boot.scr.uimg");
  }

  private static int sum(byte[] bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return (int) sum.getValue();
  }
}
