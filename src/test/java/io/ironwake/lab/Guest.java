package io.ironwake.lab;

import io.ironwake.RequiredTool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the virtual machines run: Debian's cloud kernel and an initramfs of busybox, virtio modules,
 * the real Ignition, and shell scripts (in the test resources) that act as installers.
 *
 * @param kernel a bzImage with an EFI stub
 * @param initrd a gzipped cpio
 */
record Guest(Path kernel, Path initrd) {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> MODULES =
      List.of("virtio_pci", "virtio_net", "virtio_blk", "virtio-rng", "efivarfs");
  private static final List<String> SOURCED =
      List.of(
          "lab.sh",
          "firmware.sh",
          "k3os.sh",
          "flatcar.sh",
          "ignition.sh",
          "installed.sh",
          "udhcpc.sh");
  private static final List<String> PROGRAMS =
      List.of("bash", "curl", "flatcar-install", "systemctl", "udevadm", "usermod");
  private static final Path IGNITION = Path.of("/usr/lib/dracut/modules.d/30ignition/ignition");

  /** Builds the initramfs in {@code folder}. */
  static Guest build(Path folder) {
    RequiredTool.require("cpio", "cpio");
    RequiredTool.require("busybox", "busybox-static");
    RequiredTool.require("modprobe", "kmod");
    RequiredTool.require("ignition-validate", "ignition");
    try {
      Path kernel = newestKernel();
      Path root = Files.createDirectories(folder.resolve("guest"));
      for (String each : List.of("bin", "lib", "modules", "proc", "sys", "dev", "usr/sbin")) {
        Files.createDirectories(root.resolve(each));
      }
      addPrograms(root);
      addModules(root, kernel.getFileName().toString().replace("vmlinuz-", ""));
      Path initrd = folder.resolve("guest.cpio.gz");
      shell(root, "find . | cpio --quiet -o -H newc -R 0:0 | gzip -1 >" + initrd);
      return new Guest(kernel, initrd);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static Path newestKernel() throws IOException {
    try (Stream<Path> kernels = Files.list(Path.of("/boot"))) {
      List<Path> found =
          kernels
              .filter(it -> it.toString().matches(".*/vmlinuz-.*-cloud-amd64"))
              .sorted()
              .toList();
      if (!found.isEmpty()) {
        return found.getLast();
      }
    }
    RequiredTool.require("vmlinuz-cloud-amd64", "linux-image-cloud-amd64");
    throw new IllegalStateException("a program has the name of the kernel");
  }

  private static void addPrograms(Path root) throws IOException {
    shell(
        root,
        "cp $(command -v busybox) bin/busybox"
            + " && for a in $(busybox --list); do [ -e bin/$a ] || ln -s busybox bin/$a; done"
            + " && rm -f bin/reboot && ln -s ../bin usr/bin");
    for (String each : SOURCED) {
      script(each, root.resolve("lib").resolve(each));
    }
    for (String each : PROGRAMS) {
      script(each, root.resolve("bin").resolve(each));
    }
    script("init", root.resolve("init"));
    // Ignition calls usermod by its whole name.
    Files.createSymbolicLink(root.resolve("usr/sbin/usermod"), Path.of("/bin/usermod"));
    Files.copy(IGNITION, root.resolve("bin/ignition"));
    shell(
        root,
        "for l in $(ldd bin/ignition | grep -o '/[^ ]*'); do mkdir -p .$(dirname $l)"
            + " && cp -L $l .$l; done");
  }

  private static void addModules(Path root, String version) throws IOException {
    Set<Path> modules = new LinkedHashSet<>();
    for (String module : MODULES) {
      Command.run(LIMIT, "modprobe", "-S", version, "--show-depends", module)
          .lines()
          .filter(line -> line.startsWith("insmod "))
          .forEach(line -> modules.add(Path.of(line.split(" ")[1])));
    }
    for (Path module : modules) {
      Files.copy(module, root.resolve("modules").resolve(module.getFileName()));
    }
    Files.writeString(
        root.resolve("modules/order"),
        modules.stream().map(it -> it.getFileName() + "\n").collect(Collectors.joining()));
  }

  private static void script(String resource, Path target) throws IOException {
    Files.deleteIfExists(target);
    try (InputStream script =
        Objects.requireNonNull(Guest.class.getResourceAsStream(resource), resource)) {
      Files.copy(script, target);
    }
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void shell(Path directory, String script) {
    Command.run(LIMIT, "sh", "-e", "-c", "cd " + directory + "\n" + script);
  }
}
