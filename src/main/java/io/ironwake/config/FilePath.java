package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.regex.Pattern;

/** An absolute path without {@code .}, {@code ..} or empty segments. */
@Pure
final class FilePath {
  private static final Pattern PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[^/]+)+");

  private FilePath() {}

  static String of(Fields fields, String key) {
    String path = fields.requiredLine(key);
    if (!PATH.matcher(path).matches()) {
      throw new ConfigException(
          fields.at(key), "must be an absolute path without '.' or '..', such as /etc/motd");
    }
    return path;
  }
}
