package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.DiskGuard;
import java.util.List;

/**
 * Shell that looks at the target disk before anything is written to it. It needs no more than
 * Debian's installer has: a POSIX shell with {@code tr}, {@code sed}, {@code dd}, {@code readlink}
 * and udev's {@code udevadm}; sysfs has the last word where udev knows nothing.
 */
@Pure
final class DiskGuardScript {
  /**
   * Sets {@code guard_wrong} by the disk in {@code $disk}. A disk has a serial number for each
   * standard it speaks (SCSI's unit serial number, ATA's by udev, the page 0x80 of the kernel);
   * {@code lsblk} shows one of them, so any of them counts.
   */
  private static final String LOOK =
      """

      guard_wrong=''
      guard_disk=$(readlink -f "$disk")
      guard_sys=/sys/class/block/${guard_disk##*/}

      guard_udev() {
        udevadm info --query=property --name="$guard_disk" 2>/dev/null | sed -n "s/^$1=//p"
      }

      guard_file() {
        [ ! -r "$guard_sys/$1" ] || sed -n 1p "$guard_sys/$1"
      }

      guard_plain() {
        tr -d '\\000' | tr '_\\t' '  ' | tr -s ' ' | sed 's/^ //; s/ $//; /^$/d'
      }

      guard_serials() {
        {
          for key in SCSI_IDENT_SERIAL ID_SCSI_SERIAL ID_SERIAL_SHORT; do guard_udev "$key"; done
          for file in serial device/serial; do guard_file "$file"; done
          [ ! -r "$guard_sys/device/vpd_pg80" ] ||
            dd if="$guard_sys/device/vpd_pg80" bs=1 skip=4 2>/dev/null
          echo
        } | guard_plain
      }

      guard_models() {
        {
          guard_udev ID_MODEL
          guard_file device/model
        } | guard_plain
      }

      guard_wwns() {
        {
          for key in ID_WWN_WITH_EXTENSION ID_WWN; do guard_udev "$key"; done
          for file in wwid device/wwid; do guard_file "$file"; done
        } | guard_plain | tr 'A-Z' 'a-z' | sed 's/^0x//; s/^naa\\.//; s/^eui\\.//'
      }

      guard_differs() {
        guard_wrong="$guard_wrong${guard_wrong:+, and }$1"
      }

      # guard_same WHAT WANTED FOUND: one name of the disk on each line of FOUND
      guard_same() {
        while IFS= read -r each; do
          [ "$each" != "$2" ] || return 0
        done <<END
      $3
      END
        guard_differs "its $1 is $(echo "${3:-unknown}" | sed 's/$/,/' | tr '\\n' ' ')not $2"
      }

      guard_sectors=$(guard_file size)
      guard_bytes=$((${guard_sectors:-0} * 512))

      guard_size() {
        [ "$guard_bytes" "-$1" "$2" ] || guard_differs "it has $guard_bytes bytes, $3 $2"
      }

      """;

  /** Says what it is about; {@code guard_wrong} is empty when the disk is the right one. */
  private static final String VERDICT =
      """
      [ -z "$guard_wrong" ] ||
        guard_wrong="nothing was written: $guard_disk is not the disk that may be wiped: $guard_wrong"
      """;

  private DiskGuardScript() {}

  /** Sets {@code guard_wrong} to the reason why {@code $disk} may not be wiped, or to nothing. */
  static FrozenText look(List<DiskGuard> guards) {
    FrozenText.Builder script = new FrozenText.Builder().append(LOOK);
    guards.forEach(each -> demands(script, each));
    return script.append(VERDICT).build();
  }

  private static void demands(FrozenText.Builder script, DiskGuard guard) {
    guard.serial().ifPresent(it -> same(script, "serial", it));
    guard.model().ifPresent(it -> same(script, "model", it));
    guard.wwn().ifPresent(it -> same(script, "wwn", it));
    guard.size().ifPresent(it -> script.append("guard_size eq " + it + " not\n"));
    guard.minSize().ifPresent(it -> script.append("guard_size ge " + it + " 'fewer than'\n"));
    guard.maxSize().ifPresent(it -> script.append("guard_size le " + it + " 'more than'\n"));
  }

  private static void same(FrozenText.Builder script, String what, String wanted) {
    script
        .append("guard_same " + what + " ")
        .append(ShellText.quote(wanted))
        .append(" \"$(guard_" + what + "s)\"\n");
  }

  /** A program that takes the disk as its argument, prints the reason and fails. */
  static FrozenText program(List<DiskGuard> guards) {
    return FrozenText.of(
            "#!/bin/sh\n# Compares a disk with what its machine's approval demands.\ndisk=$1\n")
        .plus(look(guards))
        .plus("[ -z \"$guard_wrong\" ] || {\n  echo \"$guard_wrong\"\n  exit 1\n}\n");
  }
}
