package io.ironwake.tftp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetasciiTest {
  static String[][] texts() {
    return new String[][] {
      {"", ""}, {"a\nb\n", "a\r\nb\r\n"}, {"a\rb", "a\r\0b"}, {"\r\n", "\r\0\r\n"}, {"\r", "\r\0"}
    };
  }

  @ParameterizedTest
  @MethodSource("texts")
  void lineEndsAreTranslated(String text, String wire) {
    assertThat(Netascii.encode(text.getBytes(US_ASCII))).isEqualTo(wire.getBytes(US_ASCII));
  }
}
