package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentMaskTest {
  private static final DocumentMask MASK = new DocumentMask(Set.of("hunt\"er'2"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "motd: hunt\"er'2",
        "{\"a\": \"hunt\\\"er'2\"}",
        "echo 'hunt\"er'\\''2'",
        "K3S_TOKEN=hunter2",
        "password: hunter2",
        "\"join-token\": \"hunter2\"",
        "d-i passwd/root-password password hunter2",
        "rootpw --iscrypted $6$salt$hunter2",
        "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----",
        "{\"source\": \"data:,token%3dhunter2\"}",
      })
  void aSecretIsHiddenWhereverItStands(String text) {
    assertThat(MASK.apply(text)).contains("********").doesNotContain("hunter2", "er'2");
  }

  @Test
  void encodedContentIsHiddenWholeWhereASecretIsInIt() {
    String encoded =
        Base64.getEncoder().encodeToString("token: hunter2".getBytes(StandardCharsets.UTF_8));

    assertThat(MASK.apply("\"data:;base64," + encoded + "\""))
        .isEqualTo("\"data:;base64,********\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hostname: node1", "\"data:,hello%20world\"", "runcmd:\n  - echo hello"})
  void everythingElseIsShown(String text) {
    assertThat(MASK.apply(text)).isEqualTo(text);
  }
}
