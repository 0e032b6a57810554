package io.ironwake.boot;

import io.ironwake.config.RenderedInstall;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code pxelinux.cfg} for PXELINUX and for U-Boot's reader of it, which wants its keywords in
 * lower case. One value stands on each line to its end, so printable text cannot leave its line.
 */
@Pure
final class PxelinuxConfig {
  /** What syslinux and U-Boot pass on, their own BOOT_IMAGE included. */
  private static final int LONGEST = 2047;

  private static final String IMAGE = "BOOT_IMAGE=";

  /** In seconds: it starts itself anew for each round. */
  static final int SHORTEST_WAIT = 30;

  private PxelinuxConfig() {}

  /**
   * Says why the machine waits, then reads the document behind a fresh nonce.
   *
   * @param nonce the fresh one
   * @param seconds between two rounds
   */
  static String hold(String reason, String nonce, MacAddress mac, int round, int seconds) {
    return lines(
        List.of(
            "say " + said(reason),
            "say Asking again soon",
            "default again",
            "prompt 1",
            "noescape 1",
            "allowoptions 0",
            "timeout " + 10 * seconds,
            "label again",
            "  config ::"
                + nonce
                + "/"
                + BootName.ROUND
                + (round + 1)
                + "/pxelinux.cfg/01-"
                + mac.dashed()));
  }

  /** Says why, then boots the disk of a BIOS machine. */
  static String localBoot(String reason, LocalBoot way) {
    return local(reason, way == LocalBoot.EXIT ? -1 : 0);
  }

  /**
   * Says why, then lets U-Boot go on: it cannot wait without a prompt, which hangs headless boards
   * (quirk 33).
   */
  static String localBootOfUBoot(String reason) {
    return local(reason, 1);
  }

  private static String local(String reason, int type) {
    return lines(
        List.of(
            "say " + said(reason),
            "say Booting from disk",
            "default local",
            "prompt 0",
            "label local",
            "  localboot " + type));
  }

  /**
   * Boots a kernel with its arguments.
   *
   * @param assets the folder of the kernel and initrds: a URL, or a path relative to the loader
   * @throws IllegalArgumentException when the line is longer than the loader and kernel take
   */
  static String boot(String reason, String assets, RenderedInstall install) {
    String kernel = assets + "/" + install.kernel();
    String line = String.join(" ", KernelWords.withoutInitrds(install));
    int length = IMAGE.length() + kernel.length() + 1 + line.length();
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          "the kernel line is "
              + (length - LONGEST)
              + " characters too long for this loader; remove arguments or use another loader");
    }
    if (!line.matches("[ -~]*")) {
      throw new IllegalArgumentException("a kernel argument cannot be written for this loader");
    }
    List<String> lines = new ArrayList<>();
    lines.add("say " + said(reason));
    lines.add("default install");
    lines.add("prompt 0");
    lines.add("label install");
    lines.add("  linux " + kernel);
    if (!install.initrds().isEmpty()) {
      lines.add(
          "  initrd "
              + String.join(
                  ",", install.initrds().stream().map(n -> install.initrd(n, assets)).toList()));
    }
    lines.add("  append " + line);
    return lines(lines);
  }

  /**
   * {@link #boot} for U-Boot, which takes one initrd and reads {@code $(name)} as a variable.
   *
   * @throws IllegalArgumentException when U-Boot cannot do it
   */
  static String bootByUBoot(String reason, String assets, RenderedInstall install) {
    if (install.initrds().size() > 1) {
      throw new IllegalArgumentException(
          "U-Boot loads one initrd and this profile has " + install.initrds().size());
    }
    if (install.line().contains("$(")) {
      throw new IllegalArgumentException("U-Boot would expand $( in the kernel line");
    }
    return boot(reason, assets, install);
  }

  private static String said(String reason) {
    return "Ironwake: " + IpxeScript.plain(reason);
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
