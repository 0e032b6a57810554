package io.ironwake.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.RequiredTool;
import io.ironwake.image.IsoPatch;
import io.ironwake.image.K3osMenu;
import io.ironwake.image.Splice;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A menu is put into an image, and the programs that read images find it there. */
class IsoTextTest {
  private static final String MENU = "boot/grub/grub.cfg";
  private static final String ORIGINAL =
      """
      set timeout=10
      menuentry "Installer" {
        search.fs_label K3OS root
        linux (loop0)/vmlinuz printk.devkmsg=on k3os.mode=install console=tty1
        initrd /k3os/system/kernel/current/initrd
      }
      """;

  @TempDir Path folder;

  private static String menu(String url) {
    return K3osMenu.install(
        ORIGINAL,
        new K3osMenu.Choice(
            "Install",
            List.of("k3os.fallback_mode=install", "k3os.install.config_url=" + url),
            true));
  }

  private static void patch(Path iso, String text) throws IOException {
    IsoText found = IsoText.find(iso, MENU).orElseThrow();
    Splice splice =
        IsoPatch.of(
            new IsoPatch.Place(found.position(), found.length(), found.room(), found.lengths()),
            text);
    try (RandomAccessFile file = new RandomAccessFile(iso.toFile(), "rw")) {
      for (Splice.Patch each : splice.patches()) {
        file.seek(each.position());
        file.write(each.bytes());
      }
    }
  }

  @Test
  void aFileAndItsLengthsAreFoundInBothTrees() throws IOException {
    byte[] image =
        new TestIso()
            .rockRidge()
            .joliet()
            .file("A.;1", "other", "one".getBytes(StandardCharsets.US_ASCII))
            .file("GRUB.CFG;1", "grub.cfg", "hello".getBytes(StandardCharsets.US_ASCII))
            .bytes();
    Path iso = Files.write(folder.resolve("a.iso"), image);

    IsoText found = IsoText.find(iso, "grub.cfg").orElseThrow();

    assertThat(found.text()).isEqualTo("hello");
    assertThat(found.room()).isEqualTo(2048);
    assertThat(found.lengths()).hasSize(2).allMatch(at -> image[at.intValue()] == 5);
    assertThat(IsoText.find(iso, "boot")).isEmpty();
  }

  @Test
  @Tag("clients")
  void readersOfImagesFindTheMenuAndItsWholeLength() throws Exception {
    RequiredTool.require("genisoimage", "genisoimage");
    RequiredTool.require("isoinfo", "genisoimage");
    RequiredTool.require("xorriso", "xorriso");
    RequiredTool.require("grub-script-check", "grub-common");
    Path tree = folder.resolve("tree/boot/grub");
    Files.createDirectories(tree);
    Files.writeString(tree.resolve("grub.cfg"), ORIGINAL);
    Path iso = folder.resolve("k3os.iso");
    run("genisoimage", "-quiet", "-R", "-J", "-V", "K3OS", "-o", iso.toString(), folder + "/tree");
    long size = Files.size(iso);
    String longer = menu("http://10.0.0.1:8069/config/" + "t".repeat(300) + "/config.yaml");

    patch(iso, longer);

    assertThat(Files.size(iso)).isEqualTo(size);
    assertThat(run("isoinfo", "-R", "-i", iso.toString(), "-x", "/" + MENU)).isEqualTo(longer);
    assertThat(run("isoinfo", "-J", "-i", iso.toString(), "-x", "/" + MENU)).isEqualTo(longer);
    Path out = folder.resolve("out.cfg");
    run("xorriso", "-osirrox", "on", "-indev", iso.toString(), "-extract", "/" + MENU, "" + out);
    assertThat(out).hasContent(longer);
    assertThat(run("grub-script-check", out.toString())).isEmpty();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
    return said;
  }
}
