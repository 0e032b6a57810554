package io.ironwake.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.RequiredTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpioTest {
  private static final String TEXT = "{\"a\": \"\u00fc\"}\n";

  @TempDir Path folder;

  @Test
  void theKernelIsGivenEveryFolderBeforeTheFile() {
    byte[] archive =
        Cpio.of("usr/share/oem/config.ign", 0600, TEXT).getBytes(StandardCharsets.UTF_8);

    assertThat(names(archive))
        .containsExactly(
            "040755 usr",
            "040755 usr/share",
            "040755 usr/share/oem",
            "100600 usr/share/oem/config.ign",
            "0 TRAILER!!!");
    assertThat(archive.length % 512).isZero();
  }

  /** Reads it as Linux's init/initramfs.c does: headers and content each on a border of four. */
  private static List<String> names(byte[] archive) {
    List<String> names = new ArrayList<>();
    int at = 0;
    while (names.isEmpty() || !names.getLast().endsWith("TRAILER!!!")) {
      String header = new String(archive, at, 110, StandardCharsets.US_ASCII);
      assertThat(header).startsWith("070701").matches("[0-9A-F]{110}");
      int size = Integer.parseInt(header.substring(54, 62), 16);
      int name = Integer.parseInt(header.substring(94, 102), 16);
      assertThat(archive[at + 110 + name - 1]).isZero();
      names.add(
          Integer.toOctalString(Integer.parseInt(header.substring(14, 22), 16))
                  .replaceFirst("^4", "04")
              + " "
              + new String(archive, at + 110, name - 1, StandardCharsets.US_ASCII));
      at = (at + 110 + name + 3) / 4 * 4;
      at = (at + size + 3) / 4 * 4;
    }
    return names;
  }

  @Test
  @Tag("clients")
  void cpioUnpacksIt() throws Exception {
    RequiredTool.require("cpio", "cpio");
    Path file = Files.writeString(folder.resolve("a.cpio"), Cpio.of("a/b/c.yaml", 0600, TEXT));

    assertThat(run("cpio", "-idm", "--quiet", "--no-absolute-filenames", "-F", file.toString()))
        .isEmpty();

    assertThat(folder.resolve("a/b/c.yaml")).hasContent(TEXT);
  }

  @Test
  @Tag("clients")
  void tarUnpacksTheOther() throws Exception {
    RequiredTool.require("tar", "tar");
    String archive =
        new Tar().file("k3os/system/config.yaml", 0600, TEXT).file("k3os/b", 0644, "").build();
    Path file = Files.writeString(folder.resolve("a.tar"), archive);

    assertThat(run("tar", "--numeric-owner", "-tvf", file.toString()).lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("drwxr-xr-x 0/0").endsWith("k3os/"),
            line -> assertThat(line).startsWith("drwxr-xr-x 0/0").endsWith("k3os/system/"),
            line -> assertThat(line).startsWith("-rw------- 0/0").endsWith("config.yaml"),
            line -> assertThat(line).startsWith("-rw-r--r-- 0/0").endsWith("k3os/b"));
    run("tar", "-xf", file.toString());
    assertThat(folder.resolve("k3os/system/config.yaml")).hasContent(TEXT);
  }

  private String run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
