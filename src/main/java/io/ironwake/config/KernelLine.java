package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.List;

/** Builds a kernel line and keeps it within what kernels read. */
@Pure
final class KernelLine {
  /**
   * x86 kernels have 2048 bytes for it, the closing NUL included ({@code COMMAND_LINE_SIZE}); arm64
   * kernels have the same.
   */
  static final int MAX_LENGTH = 2047;

  private FrozenText line = FrozenText.of("");

  /**
   * Starts with {@code initrd=} for each: UEFI finds an initrd only by its name on the line (quirk
   * 31).
   */
  static KernelLine withInitrds(List<String> initrds) {
    KernelLine line = new KernelLine();
    initrds.forEach(each -> line.add("initrd=" + each));
    return line;
  }

  KernelLine add(String word) {
    return add(FrozenText.of(word));
  }

  KernelLine add(String before, Slot slot, String after) {
    return add(FrozenText.of(before, slot, after));
  }

  KernelLine add(FrozenText words) {
    line = line.worstCaseLength() == 0 ? words : line.plus(" ").plus(words);
    return this;
  }

  KernelLine addAll(List<String> words) {
    words.forEach(this::add);
    return this;
  }

  /**
   * @throws ConfigException if the longest URLs would push it over {@link #MAX_LENGTH}
   */
  FrozenText freeze() {
    int length = line.worstCaseLength();
    if (length > MAX_LENGTH) {
      throw new ConfigException(
          "arguments",
          "the kernel line could reach "
              + length
              + " characters, but kernels read only "
              + MAX_LENGTH
              + "; remove arguments from the profile or the machine");
    }
    return line;
  }
}
