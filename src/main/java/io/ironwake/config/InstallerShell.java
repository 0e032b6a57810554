package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.Completion;
import io.ironwake.profile.DiskGuard;
import java.util.List;

/**
 * A POSIX shell script that an installer runs for us. Form of operators reach it as single-quoted
 * words alone.
 */
@Pure
final class InstallerShell {
  /** What the installer's system fetches with. */
  @Pure
  enum Client {
    /** Debian's installer: busybox, without time limits or POST. */
    WGET("wget -q -O \"$1\" \"$2\""),
    CURL("curl -gfsS --connect-timeout 10 -m 60 -o \"$1\" \"$2\"");

    private final String get;

    Client(String get) {
      this.get = get;
    }
  }

  /** Gives up after five minutes: a report is never worth more than the install. */
  private static final String FUNCTIONS =
      """

      ironwake_report() {
        tries=0
        until ironwake_get /dev/null "$ironwake_report/$1"; do
          tries=$((tries + 1))
          [ $tries -lt 60 ] || return 0
          sleep 5
        done
      }

      ironwake_fetch() {
        tries=0
        until ironwake_get "$2" "$ironwake_config/$1"; do
          tries=$((tries + 1))
          [ $tries -lt 60 ] || return 1
          sleep 5
        done
      }

      ironwake_failed() {
        ironwake_report "failed?message=$1"
        exit 1
      }
      """;

  /** Rather no install than one to another disk; {@code $disk} is set before. */
  static final String WAIT_FOR_DISK =
      """
      udevadm settle >/dev/null 2>&1
      tries=0
      until [ -b "$disk" ]; do
        tries=$((tries + 1))
        [ $tries -lt 60 ] || ironwake_failed 'the+target+disk+is+not+there'
        sleep 1
      done
      """;

  /** Reports a failure with the words of a file; for curl alone. */
  static final String REASON =
      """
      ironwake_reason() {
        tries=0
        until curl -gfsS --connect-timeout 10 -m 60 -o /dev/null \\
          -H 'Content-Type: text/plain; charset=utf-8' --data-binary "@$1" "$ironwake_report/failed"; do
          tries=$((tries + 1))
          [ $tries -lt 60 ] || return 0
          sleep 5
        done
      }
      """;

  /**
   * An installer that asks somebody after a failed command would go on at his word, so this one
   * never returns.
   */
  private static final String REFUSED =
      """
      [ -z "$guard_wrong" ] || {
        echo "ironwake: $guard_wrong" >/dev/console
        ironwake_report "failed?message=$(echo "$guard_wrong" | tr -c 'A-Za-z0-9.,:/_\\n-' '+')"
        while :; do sleep 60; done
      }
      """;

  private final FrozenText.Builder text = new FrozenText.Builder();

  /** A command that fetches and runs one of our scripts, for formats that hold single commands. */
  static FrozenText command(Client client, String folder, String script) {
    String file = folder + "/ironwake-" + script;
    String get = client.get.replace("\"$1\"", file);
    int url = get.indexOf("\"$2\"");
    return FrozenText.of("i=0; until " + get.substring(0, url), Slot.CONFIG_BASE, "/" + script)
        .plus("; do i=$((i+1)); [ $i -lt 60 ] || exit 1; sleep 5; done; sh " + file);
  }

  /**
   * @param opening the lines before the functions, the interpreter's among them
   */
  InstallerShell(String opening, Client client) {
    text.append(opening)
        .append(FrozenText.of("\nironwake_report='", Slot.REPORT_BASE, "'\n"))
        .append(FrozenText.of("ironwake_config='", Slot.CONFIG_BASE, "'\n"))
        .append("\nironwake_get() {\n  " + client.get + "\n}\n")
        .append(FUNCTIONS);
  }

  InstallerShell add(String lines) {
    text.append(lines);
    return this;
  }

  InstallerShell add(FrozenText lines) {
    text.append(lines);
    return this;
  }

  /** Reports a step; the words have letters, digits and {@code +} for a space. */
  InstallerShell progress(String words) {
    return add("ironwake_report 'progress?message=" + words + "'\n");
  }

  InstallerShell set(String name, String value) {
    return add(FrozenText.of(name + "=").plus(ShellText.quote(value)).plus("\n"));
  }

  /** Stops for good before {@code $disk} is touched if it is not what the guards demand. */
  InstallerShell guard(List<DiskGuard> guards) {
    return guards.isEmpty() ? this : add(DiskGuardScript.look(guards)).add(REFUSED);
  }

  /** Runs each in a shell of its own; the first that fails ends the install with a report. */
  InstallerShell run(List<FrozenText> commands, String key) {
    return run("sh -c ", commands, key);
  }

  /**
   * @param shell what takes the command as its last word
   */
  InstallerShell run(String shell, List<FrozenText> commands, String key) {
    for (int i = 0; i < commands.size(); i++) {
      add(FrozenText.of(shell).plus(ShellText.quote(commands.get(i))));
      add(" || ironwake_failed '" + key + "+" + (i + 1) + "+failed'\n");
    }
    return this;
  }

  /** Writes authorized keys below a home folder of the installed system. */
  InstallerShell keys(String home, List<String> keys) {
    if (!keys.isEmpty()) {
      add("mkdir -p " + home + "/.ssh\nchmod 700 " + home + "/.ssh\n");
      add("printf '%s\\n'");
      keys.forEach(key -> add(FrozenText.of(" ").plus(ShellText.quote(key))));
      add(" >" + home + "/.ssh/authorized_keys\nchmod 600 " + home + "/.ssh/authorized_keys\n");
    }
    return this;
  }

  /** The last words of the install, where a profile completes by them. */
  InstallerShell installed(Completion completion) {
    return completion == Completion.INSTALLER_REPORT ? add("ironwake_report installed\n") : this;
  }

  FrozenText build() {
    return text.build();
  }

  FrozenDocument document(String name) {
    return new FrozenDocument(name, "text/x-shellscript; charset=utf-8", build());
  }
}
