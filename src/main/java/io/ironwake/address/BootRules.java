package io.ironwake.address;

import io.ironwake.net.Ipv4;
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
 */
@Pure
public record BootRules(
    Unknown unknown,
    Optional<String> bootUrl,
    Optional<Ipv4> nextServer,
    LocalBoot localBoot,
    Nonce nonce) {
  /** Unknown machines are left alone, a nonce is needed. */
  public static final BootRules DEFAULT =
      new BootRules(
          Unknown.IGNORE, Optional.empty(), Optional.empty(), LocalBoot.SCRIPT, Nonce.REQUIRED);

  /** What a machine nobody declared gets. */
  public enum Unknown {
    /** No boot answer. */
    IGNORE,
    /** A script that waits for approval, then boots the disk. */
    HOLD,
    /** A live system that takes the machine's inventory. */
    INSPECT
  }

  /** How a machine is told to boot its disk. */
  public enum LocalBoot {
    /** By a loader and a script that says why. */
    SCRIPT,
    /** By a reply without a boot file, for firmware that then goes on to the disk. */
    NO_FILE
  }

  /** Whether the boot nonce is needed for install arguments. */
  public enum Nonce {
    REQUIRED,
    /** For sites whose own DHCP points at a fixed URL: weaker, see docs/security.md. */
    OPTIONAL
  }

  /** These rules, with unknown machines left alone. */
  BootRules ignoringUnknown() {
    return new BootRules(Unknown.IGNORE, bootUrl, nextServer, localBoot, nonce);
  }

  public BootRules {
    bootUrl.ifPresent(BootRules::requireUrl);
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
