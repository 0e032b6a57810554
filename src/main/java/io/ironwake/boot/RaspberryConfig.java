package io.ironwake.boot;

import io.ironwake.config.RenderedInstall;
import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The {@code config.txt} that sends a Raspberry Pi to a kernel of ours. */
@Pure
final class RaspberryConfig {
  /** One digit numbers them. */
  private static final int MOST_INITRDS = 3;

  /** A kernel reads 2047 bytes, and the firmware writes some hundred of its own. */
  private static final int LONGEST = 1536;

  private RaspberryConfig() {}

  /**
   * The {@code cmdline.txt}: one line.
   *
   * @throws IllegalArgumentException when it is longer than kernel and firmware take
   */
  static String commandLine(RenderedInstall install) {
    String line = String.join(" ", KernelWords.withoutInitrds(install));
    if (line.length() > LONGEST) {
      throw new IllegalArgumentException(
          "the kernel line is "
              + (line.length() - LONGEST)
              + " characters too long for a Raspberry Pi; remove arguments");
    }
    return line + "\n";
  }

  /**
   * The file's text; every line stays below the 80 characters that older firmware reads.
   *
   * @param reason why this is booted
   * @param initrds how many there are
   * @throws IllegalArgumentException when there are more than the firmware can be told on one line
   */
  static String text(String reason, int initrds) {
    if (initrds > MOST_INITRDS) {
      throw new IllegalArgumentException(
          "a Raspberry Pi is told of at most "
              + MOST_INITRDS
              + " initrds and this profile has "
              + initrds);
    }
    List<String> lines = new ArrayList<>();
    lines.add(cut("# Ironwake: " + IpxeScript.plain(reason)));
    lines.add("arm_64bit=1");
    lines.add("enable_uart=1");
    lines.add("kernel=" + RaspberryName.KERNEL);
    if (initrds > 0) {
      lines.add(
          "initramfs "
              + IntStream.range(0, initrds)
                  .mapToObj(i -> RaspberryName.INITRD + i)
                  .collect(Collectors.joining(","))
              + " followkernel");
    }
    lines.add("cmdline=cmdline.txt");
    return String.join("\n", lines) + "\n";
  }

  private static String cut(String line) {
    return line.substring(0, Math.min(line.length(), 79));
  }
}
