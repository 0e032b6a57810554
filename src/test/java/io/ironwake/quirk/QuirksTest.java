package io.ironwake.quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.net.ClientArch;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuirksTest {
  private static final Ipv4 HERE = Ipv4.parse("10.0.0.7");
  private static final String MINE =
      """
      version: 1
      rules:
        - id: mine
          why: it hangs
          source: seen here
          match: {mac: 52:54}
          effects: {tftp-max-windowsize: 1, tftp-rollover: stop}
      """;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final QuirkSubject client =
      new QuirkSubject(
          MacAddress.parse("52:54:00:12:34:56"),
          Optional.of(ClientArch.UEFI_X64),
          Traits.usual(Traits.Program.PXE, Traits.Mode.FULL),
          Model.UNKNOWN);

  @TempDir Path folder;

  @Test
  void aFileInTheDataFolderIsTakenUnlessAnotherIsNamed() throws IOException {
    assertThat(quirks(Optional.empty()).describe()).endsWith(" 0 of them your own");
    Files.writeString(folder.resolve("quirks.yaml"), MINE);
    assertThat(quirks(Optional.empty()).describe()).endsWith(" 1 of them your own");
    Path other = Files.writeString(folder.resolve("other.yaml"), "version: 1\n");
    assertThat(quirks(Optional.of(other)).describe()).endsWith(" 0 of them your own");
  }

  @Test
  void aFileThatIsNamedAndNotThereIsRefused() {
    assertThatThrownBy(() -> quirks(Optional.of(folder.resolve("gone.yaml"))))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("gone.yaml does not exist; check --quirks");
  }

  @Test
  void aFileOfAnotherEncodingIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("quirks.yaml"), new byte[] {(byte) 0xe4, 'x'});
    assertThatThrownBy(() -> quirks(Optional.of(file))).hasMessageContaining("is not UTF-8");
  }

  @Test
  void answersAreCountedByRuleAndLooksAreNot() throws IOException {
    Files.writeString(folder.resolve("quirks.yaml"), MINE);
    Quirks quirks = quirks(Optional.empty());

    assertThat(quirks.effectsFor(client).rules()).containsExactly("mine", "option-67-nul");
    assertThat(quirks.appliedCount("mine")).isZero();
    quirks.applied(client, Optional.empty());
    quirks.applied(client, Optional.empty());
    assertThat(quirks.appliedCount("mine")).isEqualTo(2);
    assertThat(
            meters.find("ironwake.quirk.applied").tag("rule", "raspberry-pi-no-padding").counter())
        .as("a rule that was never used is listed with 0")
        .isNotNull();
  }

  @Test
  void whoWasGivenAnAddressIsKnownByItAlone() throws IOException {
    Files.writeString(folder.resolve("quirks.yaml"), MINE);
    Quirks quirks = quirks(Optional.empty());
    assertThat(quirks.at(HERE)).isEqualTo(Effects.NONE);
    quirks.applied(client, Optional.of(HERE));
    assertThat(quirks.at(HERE).rollover()).contains("stop");
    assertThat(quirks.at(HERE).maxWindow()).hasValue(1);
    assertThat(quirks.heardAt(HERE)).contains(client);
  }

  private Quirks quirks(Optional<Path> file) {
    return new Quirks(file, folder, meters);
  }
}
