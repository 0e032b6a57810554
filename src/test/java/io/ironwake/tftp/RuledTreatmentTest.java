package io.ironwake.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.quirk.Model;
import io.ironwake.quirk.QuirkSubject;
import io.ironwake.quirk.Quirks;
import io.ironwake.quirk.RulesFile;
import io.ironwake.quirk.Traits;
import io.ironwake.tftp.TftpQuirks.Treatment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuledTreatmentTest {
  private static final Ipv4 CLIENT = Ipv4.parse("10.0.0.7");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "tftp-rollover: 0, TO_ZERO, 2147483647, 2147483647",
    "tftp-rollover: 1, TO_ONE, 2147483647, 2147483647",
    "tftp-rollover: stop, STOP, 2147483647, 2147483647",
    "tftp-max-blksize: 1024, TO_ZERO, 1024, 2147483647",
    "tftp-max-windowsize: 4, TO_ZERO, 2147483647, 4"
  })
  void eachEffectIsATreatment(String effect, Rollover rollover, int block, int window)
      throws IOException {
    TftpQuirks quirks = new RuledTreatment(heard(effect));
    assertThat(quirks.of(CLIENT)).isEqualTo(new Treatment(rollover, block, window));
  }

  @Test
  void whomNoRuleIsAboutIsTreatedAsUsual() throws IOException {
    assertThat(new RuledTreatment(heard("no-padding: true")).of(CLIENT)).isEqualTo(Treatment.USUAL);
    assertThat(new RuledTreatment(heard("tftp-rollover: 1")).of(Ipv4.parse("10.0.0.8")))
        .isEqualTo(Treatment.USUAL);
  }

  private Quirks heard(String effect) throws IOException {
    Quirks quirks = RulesFile.with(folder, "{mac: 52:54}", "{" + effect + "}");
    quirks.applied(
        new QuirkSubject(
            MacAddress.parse("52:54:00:12:34:56"),
            Optional.empty(),
            Traits.usual(Traits.Program.PXE, Traits.Mode.FULL),
            Model.UNKNOWN),
        Optional.of(CLIENT));
    return quirks;
  }
}
