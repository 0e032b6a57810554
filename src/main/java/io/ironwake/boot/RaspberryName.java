package io.ironwake.boot;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name that a Raspberry Pi asks by TFTP. It puts its serial number or its MAC with dashes in
 * front, and asks without once the prefix did not help (TFTP_PREFIX in its EEPROM; quirk 13).
 *
 * @param mac from the prefix
 * @param serial the end of its serial number, from the prefix: 8 hex digits in lower case
 * @param kind what it wants
 * @param path the name behind the prefix, at most two segments
 */
@Pure
record RaspberryName(Optional<MacAddress> mac, Optional<String> serial, Kind kind, String path) {
  /** The file in which it reads what to load. */
  static final String CONFIG = "config.txt";

  /** The kernel's name in the configuration that is made for each Pi. */
  static final String KERNEL = "ironwake-kernel";

  /** The names of initrds there, numbered from 0: its lines have at most 80 characters. */
  static final String INITRD = "ironwake-initrd";

  private static final Pattern PREFIXED =
      Pattern.compile(
          "(?:(?<serial>[0-9a-f]{8})|(?<mac>(?:[0-9a-f]{2}-){5}[0-9a-f]{2}))/(?<rest>.+)");
  private static final Pattern SERIAL = Pattern.compile("[0-9A-Fa-f]{8}(?:[0-9A-Fa-f]{8})?");
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
    Optional<String> serial =
        has ? Optional.ofNullable(prefixed.group("serial")) : Optional.empty();
    return PLAIN.matcher(path).matches()
        ? Optional.of(new RaspberryName(mac, serial, kind(path), path))
        : Optional.empty();
  }

  /**
   * True when the prefix tells another serial number than this one, which is recorded of a machine.
   * One that is no Pi's is not compared.
   */
  boolean isAnothers(String recorded) {
    return SERIAL.matcher(recorded).matches()
        && serial.filter(told -> !recorded.toLowerCase(Locale.ROOT).endsWith(told)).isPresent();
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
