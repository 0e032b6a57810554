package io.ironwake.asset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A small stand-in for the image of a k3OS release: its menu, and something before and after. */
public final class K3osIso {
  private static final String MENU =
      """
      set timeout=10
      set gfxmode=auto
      menuentry "Live" {
        linux (loop0)/vmlinuz printk.devkmsg=on k3os.mode=live console=tty1
      }
      menuentry "Installer" {
        search.fs_label K3OS root
        set sqfile=/k3os/system/kernel/current/kernel.squashfs
        loopback loop0 /$sqfile
        set root=($root)
        linux (loop0)/vmlinuz printk.devkmsg=on k3os.mode=install console=tty1 apparmor=0
        initrd /k3os/system/kernel/current/initrd
      }
      """;

  private K3osIso() {}

  public static byte[] bytes() {
    try {
      return new TestIso()
          .rockRidge()
          .file("A.;1", "k3os/before", new byte[100_000])
          .file("GRUB.CFG;1", "boot/grub/grub.cfg", MENU.getBytes(StandardCharsets.US_ASCII))
          .file("Z.;1", "k3os/after", new byte[200_000])
          .bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
