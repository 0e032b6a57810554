package io.ironwake.inspector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The modules of one kernel that find disks and NICs, with what they need, by {@code modules.dep}.
 *
 * @param folder {@code /lib/modules/<release>}
 */
record KernelModules(Path folder) {
  private static final Pattern WANTED =
      Pattern.compile(
          "kernel/drivers/(?:net/ethernet/|net/phy/|net/[^/]+\\.ko|nvme/host/|ata/|scsi/|message/|block/virtio|"
              + "virtio/|usb/host/|usb/storage/|mmc/|char/hw_random/virtio|hv/|xen/|net/hyperv/|pci/controller/vmd).*");
  private static final Pattern PACKED = Pattern.compile("\\.(?:xz|zst|gz)$");

  /**
   * The wanted modules and what they need, each with its needs.
   *
   * @throws IOException when the folder is none of a kernel's
   */
  Map<String, List<String>> needed() throws IOException {
    Map<String, List<String>> all = new LinkedHashMap<>();
    for (String line : Files.readAllLines(folder.resolve("modules.dep"))) {
      String[] parts = line.split(": ?", 2);
      all.put(parts[0], parts[1].isBlank() ? List.of() : List.of(parts[1].split(" ")));
    }
    TreeSet<String> needed = new TreeSet<>();
    List<String> open =
        new ArrayList<>(all.keySet().stream().filter(it -> WANTED.matcher(it).matches()).toList());
    while (!open.isEmpty()) {
      String module = open.removeLast();
      if (needed.add(module)) {
        open.addAll(all.getOrDefault(module, List.of()));
      }
    }
    Map<String, List<String>> chosen = new LinkedHashMap<>();
    needed.forEach(it -> chosen.put(it, all.getOrDefault(it, List.of())));
    return chosen;
  }

  /** {@code modules.dep} of those alone, unpacked. */
  static String dependencies(Map<String, List<String>> needed) {
    StringBuilder text = new StringBuilder();
    needed.forEach(
        (module, needs) -> {
          text.append(unpacked(module)).append(':');
          needs.forEach(it -> text.append(' ').append(unpacked(it)));
          text.append('\n');
        });
    return text.toString();
  }

  /**
   * The lines of {@code modules.alias} for those alone: busybox reads all of it.
   *
   * @throws IOException when the file cannot be read
   */
  String aliases(Map<String, List<String>> needed) throws IOException {
    Set<String> names =
        needed.keySet().stream()
            .map(it -> unpacked(it).replaceAll(".*/|\\.ko$", "").replace('-', '_'))
            .collect(Collectors.toSet());
    return Files.readAllLines(folder.resolve("modules.alias")).stream()
        .filter(line -> names.contains(line.substring(line.lastIndexOf(' ') + 1).replace('-', '_')))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /** A module's name without the ending of a compressed file, which busybox would not read. */
  static String unpacked(String module) {
    return PACKED.matcher(module).replaceFirst("");
  }

  /**
   * A module's content, unpacked by the program its ending names.
   *
   * @throws IOException naming the program that is missing
   */
  byte[] content(String module) throws IOException {
    Path file = folder.resolve(module);
    String program =
        switch (module.substring(module.lastIndexOf('.') + 1)) {
          case "xz" -> "xz";
          case "zst" -> "zstd";
          case "gz" -> "gzip";
          default -> "";
        };
    return program.isEmpty() ? Files.readAllBytes(file) : unpack(program, file);
  }

  private static byte[] unpack(String program, Path file) throws IOException {
    Process process = new ProcessBuilder(program, "-dc", file.toString()).start();
    byte[] content = process.getInputStream().readAllBytes();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(program + " cannot unpack " + file);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return content;
  }
}
