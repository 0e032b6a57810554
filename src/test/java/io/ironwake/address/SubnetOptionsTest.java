package io.ironwake.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetOptionsTest {
  @ParameterizedTest
  @ValueSource(strings = {"lan", "rack1.example.org", "xn--bcher-kva.example", "1.2"})
  void takesDomains(String domain) {
    assertThat(options(domain).domain()).contains(domain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "a..b", "lan.", "-a", "a b", "b\u00fccher.example", "\u03b4", "a\nb"})
  void refusesWhatNoReplyCanCarry(String domain) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(domain))
        .withMessageContaining("is not a domain");
  }

  private static SubnetOptions options(String domain) {
    return new SubnetOptions(
        Optional.empty(), List.of(), Optional.of(domain), DeclaredOptions.NONE);
  }
}
