package io.ironwake.tftp;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TftpSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "67,1,1,65536,at least 68",
    "1500,0,1,65536,transfers",
    "1500,1,0,65536,window",
    "1500,1,1,65535,at least 65536"
  })
  void limitsThatServeNobodyAreRefused(
      int mtu, int maxTransfers, int window, long cached, String said) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TftpSettings(mtu, maxTransfers, window, cached))
        .withMessageContaining(said);
  }
}
