package io.ironwake.net;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An operator's word on the loader of a machine or a subnet (quirks 20 and 21).
 *
 * @param text a {@link LoaderKind} word, or the name of a file in the asset folder's loaders/
 */
@Pure
public record LoaderChoice(String text) {
  private static final Pattern FILE =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_+-]*(?:\\.[A-Za-z0-9_+-]+)+");
  private static final int LONGEST = 64;

  /**
   * @throws IllegalArgumentException that lists the words
   */
  public LoaderChoice {
    if (LoaderKind.of(text).isEmpty()
        && (text.length() > LONGEST || !FILE.matcher(text).matches())) {
      throw new IllegalArgumentException(
          "loader '"
              + text
              + "' is not one of "
              + words()
              + ", nor the name of a file in the asset folder's loaders/, such as snponly.efi");
    }
  }

  /** Empty for a file. */
  public Optional<LoaderKind> kind() {
    return LoaderKind.of(text);
  }

  /** Empty for a kind. */
  public Optional<String> file() {
    return kind().isPresent() ? Optional.empty() : Optional.of(text);
  }

  /** All words, for error messages. */
  public static String words() {
    return Arrays.stream(LoaderKind.values())
        .map(LoaderKind::word)
        .collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return text;
  }
}
