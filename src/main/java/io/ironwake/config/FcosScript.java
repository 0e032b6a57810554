package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.Completion;
import io.ironwake.profile.DiskGuard;
import java.util.List;

/**
 * Reports for coreos-installer.service, which knows no hooks: systemd runs them before, after and
 * when it has failed. The reboot waits for the unit, so for the report that the disk is written.
 */
@Pure
final class FcosScript {
  static final String FOLDER = "/etc/ironwake";
  static final String PATH = FOLDER + "/install";
  static final String UNIT = "coreos-installer.service";

  static final String DROPIN =
      """
      [Service]
      ExecStartPre=/usr/bin/bash /etc/ironwake/install before
      ExecStartPost=/usr/bin/bash /etc/ironwake/install after
      ExecStopPost=/usr/bin/bash /etc/ironwake/install stopped
      """;

  private static final String STOPPED =
      """

      stopped() {
        [ "$SERVICE_RESULT" = success ] && return
        journalctl -b -o cat -u coreos-installer.service | tail -c 2000 >/run/ironwake-reason
        ironwake_reason /run/ironwake-reason
      }

      "$1"
      """;

  private FcosScript() {}

  static FrozenText write(String disk, List<DiskGuard> guards, Completion completion) {
    InstallerShell shell =
        new InstallerShell("#!/bin/bash\n# Reports for " + UNIT + ".\n", InstallerShell.Client.CURL)
            .set("disk", disk)
            .add(InstallerShell.REASON)
            .add("\nbefore() {\n" + InstallerShell.WAIT_FOR_DISK.indent(2))
            .guard(guards)
            .add("  ironwake_report 'progress?message=writing+the+disk'\n}\n")
            .add("\nafter() {\n  : nothing is reported before the first boot\n");
    return shell.installed(completion).add("}\n" + STOPPED).build();
  }
}
