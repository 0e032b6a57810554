package io.ironwake.wire.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ironwake.wire.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "28 | 10.0.0.255 | 0a0000ff",
        "42 | 10.0.0.1, 10.0.0.2 | 0a0000010a000002",
        "26 | 1400 | 0578",
        "108 | 300 | 0000012c",
        "19 | true | 01",
        "17 | /srv/root | 2f7372762f726f6f74",
        "119 | lan,home | 036c616e0004686f6d6500",
        "121 | 10.0.0.0/8 via 10.0.0.1 | 080a0a000001",
        "43 | 0x060108 | 060108",
        "224 | 0xff | ff"
      })
  void readsTheTextFormOfAType(int code, String text, String hex) {
    assertThat(OptionText.parse(code, text)).isEqualTo(Octets.hex(hex));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "28 | 10.0.0",
        "42 | 10.0.0.1,",
        "26 | 70000",
        "26 | many",
        "19 | yes",
        "121 | 10.0.0.0/8",
        "224 | 0xf",
        "119 | a..b"
      })
  void namesTheOptionOfTextItRefuses(int code, String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionText.parse(code, text))
        .withMessageStartingWith("option " + code + " takes ")
        .withMessageContaining("'" + text + "'");
  }

  @Test
  void asksForBytesWhereThereIsNoTextForm() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionText.parse(224, "x"))
        .withMessageContaining("0x0a0b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptionText.parse(175, "x"))
        .withMessageContaining("0x0a0b");
  }
}
