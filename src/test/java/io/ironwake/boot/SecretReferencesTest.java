package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecretReferencesTest {
  private static Map<String, Object> resolved(Map<String, Object> config) {
    return SecretReferences.resolved(
        config, name -> name.equals("console") ? Optional.of("s3cret") : Optional.empty());
  }

  @Test
  void aReferenceBecomesTheSecretWhereverItStands() {
    Map<String, Object> reference = Map.of("secret", "console");

    assertThat(
            resolved(
                Map.of(
                    "password", reference,
                    "wifi", List.of(Map.of("name", "lab", "passphrase", reference)),
                    "labels", Map.of("secret", "console", "other", "x"))))
        .isEqualTo(
            Map.of(
                "password", "s3cret",
                "wifi", List.of(Map.of("name", "lab", "passphrase", "s3cret")),
                "labels", Map.of("secret", "console", "other", "x")));
  }

  @Test
  void oneThatLeadsNowhereIsNamedWithTheFix() {
    assertThatThrownBy(() -> resolved(Map.of("password", Map.of("secret", "gone"))))
        .hasMessage(
            "config.password: names secret 'gone', which is not there; PUT it to"
                + " /api/v1/secrets/gone");
  }
}
