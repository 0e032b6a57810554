package io.ironwake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Stand-ins for loaders and releases: the right names and checksums, and nothing that would boot.
 */
final class DemoAssets {
  static final String K3OS_VERSION = "v0.22.2-k3s2r0";
  static final String FLATCAR_VERSION = "4081.2.0";

  private static final int KIB = 1024;
  private static final int LOADER_SIZE = 70 * KIB;
  private static final int FILE_SIZE = 512 * KIB;

  private final Path root;

  /**
   * @param root the asset folder, made when missing
   */
  DemoAssets(Path root) {
    this.root = root;
  }

  void write() throws IOException {
    Path loaders = Files.createDirectories(root.resolve("loaders"));
    for (String name : List.of("undionly.kpxe", "snponly.efi")) {
      Files.write(loaders.resolve(name), content(name, LOADER_SIZE));
    }
    release(
        "k3os/" + K3OS_VERSION + "/amd64",
        List.of("k3os-vmlinuz-amd64", "k3os-initrd-amd64", "k3os-amd64.iso"));
    release(
        "flatcar/" + FLATCAR_VERSION + "/amd64",
        List.of(
            "flatcar_production_pxe.vmlinuz",
            "flatcar_production_pxe_image.cpio.gz",
            "flatcar_production_image.bin.bz2",
            "flatcar_production_image.bin.bz2.sig"));
  }

  private void release(String folder, List<String> names) throws IOException {
    Path release = Files.createDirectories(root.resolve(folder));
    StringBuilder sums = new StringBuilder();
    for (String name : names) {
      byte[] content = content(name, FILE_SIZE);
      Files.write(release.resolve(name), content);
      sums.append(sha256(content)).append("  ").append(name).append('\n');
    }
    Files.writeString(release.resolve("SHA256SUMS"), sums);
  }

  private static byte[] content(String name, int size) {
    byte[] text = ("stand-in for " + name + "\n").getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(text, size);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
