package io.ironwake.boot;

import io.ironwake.config.RenderedInstall;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;

/**
 * iPXE scripts. Free text reaches them through {@link #plain} alone, and kernel lines are checked
 * when they are frozen, so nothing an operator or a machine says can become a command
 * (CVE-2026-46447 was that in another product).
 */
@Pure
final class IpxeScript {
  private static final int LINE = 200;

  private static final String ASK_AGAIN =
      lines(
          "inc tries",
          "iseq ${tries} 120 && goto disk ||",
          "echo Ironwake does not answer yet, asking again in 5 seconds",
          "sleep 5",
          "goto ask",
          ":disk",
          "echo Ironwake did not answer, booting from disk");

  private static final String DISK = disk(LocalBoot.SCRIPT);

  private IpxeScript() {}

  /**
   * The stub behind {@code boot.ipxe} and {@code autoexec.ipxe}: needs no database, and asks for
   * the real script until it gets one, with what iPXE knows of the machine.
   *
   * @param base {@code http://address:port/boot/{nonce}}
   */
  static String stub(String base) {
    return script(asking(base + "/" + query("script")) + DISK);
  }

  /**
   * The stub for clients that another DHCP server sent here without a nonce: it tells its MAC and
   * is sent on.
   *
   * @param base {@code http://address:port}
   */
  static String entrance(String base) {
    return script(asking(base + "/boot/enter?mac=${netX/mac:hexhyp}") + DISK);
  }

  /** The query by which iPXE tells who it is; expanded by iPXE itself. */
  static String query(String name) {
    return name
        + "?uuid=${uuid}&serial=${serial:uristring}&manufacturer=${manufacturer:uristring}&product=${product:uristring}"
        + "&platform=${platform}&buildarch=${buildarch}";
  }

  /**
   * Says why the machine waits, and asks again under a fresh nonce.
   *
   * @param base the fresh nonce's {@code http://address:port/boot/{nonce}}
   * @param round how often it has waited, handed on so that the wait ends
   * @param seconds between two rounds
   */
  static String hold(String reason, String base, int round, int seconds) {
    String said =
        lines(
            "echo Ironwake: " + plain(reason),
            "echo Asking again in " + seconds + " seconds",
            "sleep " + seconds);
    return script(said + asking(base + "/" + query("script") + "&round=" + (round + 1)) + DISK);
  }

  /** Asks for ten minutes, then goes on to the disk. */
  private static String asking(String url) {
    return "set tries:int32 0\n:ask\nchain --replace --autofree " + url + " ||\n" + ASK_AGAIN;
  }

  /** Says why, then boots the disk. */
  static String localBoot(String reason, LocalBoot way) {
    return script(
        lines("echo Ironwake: " + plain(reason), "echo Booting from disk")
            + (way == LocalBoot.SCRIPT ? DISK : disk(way)));
  }

  /**
   * Boots a kernel with its arguments.
   *
   * @param assets the folder of the kernel and initrds, {@code
   *     http://address:port/assets/os/version/arch}
   */
  static String boot(String reason, String assets, RenderedInstall install) {
    List<String> lines = new ArrayList<>();
    lines.add("echo Ironwake: " + plain(reason));
    lines.add("set tries:int32 0");
    lines.add(":fetch");
    lines.add("imgfree");
    lines.add(
        "kernel " + assets + "/" + install.kernel() + " " + install.line() + " || goto again");
    install
        .initrds()
        .forEach(name -> lines.add("initrd " + install.initrd(name, assets) + " || goto again"));
    lines.add("boot || goto again");
    lines.add(":again");
    lines.add("inc tries");
    lines.add("iseq ${tries} 20 && goto disk ||");
    lines.add("echo The kernel could not be fetched or started, trying again in 5 seconds");
    lines.add("sleep 5");
    lines.add("goto fetch");
    lines.add(":disk");
    lines.add("imgfree");
    return script(lines(lines.toArray(String[]::new)) + DISK);
  }

  /**
   * The ladder to the disk: a BIOS takes its first drive, and whatever that leaves, like UEFI, goes
   * on to the firmware's next boot option (quirk 39).
   */
  private static String disk(LocalBoot way) {
    String sanboot = "sanboot --no-describe --drive 0x80 || exit 1";
    return switch (way) {
      case EXIT -> lines("sleep 2", "exit 1");
      case SANBOOT -> lines("sleep 2", sanboot);
      case SCRIPT, GRUB_CHAIN, NO_FILE ->
          lines("sleep 2", "iseq ${platform} efi && exit 1 ||", sanboot);
    };
  }

  private static String lines(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private static String script(String body) {
    return "#!ipxe\n" + body;
  }

  /**
   * Text that iPXE prints and never interprets: other characters become '?', and a line ends at
   * 200.
   */
  static String plain(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .filter(each -> each != '\'')
        .map(each -> each == ';' ? ',' : each)
        .map(each -> isPlain(each) ? each : '?')
        .limit(LINE)
        .forEach(each -> safe.append((char) each));
    return safe.toString();
  }

  private static boolean isPlain(int character) {
    return character >= 'a' && character <= 'z'
        || character >= 'A' && character <= 'Z'
        || character >= '0' && character <= '9'
        || " .,:/()=@+_-".indexOf(character) >= 0;
  }
}
