package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The operating systems Ironwake knows how to install, and the catch-all for every other one. */
@Pure
public enum OsFamily {
  K3OS(Completion.FIRST_BOOT),
  FLATCAR(Completion.INSTALLER_REPORT),
  GENERIC(Completion.INSTALLER_REPORT);

  private final Completion usualCompletion;

  OsFamily(Completion usualCompletion) {
    this.usualCompletion = usualCompletion;
  }

  /**
   * The name in URLs, asset folders and declared files: {@code k3os}, {@code flatcar} or {@code
   * generic}.
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The completion a profile has when its author names none. */
  public Completion usualCompletion() {
    return usualCompletion;
  }

  /**
   * Reads an {@link #id()} in any case.
   *
   * @throws IllegalArgumentException naming the text and the known families
   */
  public static OsFamily parse(String text) {
    return Arrays.stream(values())
        .filter(each -> each.id().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text
                        + "' is not an operating system Ironwake knows; use one of "
                        + Arrays.stream(values())
                            .map(OsFamily::id)
                            .collect(Collectors.joining(", "))
                        + " (generic boots any kernel)"));
  }
}
