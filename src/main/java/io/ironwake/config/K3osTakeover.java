package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.Arch;

/**
 * The script that puts k3OS in the place of a running Linux, by the steps of k3OS's own installer
 * with {@code --takeover --no-format} (rancher/k3os {@code install.sh}). That script itself is in
 * no release's files; it takes any disk without partitions for its image, and it goes on when a
 * download failed: this one stops, with a report, before it changed anything.
 */
@Pure
final class K3osTakeover {
  private static final String OPENING =
      """
      #!/bin/sh
      # Puts k3OS in the place of this system, as approved in Ironwake. Run it as root. All files of its root
      # file system are gone after the next boot.
      set -u
      umask 077
      PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
      """;

  private static final String FUNCTIONS =
      """

      say() {
        echo "$1" | tee -a "$log"
      }

      stop() {
        say "$1"
        umount "$work/iso" 2>/dev/null
        tail -c 2000 "$log" >"$log.reason"
        rm -rf "$work"
        ironwake_reason "$log.reason"
        exit 1
      }

      check() {
        [ "$(uname -m)" = "$machine" ] || stop "this is no $machine machine but $(uname -m)"
        for program in curl sha256sum blkid findmnt tune2fs mount losetup tar; do
          command -v $program >/dev/null || stop "$program is missing; install it and run this again"
        done
        [ -b "$target" ] || stop "there is no partition $target"
        root=$(readlink -f "$(findmnt -n -o SOURCE /)")
        [ "$root" = "$(readlink -f "$target")" ] \\
          || stop "the root file system is on $root, and $target was approved"
        [ "$(findmnt -n -o FSTYPE /)" = ext4 ] || stop 'the root file system is not ext4'
        [ -f /boot/grub/grub.cfg ] || stop 'GRUB has no /boot/grub/grub.cfg here'
        [ "$(stat -c %d /boot/grub)" = "$(stat -c %d /)" ] \\
          || stop '/boot/grub is not on the root file system'
        other=$(blkid -L K3OS_STATE || true)
        [ -z "$other" ] || [ "$(readlink -f "$other")" = "$root" ] \\
          || stop "$other is labelled K3OS_STATE and would be started instead"
        [ "$(df -Pk / | tail -n 1 | tr -s ' ' | cut -d ' ' -f 4)" -gt 2000000 ] \\
          || stop 'the root file system has less than 2 GB free'
      }

      fetch_image() {
        say 'fetching the image'
        tries=0
        until curl -gfsS --connect-timeout 10 --speed-limit 1000 --speed-time 60 \\
          -o "$work/k3os.iso" "$image" 2>>"$log"; do
          tries=$((tries + 1))
          [ $tries -lt 10 ] || stop 'the image could not be fetched'
          sleep 5
        done
        echo "$sha256  $work/k3os.iso" | sha256sum -c - >>"$log" 2>&1 \\
          || stop 'the image is not the one that was approved'
        mkdir "$work/iso"
        mount -t iso9660 -o ro,loop "$work/k3os.iso" "$work/iso" 2>>"$log" \\
          || stop 'the image could not be mounted'
        for file in k3os/current/k3os kernel/current/initrd kernel/current/kernel.squashfs; do
          [ -s "$work/iso/k3os/system/$file" ] || stop "the image has no k3os/system/$file"
        done
      }

      fetch_config() {
        ironwake_fetch config.yaml "$work/config.yaml" || stop 'the configuration could not be fetched'
        [ -s "$work/config.yaml" ] || stop 'the configuration is empty'
      }

      entry() {
        cat <<MENU
      menuentry 'k3OS, $1' {
        search --no-floppy --set=root --label K3OS_STATE
        set sqfile=/k3os/system/kernel/$1/kernel.squashfs
        loopback loop0 /\\$sqfile
        set root=(\\$root)
        linux (loop0)/vmlinuz printk.devkmsg=on console=tty1$more
        initrd /k3os/system/kernel/$1/initrd
      }
      MENU
      }

      replace() {
        say "replacing the system on $root"
        ironwake_report 'progress?message=replacing+the+running+system'
        tar -cf - -C "$work/iso" k3os | tar -xf - -C / 2>>"$log" || stop 'k3OS could not be copied'
        umount "$work/iso"
        mkdir -p /k3os/system /k3os/data/opt
        cp "$work/config.yaml" /k3os/system/config.yaml
        chmod 600 /k3os/system/config.yaml
        cp /boot/grub/grub.cfg /boot/grub/grub.cfg.before-k3os
        {
          printf 'set default=0\\nset timeout=5\\ninsmod all_video\\n'
          entry current
          entry previous
        } >/boot/grub/grub.cfg.k3os || stop 'the menu could not be written'
        tune2fs -L K3OS_STATE "$root" >>"$log" 2>&1 || stop 'the file system could not be labelled'
        [ "$power_off" = false ] || touch /k3os/system/poweroff
        touch /k3os/system/takeover
        sync
        mv /boot/grub/grub.cfg.k3os /boot/grub/grub.cfg
        rm -rf "$work"
        sync
        ironwake_report 'progress?message=rebooting+into+k3OS'
        say 'k3OS takes over at the next boot, in 5 seconds'
        sleep 5
        reboot
      }

      main() {
        if [ "$(id -u)" != 0 ]; then
          echo 'run this as root' >&2
          exit 1
        fi
        : >"$log"
        check
        rm -rf "$work"
        mkdir "$work" || stop "$work could not be made"
        fetch_image
        fetch_config
        replace
      }

      # The last line: a script that was cut off on its way does nothing.
      main
      """;

  private K3osTakeover() {}

  static FrozenText write(InstallFacts facts, K3osInstall install, String partition, String image) {
    boolean x86 = facts.profile().arch() == Arch.AMD64;
    String more =
        install.tty().map(tty -> " console=" + tty).orElse("")
            + (install.debugs() ? " k3os.debug" : "");
    return new InstallerShell(OPENING, InstallerShell.Client.CURL)
        .add(InstallerShell.REASON)
        .add("\n")
        .set("target", partition)
        .set("machine", x86 ? "x86_64" : "aarch64")
        .set("sha256", "{sha256:" + image + "}")
        .add(FrozenText.of("image='", Slot.ASSET_BASE, "/" + image + "'\n"))
        .set("more", more)
        .set("power_off", String.valueOf(install.powersOff()))
        .set("work", "/ironwake-takeover")
        .set("log", "/run/ironwake-takeover.log")
        .add(FUNCTIONS)
        .build();
  }

  /** What to do with the archive of an overlay (k3OS README, "ARM Overlay Installation"). */
  static FrozenText overlay(InstallFacts facts, String rootfs) {
    return FrozenText.of(
            "k3OS over the running system of "
                + HostName.of(facts)
                + ", whose kernel and loader stay. It replaces /sbin/init.\n"
                + "The kernel line must not have the word ro. As root, beside this archive,"
                + " overlay.tar:\n\n  curl -gfLO ")
        .plus(FrozenText.of("", Slot.ASSET_BASE, "/" + rootfs + "\n"))
        .plus(
            "  echo '{sha256:"
                + rootfs
                + "}  "
                + rootfs
                + "' | sha256sum -c\n  tar -xzf "
                + rootfs
                + " --strip-components=1 -C /\n  tar -xf overlay.tar -C / k3os\n  sync\n"
                + "  reboot -f\n");
  }
}
