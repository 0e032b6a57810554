package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.regex.Pattern;

/** The machine's name as its host name. */
@Pure
final class HostName {
  private static final int LINUX_LIMIT = 64;
  private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");

  private HostName() {}

  /**
   * @throws ConfigException unless it is a lower-case host name (RFC 1123 section 2.1) that Linux
   *     can hold
   */
  static String of(InstallFacts facts) {
    String name = facts.machineName();
    if (!NAME.matcher(name).matches() || name.length() > LINUX_LIMIT) {
      throw new ConfigException(
          "machine.name",
          "'"
              + name.replaceAll("[^ -~]", "?")
              + "' cannot be a host name; use lower-case letters, digits and dashes, at most 63"
              + " between dots and "
              + LINUX_LIMIT
              + " in all");
    }
    return name;
  }
}
