package io.ironwake.config;

import static io.ironwake.config.FamilySamples.setting;
import static io.ironwake.config.Refusals.document;
import static io.ironwake.config.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.profile.OsFamily;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicroosWriterTest {
  private static final InstallFacts SAMPLE = FamilySamples.minimal(OsFamily.MICROOS);

  @ParameterizedTest
  @CsvSource({
    "rd.kiwi.oem.installdevice=/dev/sdb, the machine's disk",
    "rd.kiwi.oem.smallest_disk, the machine's disk",
    "rd.kiwi.install.image=http://x, config.image",
    "ignition.config.url=http://x, made from config",
    "combustion.url=http://x, config.combustion",
    "rd.kiwi.install.pxe, always set",
  })
  void ownsItsArguments(String argument, String advice) {
    refuses(Installs.withMachineArguments(SAMPLE, argument), "machine.arguments: ", advice);
  }

  /** The installer fetches four more files by names it makes of the image's. */
  @Test
  void wantsEveryFileThatTheInstallerFetches() {
    InstallFacts facts = setting(SAMPLE, "image", "M");

    assertThat(Installs.freeze(facts).assets())
        .containsExactly(
            "pxeboot.M.kernel",
            "pxeboot.M.initrd",
            "M.xz",
            "M.sha256",
            "M.kernel",
            "M.initrd",
            "M.config.bootoptions");
    assertThat(Installs.render(facts).line())
        .contains("rd.kiwi.install.image=" + Installs.URLS.assetBase() + "/M.xz ");
  }

  @Test
  void refusesNamesTheInstallerWouldMisread() {
    refuses(setting(SAMPLE, "image", "M.xz"), "config.image: ", "without .xz");
    refuses(setting(SAMPLE, "image", "M.xz-1"), "config.image: ", "without .xz");
    refuses(
        Installs.withMachineArguments(SAMPLE, "ifname=eth?:x"), "arguments: ", "for file names");
  }

  @Test
  void servesACombustionScriptAsItIs() {
    refuses(setting(SAMPLE, "combustion", "true"), "config.combustion: ", "#!/bin/bash");
    assertThat(document(setting(SAMPLE, "combustion", "#!/bin/bash\n: '\"$x\n"), "combustion.sh"))
        .isEqualTo("#!/bin/bash\n: '\"$x\n");
  }

  @Test
  void takesAnIgnitionDocumentOfTheOperators() {
    String own =
        "{\"ignition\": {\"version\": \"3.3.0\"}, \"storage\": {\"files\": [{\"path\":"
            + " \"/etc/own\"}]}}";

    assertThat(document(setting(SAMPLE, "ignition", own), "installed.ign"))
        .contains("\"/etc/own\"")
        .contains("ironwake-booted.service");
  }
}
