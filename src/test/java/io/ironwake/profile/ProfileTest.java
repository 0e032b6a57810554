package io.ironwake.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static Profile with(Map<String, Object> config) {
    return new Profile(
        "k3s-node",
        OsFamily.K3OS,
        "v0.22.2-k3s2r0",
        Arch.AMD64,
        KernelArgs.of("console=tty0"),
        config,
        Completion.FIRST_BOOT,
        Effect.INSTALL);
  }

  @Test
  void survivesJson() throws Exception {
    Map<String, Object> config =
        Map.of(
            "text", "a\u0000\u2028\ud83d\ude00",
            "numbers", List.of(1, 5_000_000_000L, new BigInteger("99999999999999999999"), 1.5),
            "flags", Map.of("yes", true, "no", false),
            "empty", List.of(Map.of(), List.of(), ""));
    Profile profile = with(config);
    ObjectMapper json = new ObjectMapper().registerModule(new Jdk8Module());

    assertThat(json.readValue(json.writeValueAsString(profile), Profile.class)).isEqualTo(profile);
  }

  @Test
  void keepsItsConfigWhenTheCallersMapChanges() {
    Map<String, Object> inner = new HashMap<>(Map.of("a", 1));
    Profile profile = with(Map.of("labels", inner));

    inner.put("b", 2);

    assertThat(profile.config()).isEqualTo(Map.of("labels", Map.of("a", 1)));
  }

  @Test
  void namesWhatIsWrongInItsConfig() {
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("token", null);
    Map<Object, Object> numberKey = Map.of(1, "a");
    Object deep = List.of();
    for (int i = 0; i < 40; i++) {
      deep = List.of(deep);
    }
    Object tooDeep = deep;

    assertThatThrownBy(() -> with(nothing))
        .hasMessage("config.token has no value; give it one or remove it");
    assertThatThrownBy(() -> with(Map.of("a", Arrays.asList("x", null))))
        .hasMessageContaining("config.a[1] has no value");
    assertThatThrownBy(() -> with(Map.of("a", numberKey)))
        .hasMessageContaining("config.a")
        .hasMessageContaining("quotes");
    assertThatThrownBy(() -> with(Map.of("a", "\ud83d")))
        .hasMessageContaining("config.a is not valid Unicode");
    assertThatThrownBy(() -> with(Map.of("a", 'c')))
        .hasMessageContaining("config.a is a Character");
    assertThatThrownBy(() -> with(Map.of("a", Double.NaN)))
        .hasMessageContaining("config.a is not a finite number");
    assertThatThrownBy(() -> with(Map.of("a", tooDeep)))
        .hasMessageContaining("nested more than 32 deep");
  }

  @Test
  void namesWhatIsWrongInItsFields() {
    assertThatThrownBy(() -> profile("Big", "1", OsFamily.GENERIC))
        .hasMessageContaining("'Big' is not a profile name");
    assertThatThrownBy(() -> profile("a", "../1", OsFamily.GENERIC))
        .hasMessageContaining("'../1' of profile a cannot name a folder");
    assertThatThrownBy(() -> profile("a", "..", OsFamily.GENERIC))
        .hasMessageContaining("cannot name a folder");
    assertThatThrownBy(() -> profile("a", "1", OsFamily.K3OS))
        .hasMessageContaining("must complete by first-boot");
  }

  private static Profile profile(String name, String version, OsFamily os) {
    return new Profile(
        name,
        os,
        version,
        Arch.ARM64,
        KernelArgs.none(),
        Map.of(),
        Completion.INSTALLER_REPORT,
        Effect.INSTALL);
  }

  @Test
  void masksEverySecret() {
    Profile profile =
        with(
            Map.of(
                "token", "s3cret",
                "password", "s3cret",
                "wifi", List.of(Map.of("name", "lab", "passphrase", "s3cret")),
                "write-files", List.of(Map.of("path", "/etc/a", "content", "s3cret")),
                "k3s-args",
                    List.of(
                        "server",
                        "--token=s3cret",
                        "--datastore-endpoint=mysql://s3cret",
                        "--agent-token",
                        "s3cret",
                        "-t",
                        "s3cret",
                        "--node-name",
                        "n7",
                        "--tls-san=n1"),
                "environment", Map.of("K3S_TOKEN", "s3cret", "HTTP_PROXY", "http://proxy"),
                "ignition", Map.of("source", "data:,s3cret"),
                "documents", Map.of("user-data", "s3cret"),
                "machine-config", Map.of("ca", Map.of("key", "s3cret"))));

    assertThat(profile.masked().config().toString())
        .doesNotContain("s3cret")
        .contains(
            "lab",
            "/etc/a",
            "server",
            "--token=********",
            "--tls-san=n1",
            "http://proxy",
            "passphrase=********");
    assertThat(profile.masked().name()).isEqualTo("k3s-node");
    assertThat(profile.toString()).isEqualTo("k3s-node (k3os/v0.22.2-k3s2r0/amd64)");
  }

  @Test
  void readsTheNamesOfOperatingSystemsAndArchitectures() {
    assertThat(OsFamily.parse("Flatcar")).isEqualTo(OsFamily.FLATCAR);
    assertThat(Arch.parse("aarch64")).isEqualTo(Arch.ARM64);
    assertThatThrownBy(() -> OsFamily.parse("windows"))
        .hasMessageContaining("k3os, flatcar, debian");
    assertThatThrownBy(() -> Arch.parse("mips")).hasMessageContaining("use amd64, arm64 or arm");
  }
}
