package io.ironwake.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TftpSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "67,1,1,1,1,65536,at least 68",
    "1500,0,1,1,1,65536,window",
    "1500,1,0,1,1,65536,moving",
    "1500,1,1,0,1,65536,one address",
    "1500,1,1,1,0,65536,known",
    "1500,1,1,1,1,65535,at least 65536"
  })
  void limitsThatServeNobodyAreRefused(
      int mtu, int window, int moving, int perAddress, int known, long cached, String said) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new TftpSettings(
                    mtu,
                    window,
                    new TftpSettings.Limits(moving, perAddress, known),
                    new PortMode.Single(),
                    cached))
        .withMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource({"30000-30999,30000,30999", "1-65535,1,65535", "70-70,70,70"})
  void aPortRangeIsRead(String text, int from, int to) {
    assertThat(PortMode.Ephemeral.parse(text)).isEqualTo(new PortMode.Ephemeral(from, to));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30000", "0-5", "9-8", "1-65536", "a-b", "1-2-3", "-1-5"})
  void aRangeWithoutPortsIsRefusedWithTheForm(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortMode.Ephemeral.parse(text))
        .withMessageContaining("30000-30999");
  }
}
