package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeUrlsTest {
  private static final String GOOD = "http://10.0.0.1:8069/config/AbC-_9";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://10.0.0.1:8069/x",
        "https://boot.example/a/b_c-d.e~f+g",
        "http://[fd00::1]:8069/x",
        "http://h"
      })
  void takesUrlsThatNoFormatWouldInterpret(String url) {
    assertThat(new ServeUrls(url, url, url).in(Slot.REPORT_BASE)).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ftp://h/x",
        "http://h/x/",
        "http://h/a b",
        "http://h/${x}",
        "http://h/%41",
        "http://h/a'b",
        "http://h/a\"b",
        "http://h/a\\b",
        "http://h/a?b=c",
        "http://h/a;b",
        "http://h/a#b",
        "http://h/a\n",
        "http://h//a",
        "http://user@h/a"
      })
  void refusesOthersWithoutRepeatingThem(String url) {
    assertThatThrownBy(() -> new ServeUrls(GOOD, url, GOOD))
        .hasMessageContaining("config base URL")
        .hasMessageNotContaining("http://h/a");
    assertThatThrownBy(() -> new ServeUrls(url, GOOD, GOOD)).hasMessageContaining("asset base URL");
    assertThatThrownBy(() -> new ServeUrls(GOOD, GOOD, url))
        .hasMessageContaining("report base URL");
  }
}
