package io.ironwake.lab;

import io.ironwake.RequiredTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a guest's parts come from.
 *
 * @param root the file system with {@code /boot} and {@code /lib/modules}
 * @param kernel the newest kernel of Debian's cloud flavour in there
 * @param busybox a static one for the same processor
 */
record GuestSource(Path root, Path kernel, Path busybox) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** This host, for machines like itself. */
  static GuestSource host() {
    RequiredTool.require("busybox", "busybox-static");
    Path busybox =
        Path.of(Command.run(LIMIT, "sh", "-c", "readlink -f $(command -v busybox)").strip());
    Path root = Path.of("/");
    return kernels(root)
        .map(kernel -> new GuestSource(root, kernel, busybox))
        .orElseGet(
            () -> {
              RequiredTool.require("vmlinuz-cloud-amd64", "linux-image-cloud-amd64");
              throw new IllegalStateException("a program has the name of the kernel");
            });
  }

  /** Unpacked packages for 64-bit Arm. */
  static GuestSource arm64() {
    Path root = Arm64Packages.root();
    GuestSource source =
        new GuestSource(root, kernels(root).orElseThrow(), root.resolve("bin/busybox"));
    Command.run(LIMIT, "depmod", "-b", root.toString(), source.version());
    return source;
  }

  /** The {@code insmod} lines for a module and what it needs, in order. */
  Stream<String> modulesFor(String module) {
    return Command.run(
            LIMIT, "modprobe", "-d", root.toString(), "-S", version(), "--show-depends", module)
        .lines();
  }

  private String version() {
    return kernel.getFileName().toString().replace("vmlinuz-", "");
  }

  private static Optional<Path> kernels(Path root) {
    try (Stream<Path> kernels = Files.list(root.resolve("boot"))) {
      List<Path> found =
          kernels
              .filter(it -> it.toString().matches(".*/vmlinuz-.*-cloud-a..64"))
              .sorted()
              .toList();
      return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
