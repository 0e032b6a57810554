package io.ironwake.lab;

import io.ironwake.RequiredTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian packages for arm64, unpacked beside the build: the kernel and the signed loaders of
 * machines that this host can only emulate. They come from the host's own mirrors, by a package
 * state of their own, so the host gets no foreign architecture.
 */
final class Arm64Packages {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String KERNEL = "linux-image-cloud-arm64";
  private static final List<String> OTHERS =
      List.of("busybox-static", "shim-signed", "grub-efi-arm64-signed", "grub-efi-arm64-bin");

  private final Path folder;

  private Arm64Packages(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder they are unpacked in; downloads them the first time. Skips the calling test when the
   * mirrors do not answer, fails it where CI must not skip.
   */
  static Path root() {
    RequiredTool.require("apt-get", "apt");
    RequiredTool.require("dpkg-deb", "dpkg");
    Path folder = Path.of("target", "arm64").toAbsolutePath();
    Path root = folder.resolve("root");
    try {
      if (Files.notExists(root)) {
        new Arm64Packages(folder).download();
      }
      return root;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private void download() throws IOException {
    Files.createDirectories(folder.resolve("state/lists/partial"));
    Files.createDirectories(folder.resolve("cache/archives/partial"));
    Files.writeString(folder.resolve("status"), "");
    Files.writeString(
        folder.resolve("apt.conf"),
        """
        APT::Architecture "arm64";
        APT::Architectures { "arm64"; };
        APT::Sandbox::User "root";
        Dir::State "FOLDER/state";
        Dir::State::status "FOLDER/status";
        Dir::Cache "FOLDER/cache";
        """
            .replace("FOLDER", folder.toString()));
    apt("apt-get -qq -c apt.conf update");
    List<String> wanted = new ArrayList<>(OTHERS);
    wanted.add(
        apt("apt-cache -c apt.conf depends " + KERNEL)
            .lines()
            .filter(line -> line.contains("Depends: linux-image-"))
            .map(line -> line.substring(line.indexOf("linux-image-")))
            .findFirst()
            .orElse(KERNEL));
    apt("apt-get -qq -c apt.conf download " + String.join(" ", wanted));
    apt("for each in *.deb; do dpkg-deb -x $each unpacked; done && mv unpacked root");
  }

  private String apt(String script) {
    Command.Result result =
        Command.run(LIMIT, List.of("sh", "-e", "-c", "cd " + folder + "\n" + script), Map.of());
    if (result.status() != 0) {
      String reason = "the arm64 packages cannot be had: " + result.output();
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail(reason);
      }
      Assumptions.abort(reason);
    }
    return result.output();
  }
}
