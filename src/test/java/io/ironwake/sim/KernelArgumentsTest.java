package io.ironwake.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelArgumentsTest {
  @Test
  void quotesKeepAWordTogetherAndTheFirstEqualsSplits() {
    KernelArguments line = KernelArguments.parse("a=1 \"k=a b\" c=\"x=y z\" flag");

    assertThat(line.value("k")).contains("a b");
    assertThat(line.value("c")).contains("x=y z");
    assertThat(line.value("flag")).contains("");
    assertThat(line.value("absent")).isEmpty();
  }

  @Test
  void onlyTrueAndABareKeyAreOn() {
    KernelArguments line = KernelArguments.parse("a b=true c=1 d=yes e=True");

    assertThat(line.isOn("a")).isTrue();
    assertThat(line.isOn("b")).isTrue();
    assertThat(line.isOn("c")).isFalse();
    assertThat(line.isOn("d")).isFalse();
    assertThat(line.isOn("e")).isFalse();
  }

  @Test
  void aLineTheKernelWouldCutOffIsRefused() {
    assertThatThrownBy(() -> KernelArguments.parse("a".repeat(2048))).hasMessageContaining("2048");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hostname: 5",
        "run_cmd: [[a, b]]",
        "k3os: {token: 12345}",
        "write_files: [{path: /a, content: x, permissions: 0644}]",
        "ssh_authorized_keys: [true]",
        "",
        "- a"
      })
  void k3osWouldIgnoreTheWholeConfig(String config) {
    assertThatThrownBy(() -> K3osConfigFile.parse(config)).isInstanceOf(MachineStopped.class);
  }

  @Test
  void quotedTextsAreAConfig() {
    K3osConfigFile config =
        K3osConfigFile.parse("hostname: \"5\"\nrun_cmd: [\"echo 1\"]\nk3os: {labels: {a: 1}}\n");

    assertThat(config.runCommands()).containsExactly("echo 1");
  }
}
