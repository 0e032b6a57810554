package io.ironwake.tftp;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TftpSettingsTest {
  @ParameterizedTest
  @CsvSource({"67,1", "0,1", "1500,0"})
  void limitsThatServeNobodyAreRefused(int mtu, int maxTransfers) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TftpSettings(mtu, maxTransfers))
        .withMessageContaining("at least 68");
  }
}
