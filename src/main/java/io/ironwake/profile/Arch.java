package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.util.Locale;

/**
 * The processor a profile's assets are built for, named as the k3OS and Flatcar releases name it.
 */
@Pure
public enum Arch {
  AMD64,
  ARM64,
  /** 32 bits, ARMv7; k3OS alone is published for it. */
  ARM;

  /** The name in URLs, asset folders and asset file names: such as {@code amd64}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads an {@link #id()}, or the kernel's name for the same processor ({@code x86_64}, {@code
   * aarch64}).
   *
   * @throws IllegalArgumentException naming the text and the accepted names
   */
  public static Arch parse(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> AMD64;
      case "arm64", "aarch64" -> ARM64;
      case "arm", "armhf", "armv7l" -> ARM;
      default ->
          throw new IllegalArgumentException(
              "'" + text + "' is not an architecture; use amd64, arm64 or arm");
    };
  }
}
