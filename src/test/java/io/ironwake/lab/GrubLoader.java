package io.ironwake.lab;

import io.ironwake.RequiredTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A GRUB of the operator's own, as one drops it into {@code loaders/}: it asks DHCP itself, since
 * HTTP Boot leaves GRUB nothing to read, and takes its configuration from Ironwake by TFTP.
 */
final class GrubLoader {
  /** How machines are told to start it. */
  static final String NAME = "grub.efi";

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> MODULES =
      List.of(
          "efinet",
          "tftp",
          "serial",
          "terminal",
          "echo",
          "normal",
          "linux",
          "sleep",
          "smbios",
          "test",
          "configfile",
          "reboot",
          "search",
          "chain",
          "part_gpt",
          "part_msdos",
          "fat");

  private GrubLoader() {}

  /** Builds it in {@code loaders}, for machines whose Ironwake has that address. */
  static void build(Path loaders, String server) {
    RequiredTool.require("grub-mkimage", "grub-common");
    try {
      Files.createDirectories(loaders);
      Path config =
          Files.writeString(
              loaders.resolveSibling("grub-loader.cfg"),
              """
              serial --unit=0 --speed=115200
              terminal_output serial
              net_bootp
              set root=tftp,%s
              configfile /grub/grub.cfg
              """
                  .formatted(server));
      List<String> words =
          new ArrayList<>(List.of("grub-mkimage", "-O", "x86_64-efi", "-p", "/none"));
      words.addAll(List.of("-c", config.toString(), "-o", loaders.resolve(NAME).toString()));
      words.addAll(MODULES);
      Command.run(LIMIT, words.toArray(String[]::new));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
