package io.ironwake.asset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A release that is good to install from, although nothing in it boots. */
public final class TestRelease {
  private TestRelease() {}

  /** Writes {@code generic/1/amd64} with a kernel and an initrd below the asset folder. */
  public static void write(Path assets) {
    Path folder = assets.resolve("generic/1/amd64");
    try {
      Files.createDirectories(folder);
      StringBuilder sums = new StringBuilder();
      for (String name : new String[] {"vmlinuz", "initrd"}) {
        byte[] content = name.getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve(name), content);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
        sums.append(HexFormat.of().formatHex(digest)).append("  ").append(name).append('\n');
      }
      Files.writeString(folder.resolve("SHA256SUMS"), sums);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
