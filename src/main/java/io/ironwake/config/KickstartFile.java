package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.List;

/** The {@code ks.cfg}. */
@Pure
final class KickstartFile {
  private static final InstallerShell.Client CURL = InstallerShell.Client.CURL;

  private final InstallFacts facts;
  private final Fields config;
  private final FrozenText.Builder text = new FrozenText.Builder();

  private KickstartFile(InstallFacts facts, Fields config) {
    this.facts = facts;
    this.config = config;
  }

  static FrozenText write(InstallFacts facts, Fields config) {
    return new KickstartFile(facts, config).write(Placeholders.of(facts));
  }

  private FrozenText write(Placeholders placeholders) {
    line("text");
    line("lang " + Form.LOCALE.read(config, "locale", "en_US.UTF-8"));
    line("keyboard " + Form.KEYMAP.read(config, "keymap", "us"));
    line("timezone " + Form.ZONE.read(config, "timezone", "Etc/UTC") + " --utc");
    line("url --url=" + KickstartText.quote(Form.URL.required(config, "repo")));
    line("network --bootproto=dhcp --device=link --activate --hostname=" + HostName.of(facts));
    login(Login.read(config));
    line("services --enabled=sshd");
    line("firstboot --disable");
    line("eula --agreed");
    disk(placeholders);
    config
        .text("kickstart")
        .map(it -> KickstartText.commands(config.at("kickstart"), it))
        .ifPresent(it -> text.append(placeholders.in(config.at("kickstart"), it)).append("\n"));
    line("reboot");
    packages();
    section("%pre --erroronfail", "early.sh");
    section("%post --nochroot --erroronfail", "late.sh");
    section("%onerror", "error.sh");
    return text.build();
  }

  private void login(Login login) {
    line(login.hash().map(hash -> "rootpw --iscrypted " + hash).orElse("rootpw --lock"));
    login.keys().forEach(key -> line("sshkey --username=root " + KickstartText.quote(key)));
  }

  /** Whatever an operator's partitions say, the installer sees one disk. */
  private void disk(Placeholders placeholders) {
    String disk = TargetDisk.nameOrLink(facts);
    String name = disk.startsWith("/dev/disk/") ? disk : disk.substring("/dev/".length());
    line("zerombr");
    line("ignoredisk --only-use=" + name);
    line("clearpart --all --initlabel --drives=" + name);
    String append = facts.arguments().line();
    line(
        "bootloader --boot-drive="
            + name
            + (append.isEmpty() ? "" : " --append=" + KickstartText.quote(append)));
    String partitions =
        KickstartText.partitions(
            config.at("partitioning"), config.text("partitioning").orElse("autopart --type=lvm"));
    text.append(placeholders.in(config.at("partitioning"), partitions)).append("\n");
  }

  private void packages() {
    line("\n%packages\n@core\ncurl");
    Form.RPM.list(config, "packages").forEach(this::line);
    line("%end");
  }

  private void section(String opening, String script) {
    text.append("\n" + opening + "\n")
        .append(InstallerShell.command(CURL, "/tmp", script))
        .append("\n%end\n");
  }

  private void line(String line) {
    text.append(line).append("\n");
  }

  /** What the sections fetch and run. */
  static List<FrozenDocument> scripts(InstallFacts facts, Fields config) {
    Placeholders placeholders = Placeholders.of(facts);
    return List.of(
        script("Runs before the disk is partitioned.")
            .set("disk", TargetDisk.nameOrLink(facts))
            .add(InstallerShell.WAIT_FOR_DISK)
            .guard(facts.diskGuards())
            .progress("the+installer+has+read+its+kickstart+file")
            .run(placeholders.commands(config, "early-commands"), "early-commands")
            .document("early.sh"),
        script("Runs when the system is installed, before the reboot.")
            .add(BootedHook.placing("/mnt/sysimage"))
            .add("chroot /mnt/sysimage restorecon -RF /etc/ironwake /etc/systemd/system || true\n")
            .run(
                "chroot /mnt/sysimage sh -c ",
                placeholders.commands(config, "late-commands"),
                "late-commands")
            .installed(facts.profile().completion())
            .document("late.sh"),
        script("Runs when the install has failed.")
            .add(InstallerShell.REASON)
            .add("tail -c 2000 /tmp/anaconda.log >/tmp/ironwake-reason\n")
            .add("ironwake_reason /tmp/ironwake-reason\n")
            .document("error.sh"),
        BootedHook.document());
  }

  private static InstallerShell script(String what) {
    return new InstallerShell("#!/bin/sh\n# " + what + "\n", CURL);
  }
}
