package io.ironwake.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was shown masked comes back as it was, and a mask is never stored. */
class MaskedSecretsTest {
  private static final String MASK = SecretFields.MASK;

  private static final Map<String, Object> KNOWN =
      Map.of(
          "token",
          "s3cret",
          "k3s-args",
          List.of("server", "--token", "t1", "--agent-token=t2", "-v"),
          "users",
          List.of(
              Map.of("name", "ann", "password-hash", "$6$a", "shell", "/bin/sh"),
              Map.of("name", "bob", "password-hash", "$6$b")),
          "write-files",
          List.of(Map.of("path", "/etc/x", "content", "hidden")),
          "wifi",
          Map.of("ssid", "lab", "psk", "pass"));

  private static Map<String, Object> with(String key, Object value) {
    Map<String, Object> shown = new LinkedHashMap<>(SecretFields.mask(KNOWN));
    shown.put(key, value);
    return MaskedSecrets.fill("config", shown, KNOWN);
  }

  @Test
  void whatWasShownComesBackWhole() {
    assertThat(MaskedSecrets.fill("config", SecretFields.mask(KNOWN), KNOWN)).isEqualTo(KNOWN);
  }

  @Test
  void whatIsWrittenAnewIsTaken() {
    assertThat(with("token", "other")).containsEntry("token", "other");
    assertThat(with("wifi", Map.of("ssid", "roof", "psk", MASK)))
        .containsEntry("wifi", Map.of("ssid", "roof", "psk", "pass"));
  }

  @Test
  void listsAreMatchedByWhatStandsBeforeAMaskAndByNames() {
    assertThat(with("k3s-args", List.of("agent", "-v", "--agent-token=" + MASK, "--token", MASK)))
        .containsEntry("k3s-args", List.of("agent", "-v", "--agent-token=t2", "--token", "t1"));
    assertThat(with("users", List.of(Map.of("name", "bob", "password-hash", MASK, "shell", "zsh"))))
        .containsEntry(
            "users", List.of(Map.of("name", "bob", "password-hash", "$6$b", "shell", "zsh")));
  }

  @Test
  void aMaskThatStandsForNothingIsRefused() {
    assertThatThrownBy(() -> with("password", MASK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("config.password is ********")
        .hasMessageContaining("write the secret itself");
    assertThatThrownBy(() -> with("k3s-args", List.of("--datastore-endpoint", MASK)))
        .hasMessageStartingWith("config.k3s-args[1] ");
    assertThatThrownBy(() -> with("users", List.of(Map.of("name", "eve", "password-hash", MASK))))
        .hasMessageStartingWith("config.users[0] ");
    assertThatThrownBy(() -> MaskedSecrets.fill("config", Map.of("token", MASK), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void asterisksInATextAreNoMask() {
    Map<String, Object> banner = Map.of("motd", "welcome\n" + MASK + "\n");
    assertThat(MaskedSecrets.fill("config", banner, Map.of())).isEqualTo(banner);
  }

  @Test
  void kernelArgumentsAreMatchedByTheirKeys() {
    KernelArgs known = KernelArgs.of("quiet", "k3os.token=abc");
    assertThat(MaskedSecrets.fill("arguments", List.of("k3os.token=" + MASK, "debug"), known))
        .containsExactly("k3os.token=abc", "debug");
    assertThatThrownBy(() -> MaskedSecrets.fill("arguments", List.of("other.token=" + MASK), known))
        .hasMessageStartingWith("arguments[0] ");
  }
}
