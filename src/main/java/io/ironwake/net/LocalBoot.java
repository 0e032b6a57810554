package io.ironwake.net;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a machine is sent to its disk: no single way works on all firmware (quirk 39). */
@Pure
public enum LocalBoot {
  /** By a loader and a script that says why, then by what usually works for firmware and loader. */
  SCRIPT,
  /** The loader gives up with an error, so that the firmware takes its next boot option. */
  EXIT,
  /** iPXE boots the first drive itself. */
  SANBOOT,
  /** GRUB looks for the installed system's loader on the disks and starts it. */
  GRUB_CHAIN,
  /** By a reply without a boot file, for firmware that then goes on to the disk. */
  NO_FILE;

  /** The word in files and in the API, such as {@code no-file}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(LocalBoot::word).toList();
  }

  /**
   * The way of this word.
   *
   * @throws IllegalArgumentException that lists the words
   */
  public static LocalBoot parse(String word) {
    Optional<LocalBoot> way =
        Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    return way.orElseThrow(
        () ->
            new IllegalArgumentException(
                "local-boot '" + word + "' is not one of " + String.join(", ", words())));
  }
}
