package io.ironwake.address;

import io.ironwake.net.BootHints;
import io.ironwake.net.Ipv4;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.Pure;
import java.util.Optional;

/**
 * How network boots of a subnet are answered.
 *
 * @param unknown what an unknown machine gets
 * @param bootUrl where clients reach the boot plane, such as {@code http://192.168.1.2:8069};
 *     default the receiving interface's address
 * @param nextServer where clients reach TFTP; default the receiving interface's address
 * @param localBoot how a machine is told to boot its disk
 * @param nonce whether a boot script needs the nonce that DHCP gave out
 * @param loader what the firmware of its machines fetches first; default by firmware
 */
@Pure
public record BootRules(
    Unknown unknown,
    Optional<String> bootUrl,
    Optional<Ipv4> nextServer,
    LocalBoot localBoot,
    Nonce nonce,
    Optional<LoaderChoice> loader) {
  /** Unknown machines are left alone, a nonce is needed. */
  public static final BootRules DEFAULT =
      new BootRules(
          Unknown.IGNORE,
          Optional.empty(),
          Optional.empty(),
          LocalBoot.SCRIPT,
          Nonce.REQUIRED,
          Optional.empty());

  /** What a machine nobody declared gets. */
  public enum Unknown {
    /** No boot answer. */
    IGNORE,
    /** A script that waits for approval, then boots the disk. */
    HOLD,
    /** A live system that takes the machine's inventory. */
    INSPECT
  }

  /** Whether the boot nonce is needed for install arguments. */
  public enum Nonce {
    REQUIRED,
    /** For sites whose own DHCP points at a fixed URL: weaker, see docs/security.md. */
    OPTIONAL
  }

  /** These rules, with unknown machines left alone. */
  BootRules ignoringUnknown() {
    return new BootRules(Unknown.IGNORE, bootUrl, nextServer, localBoot, nonce, loader);
  }

  public BootRules {
    bootUrl.ifPresent(BootRules::requireUrl);
  }

  /** What this subnet says of loader and disk, where neither machine nor model do. */
  public BootHints hints() {
    return new BootHints(loader, Optional.of(localBoot));
  }

  // Names would need DNS in firmware, and sent URLs must stay within BOOTP's 127 bytes with the
  // nonce behind the base.
  private static void requireUrl(String url) {
    if (!url.matches("https?://\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{1,5})?")) {
      throw new IllegalArgumentException(
          "boot-url '"
              + url
              + "' must be http:// or https://, an IPv4 address, an optional port and nothing more;"
              + " for example http://192.168.1.2:8069");
    }
  }
}
