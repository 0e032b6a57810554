package io.ironwake.sim;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Linux command line as installers read it.
 *
 * @param words in order, quotes removed
 */
@Pure
record KernelArguments(List<String> words) {
  private static final int MAX_LENGTH = 2048;
  private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");

  /**
   * Cuts a line into words.
   *
   * @throws MachineStopped when the kernel would cut it off
   */
  static KernelArguments parse(String line) {
    if (line.length() >= MAX_LENGTH) {
      throw new MachineStopped(
          "the kernel line has " + line.length() + " characters; x86 kernels keep 2047");
    }
    return new KernelArguments(
        WORD.matcher(line).results().map(word -> word.group().replace("\"", "")).toList());
  }

  /** The value of the last {@code key=value}; empty text for a bare {@code key}. */
  Optional<String> value(String key) {
    return words.stream()
        .filter(word -> word.equals(key) || word.startsWith(key + "="))
        .map(word -> word.equals(key) ? "" : word.substring(key.length() + 1))
        .reduce((first, second) -> second);
  }

  /** A k3OS switch: on for a bare key and for exactly {@code true}. */
  boolean isOn(String key) {
    return value(key).filter(value -> value.isEmpty() || value.equals("true")).isPresent();
  }

  /** How often the key stands on the line. */
  long count(String key) {
    return words.stream().filter(word -> word.equals(key) || word.startsWith(key + "=")).count();
  }
}
