package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.net.MacAddress;
import io.ironwake.profile.Arch;
import io.ironwake.profile.Effect;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.OsFamily;
import io.ironwake.profile.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemplatedInstallTest {
  private static Profile debian(Map<String, Object> config, Map<String, Object> variables) {
    return new Profile(
        "deb",
        OsFamily.DEBIAN,
        "12",
        Arch.AMD64,
        KernelArgs.none(),
        config,
        OsFamily.DEBIAN.usualCompletion(),
        Effect.INSTALL,
        variables,
        Optional.empty());
  }

  private static InstallFacts facts(Profile profile, Map<String, Object> variables) {
    return new InstallFacts(
        "node1",
        MacAddress.parse("52:54:00:12:34:56"),
        profile,
        KernelArgs.none(),
        "/dev/sda",
        false,
        variables);
  }

  private static Map<String, Object> config(Object preseed) {
    return Map.of(
        "ssh-authorized-keys",
        List.of(
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKqTQy0pDVRJ9ZsTFaBfdTRTVZYWbDgBV5GKHDCoPvSZ a"),
        "preseed",
        preseed);
  }

  private static Map<String, String> template(String text, String format) {
    return Map.of("template", text, "format", format);
  }

  private static String preseed(Object preseed, Map<String, Object> variables) {
    return TemplatedInstall.freeze(facts(debian(config(preseed), Map.of()), variables))
        .render(Installs.URLS)
        .documents()
        .getFirst()
        .text();
  }

  @Test
  void aTemplateStandsWhereATextMay() {
    assertThat(
            preseed(
                template("d-i a/b string {{ site }} of {{ machine.name }}\n", "preseed"),
                Map.of("site", "berlin")))
        .contains("d-i a/b string berlin of node1\n");
  }

  @Test
  void textsThatAreNoTemplatesAreLeftAlone() {
    assertThat(preseed("d-i a/b string {{ site }} {hostname}\n", Map.of("site", "berlin")))
        .contains("d-i a/b string {{ site }} node1\n");
  }

  @Test
  void placeholdersWorkInTemplatesToo() {
    assertThat(preseed(template("d-i a/b string {hostname}\n", "preseed"), Map.of()))
        .contains("d-i a/b string node1\n");
  }

  @Test
  void whatATemplateBecomesIsCheckedLikeEveryText() {
    assertThatThrownBy(
            () ->
                preseed(
                    template("d-i {{ q }} string x\n", "preseed"),
                    Map.of("q", "preseed/early_command")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("answered by Ironwake");
  }

  @Test
  void aMissingVariableIsToldWithPathLineColumnAndTheNearest() {
    assertThatThrownBy(
            () ->
                preseed(
                    template("\n d-i a/b string {{ sitee }}\n", "preseed"), Map.of("site", "x")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "config.preseed.template:2:20: the variable 'sitee' is not set; did you mean 'site'?");
  }

  @Test
  void anUnknownFormatIsTold() {
    assertThatThrownBy(() -> preseed(template("x", "sh"), Map.of()))
        .hasMessageStartingWith("config.preseed.format: 'sh' is not a format");
  }

  @Test
  void aTemplateWithoutAFormatIsToldWhatItLacks() {
    assertThatThrownBy(() -> preseed(Map.of("template", "x"), Map.of()))
        .hasMessageContaining("only with the two keys template and format");
  }

  @Test
  void aProfileIsCheckedAsFarAsItsOwnVariablesReach() {
    Map<String, Object> good = config(template("d-i a/b string {{ x }}\n", "preseed"));

    TemplatedInstall.check(debian(good, Map.of("x", "1")), Map.of("x", "1"));
    TemplatedInstall.check(debian(good, Map.of()), Map.of());
    assertThatThrownBy(
            () ->
                TemplatedInstall.check(
                    debian(config(template("nonsense {{ x }}\n", "preseed")), Map.of()),
                    Map.of("x", "1")))
        .hasMessageContaining("must read: owner question/name type value");
    assertThatThrownBy(
            () ->
                TemplatedInstall.check(
                    debian(config(template("{{ x", "preseed")), Map.of()), Map.of()))
        .hasMessageStartingWith("config.preseed.template:");
  }

  @Test
  void theMachinesFactsCannotBeOverridden() {
    assertThatThrownBy(() -> facts(debian(Map.of(), Map.of()), Map.of("machine", "x")))
        .hasMessageContaining("variables.machine is set by Ironwake");
  }
}
