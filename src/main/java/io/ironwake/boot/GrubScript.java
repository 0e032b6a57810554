package io.ironwake.boot;

import io.ironwake.config.RenderedInstall;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GRUB's scripts. Free text reaches them through {@link IpxeScript#plain} and single quotes alone,
 * kernel words stand in single quotes, which nothing ends but the next one: none is let through.
 */
@Pure
final class GrubScript {
  private static final int TRIES = 120;

  /** x86 and arm64 kernels read 2047 bytes, and GRUB puts its image name in front. */
  private static final int LONGEST = 2047;

  /** The TFTP folder of a client that has no nonce; GRUB fills its MAC in. */
  static final String ENTRANCE = "/" + Entrance.FOLDER + "/$net_default_mac";

  private static final String IMAGE = "BOOT_IMAGE=";
  private static final Pattern HTTP = Pattern.compile("http://([^/]+)(/.*)");

  private GrubScript() {}

  /**
   * The stub behind {@code grub.cfg}: needs no database, and asks for the real script until it gets
   * one, with the MAC that GRUB booted by and the SMBIOS uuid that it reads.
   *
   * @param folder an absolute TFTP folder: the nonce's, or the entrance for a client without one
   */
  static String stub(String folder) {
    return lines(
        List.of(
            "set uuid=",
            "smbios --type 1 --get-uuid 8 --set uuid",
            "set next=" + folder + "/" + BootName.GRUB_SCRIPT + "/" + BootName.ROUND + "0",
            "set tries=",
            "while [ -n \"$next\" ]; do",
            "  set answered=",
            "  source \"$next/$net_default_mac/$uuid\"",
            "  if [ -n \"$answered\" ]; then",
            "    set tries=",
            "  else",
            "    echo 'Ironwake does not answer yet, asking again in 5 seconds'",
            "    sleep 5",
            "    set tries=\"x$tries\"",
            "    if [ \"$tries\" = " + "x".repeat(TRIES) + " ]; then",
            "      set next=",
            "    fi",
            "  fi",
            "done"),
        List.of("echo 'Ironwake did not answer, booting from disk'"),
        disk(LocalBoot.SCRIPT));
  }

  /** The entrance for a client that has no nonce: it tells its MAC. */
  static String entrance() {
    return stub(ENTRANCE);
  }

  /**
   * Says why the machine waits; the stub asks again.
   *
   * @param folder the fresh nonce's
   * @param round how often it has waited
   * @param seconds between two rounds
   */
  static String hold(String reason, String folder, int round, int seconds) {
    return lines(
        List.of(
            "set answered=1",
            say(reason),
            "echo 'Asking again in " + seconds + " seconds'",
            "sleep " + seconds,
            "set next="
                + folder
                + "/"
                + BootName.GRUB_SCRIPT
                + "/"
                + BootName.ROUND
                + (round + 1)));
  }

  /** Says why, then boots the disk. */
  static String localBoot(String reason, LocalBoot way) {
    return lines(
        List.of("set answered=1", say(reason), "echo 'Booting from disk'", "sleep 2"), disk(way));
  }

  /**
   * Boots a kernel with its arguments.
   *
   * @param assets the absolute TFTP folder of the kernel and initrds
   * @throws IllegalArgumentException when the line is longer than GRUB and kernel take together
   */
  static String boot(String reason, String assets, RenderedInstall install) {
    List<String> lines = new ArrayList<>();
    lines.add("set answered=1");
    lines.add("set next=");
    lines.add(say(reason));
    lines.add("for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do");
    lines.add("  if " + linux(assets + "/" + install.kernel(), install) + "; then");
    lines.add(install.initrds().isEmpty() ? "    boot" : "    if " + initrd(assets, install));
    lines.add("  fi");
    lines.add("  echo 'The kernel could not be fetched or started, trying again in 5 seconds'");
    lines.add("  sleep 5");
    lines.add("done");
    return lines(lines);
  }

  private static String linux(String kernel, RenderedInstall install) {
    List<String> words = KernelWords.withoutInitrds(install);
    String seen = IMAGE + kernel + " " + String.join(" ", words);
    if (seen.length() > LONGEST) {
      throw new IllegalArgumentException(
          "the kernel line is "
              + (seen.length() - LONGEST)
              + " characters too long for GRUB; remove arguments or use another loader");
    }
    StringBuilder command = new StringBuilder("linux ").append(kernel);
    words.forEach(word -> command.append(' ').append(quoted(word)));
    return command.toString();
  }

  private static String initrd(String assets, RenderedInstall install) {
    StringBuilder command = new StringBuilder("initrd");
    for (String name : install.initrds()) {
      command
          .append(' ')
          .append(install.isOwn(name) ? byHttp(install.initrd(name, "")) : assets + "/" + name);
    }
    return command.append("; then boot; fi").toString();
  }

  /** GRUB's name of a URL; what is one machine's alone goes by no other way. */
  private static String byHttp(String url) {
    Matcher http = HTTP.matcher(url);
    if (!http.matches()) {
      throw new IllegalArgumentException(
          "GRUB fetches this profile's own initrd by http alone; use iPXE, or a boot-url of http://");
    }
    return "(http," + http.group(1) + ")" + http.group(2);
  }

  /**
   * GRUB puts double quotes round a word with spaces by itself, and a backslash before one that it
   * is given.
   */
  private static String quoted(String word) {
    if (word.indexOf('\'') >= 0 || word.indexOf('\\') >= 0 || !word.matches("[ -~]+")) {
      throw new IllegalArgumentException("a kernel argument cannot be written for GRUB");
    }
    return "'" + word.replace("\"", "") + "'";
  }

  /**
   * The ladder to the disk. GRUB's own exit makes some firmware open its menu, so the installed
   * system's loader is started instead; its vendor's folder first, since the fallback in EFI/BOOT
   * may rewrite the firmware's boot order. The disk becomes GRUB's root: Debian's GRUB tells a
   * loader that it came from root's device, whatever device its name says.
   */
  private static List<String> disk(LocalBoot way) {
    return way == LocalBoot.EXIT
        ? List.of("exit 1")
        : List.of(
            "set cpu=x64",
            "if [ \"$grub_cpu\" = arm64 ]; then set cpu=aa64; fi",
            "for vendor in debian ubuntu flatcar fedora rocky almalinux centos redhat opensuse sles; do",
            "  for file in shim$cpu grub$cpu; do",
            "    if search --no-floppy --set=root --file /EFI/$vendor/$file.efi; then",
            "      if chainloader /EFI/$vendor/$file.efi; then boot; fi",
            "    fi",
            "  done",
            "done",
            "if search --no-floppy --set=root --file /EFI/BOOT/BOOT$cpu.EFI; then",
            "  if chainloader /EFI/BOOT/BOOT$cpu.EFI; then boot; fi",
            "fi",
            "exit 1");
  }

  private static String say(String reason) {
    return "echo 'Ironwake: " + IpxeScript.plain(reason) + "'";
  }

  @SafeVarargs
  private static String lines(List<String>... parts) {
    List<String> all = new ArrayList<>();
    for (List<String> part : parts) {
      all.addAll(part);
    }
    return String.join("\n", all) + "\n";
  }
}
