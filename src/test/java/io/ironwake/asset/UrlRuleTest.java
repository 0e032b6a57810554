package io.ironwake.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlRuleTest {
  private static final UrlRule PLAIN = new UrlRule(List.of());
  private static final UrlRule LAN = new UrlRule(List.of(URI.create("http://Mirror.lan:8000/os")));

  @Test
  void httpsOnTheInternetIsFree() throws Exception {
    URI url = URI.create("https://stable.release.flatcar-linux.net/amd64-usr/4081.2.0/version.txt");
    assertThat(PLAIN.refusal(url)).isEmpty();
    assertThat(PLAIN.refusal(url, InetAddress.getByName("93.184.216.34"))).isEmpty();
  }

  @Test
  void httpNeedsTheOperatorsWord() {
    assertThat(PLAIN.refusal(URI.create("http://example.org/x")))
        .get()
        .asString()
        .contains("http://example.org/x", "IRONWAKE_MIRROR_ALLOW=http://example.org/");
    assertThat(LAN.refusal(URI.create("http://mirror.lan:8000/os/flatcar/x"))).isEmpty();
    assertThat(LAN.refusal(URI.create("HTTP://MIRROR.lan:8000/os/flatcar/x"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://mirror.lan/os/x",
        "http://mirror.lan:8001/os/x",
        "http://mirror.lan.evil.org:8000/os/x",
        "http://mirror.lan:8000/other",
        "http://mirror.lan:8000/osx",
        "http://mirror.lan:8000/os/../secret",
        "http://mirror.lan:8000/os/%2e%2e/secret",
        "http://user@mirror.lan:8000/os/x"
      })
  void aWordForOneMirrorCountsForThatOneAlone(String url) {
    assertThat(LAN.refusal(URI.create(url))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://example.org/x",
        "jar:https://example.org/x!/y",
        "https:/x",
        "//example.org/x",
        "x",
        "https://user:word@example.org/x"
      })
  void otherSchemesAndUserNamesAreRefused(String url) {
    assertThat(PLAIN.refusal(URI.create(url))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "169.254.169.254", "10.0.0.1", "::1", "fe80::1", "fd00::1"})
  void innerAddressesNeedTheOperatorsWord(String text) throws Exception {
    InetAddress address = InetAddress.getByName(text);
    assertThat(PLAIN.refusal(URI.create("https://example.org/x"), address))
        .get()
        .asString()
        .contains("IRONWAKE_MIRROR_ALLOW=https://example.org/");
    assertThat(LAN.refusal(URI.create("http://mirror.lan:8000/os/x"), address)).isEmpty();
  }

  @Test
  void messagesShowNoQuery() {
    assertThat(PLAIN.refusal(URI.create("http://example.org/x?token=abc")).orElseThrow())
        .doesNotContain("abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mirror.lan", "ftp://mirror.lan/", "http:///x"})
  void aWordThatIsNoBaseUrlIsRefused(String base) {
    assertThatThrownBy(() -> new UrlRule(List.of(URI.create(base))))
        .hasMessageContaining("ironwake.mirror.allow");
  }
}
