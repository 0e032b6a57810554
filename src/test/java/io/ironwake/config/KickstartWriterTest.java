package io.ironwake.config;

import static io.ironwake.config.FamilySamples.setting;
import static io.ironwake.config.Refusals.document;
import static io.ironwake.config.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.profile.OsFamily;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KickstartWriterTest {
  private static final InstallFacts SAMPLE = FamilySamples.minimal(OsFamily.KICKSTART);

  @ParameterizedTest
  @CsvSource({
    "inst.ks=http://x, made from config",
    "ks=http://x, made from config",
    "inst.repo=http://x, config.repo",
    "inst.stage2=http://x, config.stage2",
    "inst.ks.sendmac, always set",
    "inst.text, always set",
    "inst.graphical, by itself",
  })
  void ownsItsArguments(String argument, String advice) {
    refuses(Installs.withMachineArguments(SAMPLE, argument), "machine.arguments: ", advice);
  }

  @ParameterizedTest
  @CsvSource({
    "clearpart --all, the machine's disk",
    "ignoredisk --only-use=sdb, the machine's disk",
    "'  bootloader --append=x', the machine's disk",
    "autopart, config.partitioning",
    "part / --size=1, config.partitioning",
    "rootpw x, config.password-hash",
    "network --hostname=x, host name",
    "url --url=http://x, config.repo",
    "poweroff, reboots",
    "%packages, config.packages",
    "%pre, config.early-commands",
    "%post --nochroot, config.late-commands",
    "%include /tmp/x, not known here",
    "%ksappend http://x, not known here",
    "%addon x, not ended",
    "lang de \\, backslash",
  })
  void refusesCommandsThatWouldUndoItsOwn(String line, String advice) {
    refuses(setting(SAMPLE, "kickstart", "# fine\n" + line), "config.kickstart: ", advice);
  }

  @Test
  void takesAddOnsWhole() {
    String addon = "%addon org_fedora_oscap\nclearpart = no\n%end\nselinux --permissive\n";

    assertThat(document(setting(SAMPLE, "kickstart", addon), "ks.cfg")).contains(addon);
    refuses(
        setting(SAMPLE, "kickstart", "%addon x\n%post\n%end\n%end"),
        "config.kickstart: line 2",
        "inside of an add-on");
  }

  @Test
  void takesPartitionsAloneForPartitions() {
    refuses(
        setting(SAMPLE, "partitioning", "part / --size=1\nignoredisk --drives=sda"),
        "config.partitioning: line 2",
        "is none of autopart");
    refuses(setting(SAMPLE, "partitioning", "%post"), "config.partitioning: line 1", "none of");
  }

  /** The installer sees the machine's disk and no other, whatever the partitions say. */
  @Test
  void showsTheInstallerOneDisk() {
    assertThat(document(SAMPLE, "ks.cfg"))
        .contains(
            "\nignoredisk --only-use=sda\nclearpart --all --initlabel --drives=sda\n"
                + "bootloader --boot-drive=sda\nautopart --type=lvm\n");
  }

  /** A line of a command that begins with %end would end the section it stands in. */
  @Test
  void keepsCommandsOutOfTheFile() {
    InstallFacts facts = setting(SAMPLE, "late-commands", List.of("x\n%end\n%post\nreboot"));

    assertThat(document(facts, "ks.cfg")).isEqualTo(document(SAMPLE, "ks.cfg"));
    assertThat(document(facts, "late.sh")).contains("sh -c 'x\n%end\n%post\nreboot' ||");
  }

  @Test
  void needsATreeAndAWayIn() {
    refuses(
        FamilySamples.facts(OsFamily.KICKSTART, "9", Map.of("password-hash", FamilySamples.HASH)),
        "config.repo: ",
        "is missing");
    refuses(
        FamilySamples.facts(OsFamily.KICKSTART, "9", Map.of("repo", "http://x/")),
        "config.ssh-authorized-keys: ",
        "nobody could log in");
    assertThat(Installs.freeze(SAMPLE).assets()).containsExactly("vmlinuz", "initrd.img");
  }
}
