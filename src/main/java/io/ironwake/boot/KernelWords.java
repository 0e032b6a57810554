package io.ironwake.boot;

import io.ironwake.config.RenderedInstall;
import io.ironwake.net.Pure;
import java.util.List;
import java.util.stream.Stream;

/** A kernel line in its words, for loaders that quote words or load initrds by a word of theirs. */
@Pure
final class KernelWords {
  /** Spaces followed by an even number of quotes stand between words, not inside one. */
  private static final String OUTSIDE_QUOTES = " +(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

  private KernelWords() {}

  /**
   * The words without {@code initrd=}: UEFI kernels started by iPXE find an initrd by it (quirk
   * 31), but to PXELINUX it is a file to load.
   */
  static List<String> withoutInitrds(RenderedInstall install) {
    return Stream.of(install.line().strip().split(OUTSIDE_QUOTES))
        .filter(word -> !word.isEmpty())
        .filter(
            word ->
                !word.startsWith("initrd=")
                    || !install.initrds().contains(word.substring("initrd=".length())))
        .toList();
  }
}
