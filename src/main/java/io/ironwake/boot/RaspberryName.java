package io.ironwake.boot;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name that a Raspberry Pi asks by TFTP. It puts its serial number or its MAC with dashes in
 * front, and asks without once the prefix did not help (TFTP_PREFIX in its EEPROM; quirk 13).
 *
 * @param mac from the prefix
 * @param kind what it wants
 * @param path the name behind the prefix, at most two segments
 */
@Pure
record RaspberryName(Optional<MacAddress> mac, Kind kind, String path) {
  /** The file in which it reads what to load. */
  static final String CONFIG = "config.txt";

  /** The kernel's name in the configuration that is made for each Pi. */
  static final String KERNEL = "ironwake-kernel";

  /** The names of initrds there, numbered from 0: its lines have at most 80 characters. */
  static final String INITRD = "ironwake-initrd";

  private static final Pattern PREFIXED =
      Pattern.compile("(?:[0-9a-f]{8}|(?<mac>(?:[0-9a-f]{2}-){5}[0-9a-f]{2}))/(?<rest>.+)");
  private static final Pattern PLAIN =
      Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._+-]*/)?[A-Za-z0-9_-][A-Za-z0-9._+-]*");

  enum Kind {
    /** {@code config.txt}: which files to load. */
    CONFIG,
    /** {@code cmdline.txt}: the kernel's arguments, so the document that starts an install. */
    COMMAND_LINE,
    KERNEL,
    INITRD,
    /** A file of the operator's folder. */
    FIRMWARE
  }

  /** Reads a name; empty for one that no Raspberry Pi asks. */
  static Optional<RaspberryName> of(String name) {
    Matcher prefixed = PREFIXED.matcher(name);
    boolean has = prefixed.matches();
    String path = has ? prefixed.group("rest") : name;
    Optional<MacAddress> mac =
        has ? Optional.ofNullable(prefixed.group("mac")).map(MacAddress::parse) : Optional.empty();
    return PLAIN.matcher(path).matches()
        ? Optional.of(new RaspberryName(mac, kind(path), path))
        : Optional.empty();
  }

  private static Kind kind(String path) {
    return switch (path) {
      case CONFIG -> Kind.CONFIG;
      case "cmdline.txt" -> Kind.COMMAND_LINE;
      case KERNEL -> Kind.KERNEL;
      default -> path.matches(INITRD + "\\d") ? Kind.INITRD : Kind.FIRMWARE;
    };
  }

  /** Which initrd; only for {@link Kind#INITRD}. */
  int initrd() {
    return path.charAt(path.length() - 1) - '0';
  }
}
