package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.List;

/** What runs inside Ubuntu's live installer. */
@Pure
final class UbuntuScripts {
  private static final String LOG =
      """
      tail -c 2000 /var/log/installer/subiquity-server-debug.log >/run/ironwake-reason
      ironwake_reason /run/ironwake-reason
      """;

  private UbuntuScripts() {}

  static FrozenText command(String script) {
    return InstallerShell.command(InstallerShell.Client.CURL, "/run", script);
  }

  static List<FrozenDocument> documents(
      InstallFacts facts, List<FrozenText> early, List<FrozenText> late) {
    return List.of(
        guarded(facts, script("Runs when the installer has read its answers."))
            .progress("the+installer+has+read+its+answers")
            .run(early, "early-commands")
            .document("early.sh"),
        script("Runs when the system is installed, before the reboot.")
            .add(BootedHook.placing("/target"))
            .run(late, "late-commands")
            .installed(facts.profile().completion())
            .document("late.sh"),
        script("Runs when the install has failed.")
            .add(InstallerShell.REASON)
            .add(LOG)
            .document("error.sh"),
        BootedHook.document());
  }

  /** The installer itself looks for the disk by its name, so only a guard waits for it. */
  private static InstallerShell guarded(InstallFacts facts, InstallerShell script) {
    return facts.diskGuards().isEmpty()
        ? script
        : script
            .set("disk", TargetDisk.nameOrLink(facts))
            .add(InstallerShell.WAIT_FOR_DISK)
            .guard(facts.diskGuards());
  }

  private static InstallerShell script(String what) {
    return new InstallerShell("#!/bin/sh\n# " + what + "\n", InstallerShell.Client.CURL);
  }
}
