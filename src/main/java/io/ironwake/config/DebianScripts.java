package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.Completion;
import io.ironwake.profile.DiskGuard;
import java.util.List;

/**
 * What runs inside Debian's installer, as files of their own: an answer in a preseed file is one
 * line, in which no quoting survives.
 */
@Pure
final class DebianScripts {
  /**
   * The installer asks nobody when a step fails, it shows a dialogue on a console; main-menu logs
   * it (debian-installer main-menu.c).
   */
  private static final String WATCH =
      """
      (
        while sleep 10; do
          step=$(sed -n "s/.*Menu item '\\([a-z0-9-]*\\)' failed.*/\\1/p" /var/log/syslog | head -n 1)
          [ -z "$step" ] || ironwake_failed "step+$step+of+the+installer+failed"
        done
      ) </dev/null >/dev/null 2>&1 &
      """;

  /** A link in /dev/disk is followed here: partman compares names of the kernel. */
  private static final String CHOOSE_DISK =
      """
      disk=$(readlink -f "$disk")
      debconf-set partman-auto/disk "$disk"
      debconf-set grub-installer/bootdev "$disk"
      """;

  private DebianScripts() {}

  /** The answer that fetches and runs a script. */
  static FrozenText command(String question, String script) {
    return FrozenText.of("d-i " + question + " string ")
        .plus(InstallerShell.command(InstallerShell.Client.WGET, "/tmp", script))
        .plus("\n");
  }

  static FrozenDocument early(List<FrozenText> commands) {
    return script("Runs when the installer has read its preseed file.")
        .progress("the+installer+has+read+its+preseed+file")
        .add(WATCH)
        .run(commands, "early-commands")
        .document("early.sh");
  }

  static FrozenDocument partman(String disk, List<DiskGuard> guards, List<FrozenText> commands) {
    return script("Runs before the disk is partitioned.")
        .set("disk", disk)
        .add(InstallerShell.WAIT_FOR_DISK)
        .guard(guards)
        .add(CHOOSE_DISK)
        .progress("partitioning")
        .run(commands, "partman-commands")
        .document("partman.sh");
  }

  static FrozenDocument late(List<String> keys, List<FrozenText> commands, Completion completion) {
    return script("Runs when the system is installed, before the reboot.")
        .keys("/target/root", keys)
        .add(BootedHook.placing("/target"))
        .run(commands, "late-commands")
        .installed(completion)
        .document("late.sh");
  }

  private static InstallerShell script(String what) {
    return new InstallerShell("#!/bin/sh\n# " + what + "\n", InstallerShell.Client.WGET);
  }
}
