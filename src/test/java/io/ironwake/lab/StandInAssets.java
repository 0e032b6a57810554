package io.ironwake.lab;

import io.ironwake.RequiredTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Releases of k3OS and Flatcar made of the laboratory's guest: the file names, folders and
 * checksums of the real ones.
 */
final class StandInAssets {
  static final String K3OS_VERSION = "v0.21.5-k3s2r1";
  static final String FLATCAR_VERSION = "4081.2.0";

  private static final Duration LIMIT = Duration.ofSeconds(90);

  private StandInAssets() {}

  /** Places both releases in an assets folder below {@code folder} and returns it. */
  static Path place(Guest guest, Path disk, Path folder) {
    RequiredTool.require("bzip2", "bzip2");
    Command.run(LIMIT, "sh", "-c", "bzip2 -1 <" + disk + " >" + disk + ".bz2");
    try {
      Path assets = folder.resolve("pxe-assets");
      Path signature = Files.writeString(folder.resolve("signature"), "not a signature\n");
      release(
          assets.resolve("k3os").resolve(K3OS_VERSION),
          Map.of(
              "k3os-vmlinuz-amd64", guest.kernel(),
              "k3os-initrd-amd64", guest.initrd(),
              "k3os-amd64.iso", disk));
      release(
          assets.resolve("flatcar").resolve(FLATCAR_VERSION),
          Map.of(
              "flatcar_production_pxe.vmlinuz", guest.kernel(),
              "flatcar_production_pxe_image.cpio.gz", guest.initrd(),
              "flatcar_production_image.bin.bz2", Path.of(disk + ".bz2"),
              "flatcar_production_image.bin.bz2.sig", signature));
      return assets;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static void release(Path version, Map<String, Path> files) throws IOException {
    Path folder = Files.createDirectories(version.resolve("amd64"));
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Files.copy(file.getValue(), folder.resolve(file.getKey()));
    }
    Command.run(LIMIT, "sh", "-c", "cd " + folder + " && sha256sum * >SHA256SUMS");
  }
}
