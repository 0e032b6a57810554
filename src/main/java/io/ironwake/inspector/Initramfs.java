package io.ironwake.inspector;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/**
 * The inspector's whole userland: busybox, the modules that find disks and NICs, and two scripts.
 *
 * @param busybox a static one
 * @param modules the kernel's
 */
record Initramfs(Path busybox, KernelModules modules) {
  private static final List<String> FOLDERS = List.of("bin", "lib", "proc", "sys", "dev");
  private static final List<String> COMMANDS =
      List.of(
          "awk",
          "basename",
          "cat",
          "cmp",
          "cp",
          "cut",
          "dmesg",
          "find",
          "grep",
          "head",
          "ip",
          "ls",
          "mkdir",
          "modprobe",
          "mount",
          "nc",
          "od",
          "poweroff",
          "readlink",
          "reboot",
          "sed",
          "sh",
          "sleep",
          "sort",
          "tail",
          "tr",
          "udhcpc",
          "uname",
          "wc");

  /**
   * Writes it as a gzipped cpio.
   *
   * @throws IOException when a part cannot be read
   */
  void write(OutputStream target) throws IOException {
    try (CpioWriter cpio = new CpioWriter(new GZIPOutputStream(target))) {
      for (String folder : FOLDERS) {
        cpio.folder(folder);
      }
      cpio.file("bin/busybox", 0755, Files.readAllBytes(busybox));
      for (String command : COMMANDS) {
        cpio.link("bin/" + command, "busybox");
      }
      cpio.file("init", 0755, script("init"));
      cpio.file("lib/inspect.sh", 0755, script("inspect.sh"));
      cpio.file("lib/udhcpc.sh", 0755, script("udhcpc.sh"));
      writeModules(cpio);
    }
  }

  private void writeModules(CpioWriter cpio) throws IOException {
    String folder = "lib/modules/" + modules.folder().getFileName() + "/";
    Map<String, List<String>> needed = modules.needed();
    for (String module : needed.keySet()) {
      cpio.file(folder + KernelModules.unpacked(module), 0644, modules.content(module));
    }
    cpio.file(
        folder + "modules.dep",
        0644,
        KernelModules.dependencies(needed).getBytes(StandardCharsets.UTF_8));
    cpio.file(
        folder + "modules.alias", 0644, modules.aliases(needed).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] script(String name) throws IOException {
    try (InputStream in = Initramfs.class.getResourceAsStream("/inspect/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }
}
