package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is refused at approval, with what is said. */
final class Refusals {
  private Refusals() {}

  static void refuses(InstallFacts facts, String start, String advice) {
    assertThatThrownBy(() -> Installs.freeze(facts))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(start)
        .hasMessageContaining(advice);
  }

  static String document(InstallFacts facts, String name) {
    return Installs.render(facts).documents().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow()
        .text();
  }
}
