package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything a machine of each family is handed, reviewed as files. */
class FamilyGoldenTest {
  static Set<String> samples() {
    return FamilySamples.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void rendersAsReviewed(String sample) throws Exception {
    Golden.check(sample, Golden.show(Installs.render(FamilySamples.all().get(sample))));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void survivesJson(String sample) throws Exception {
    FrozenInstall frozen = Installs.freeze(FamilySamples.all().get(sample));
    ObjectMapper json = new ObjectMapper();

    assertThat(json.readValue(json.writeValueAsString(frozen), FrozenInstall.class))
        .isEqualTo(frozen);
  }

  /**
   * The kernel line is shown to every viewer; tokens in it are masked, so nothing else may hide.
   */
  @ParameterizedTest
  @MethodSource("samples")
  void keepsSecretsOffTheKernelLine(String sample) {
    assertThat(Installs.render(FamilySamples.all().get(sample)).line())
        .doesNotContain("$6$")
        .doesNotContain("ssh-ed25519");
  }
}
