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
          "generic.sh",
          "ignition.sh",
          "installed.sh",
          "udhcpc.sh");
  private static final List<String> PROGRAMS =
      List.of("bash", "curl", "flatcar-install", "systemctl", "udevadm", "usermod");
  private static final Path IGNITION = Path.of("/usr/lib/dracut/modules.d/30ignition/ignition");

  /** Builds the initramfs of all parts in {@code folder}. */
  static Guest build(Path folder) {
    RequiredTool.require("ignition-validate", "ignition");
    return build(GuestSource.host(), folder.resolve("guest"), true);
  }

  /** Builds one that only plays the generic installer, and is the smaller for it. */
  static Guest small(GuestSource source, Path folder) {
    return build(source, folder, false);
  }

  private static Guest build(GuestSource source, Path root, boolean whole) {
    RequiredTool.require("cpio", "cpio");
    RequiredTool.require("modprobe", "kmod");
    try {
      for (String each : List.of("bin", "lib", "modules", "proc", "sys", "dev", "usr/sbin")) {
        Files.createDirectories(root.resolve(each));
      }
      addBusybox(root, source);
      if (whole) {
        addPrograms(root);
      }
      addModules(root, source);
      Path initrd = root.resolveSibling(root.getFileName() + ".cpio.gz");
      shell(root, "find . | cpio --quiet -o -H newc -R 0:0 | gzip -1 >" + initrd);
      return new Guest(source.kernel(), initrd);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The host's busybox lists the commands: an emulated one cannot be asked. */
  private static void addBusybox(Path root, GuestSource source) throws IOException {
    shell(
        root,
        "cp "
            + source.busybox()
            + " bin/busybox"
            + " && for a in $(busybox --list); do [ -e bin/$a ] || ln -s busybox bin/$a; done"
            + " && rm -f bin/reboot && ln -s ../bin usr/bin");
    for (String each : SOURCED) {
      script(each, root.resolve("lib").resolve(each));
    }
    script("init", root.resolve("init"));
  }

  private static void addPrograms(Path root) throws IOException {
    for (String each : PROGRAMS) {
      script(each, root.resolve("bin").resolve(each));
    }
    // Ignition calls usermod by its whole name.
    Files.createSymbolicLink(root.resolve("usr/sbin/usermod"), Path.of("/bin/usermod"));
    Files.copy(IGNITION, root.resolve("bin/ignition"));
    shell(
        root,
        "for l in $(ldd bin/ignition | grep -o '/[^ ]*'); do mkdir -p .$(dirname $l)"
            + " && cp -L $l .$l; done");
  }

  private static void addModules(Path root, GuestSource source) throws IOException {
    Set<Path> modules = new LinkedHashSet<>();
    for (String module : MODULES) {
      source
          .modulesFor(module)
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
