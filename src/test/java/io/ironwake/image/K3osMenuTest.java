package io.ironwake.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.image.K3osMenu.Choice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class K3osMenuTest {
  /** In the form of the release's, with three entries. */
  static final String ORIGINAL =
      """
      set default=0
      set timeout=10
      set gfxmode=auto
      insmod all_video

      menuentry "Live" {
        search.fs_label K3OS root
        linux (loop0)/vmlinuz printk.devkmsg=on k3os.mode=live console=ttyS0 console=tty1
        initrd /k3os/system/kernel/current/initrd
      }

      menuentry "Installer" {
        search.fs_label K3OS root
        set sqfile=/k3os/system/kernel/current/kernel.squashfs
        loopback loop0 /$sqfile
        set root=($root)
        linux (loop0)/vmlinuz printk.devkmsg=on k3os.mode=install console=ttyS0 console=tty1 apparmor=0
        initrd /k3os/system/kernel/current/initrd
      }

      menuentry "Rescue" {
        linux (loop0)/vmlinuz rescue
      }
      """;

  static final List<String> WORDS =
      List.of(
          "k3os.fallback_mode=install",
          "k3os.install.silent=true",
          "k3os.install.device=/dev/sda",
          "k3os.install.config_url=http://10.0.0.1:8069/config/t/config.yaml");

  private static String install(boolean unasked, String... more) {
    List<String> words = new java.util.ArrayList<>(WORDS);
    words.addAll(List.of(more));
    return K3osMenu.install(ORIGINAL, new Choice("Install k3OS on node1", words, unasked));
  }

  @Test
  void theEntryThatInstallsGetsOurWordsAndKeepsTheReleases() {
    assertThat(install(true))
        .contains(
            "  linux (loop0)/vmlinuz printk.devkmsg=on console=ttyS0 console=tty1 apparmor=0"
                + " 'k3os.fallback_mode=install' 'k3os.install.silent=true'"
                + " 'k3os.install.device=/dev/sda'"
                + " 'k3os.install.config_url=http://10.0.0.1:8069/config/t/config.yaml'\n",
            "loopback loop0 /$sqfile",
            "insmod all_video")
        .doesNotContain("k3os.mode=install", "k3os.mode=live", "Rescue");
  }

  @Test
  void theMachinesConsoleStandsInTheReleasesPlace() {
    assertThat(install(true, "console=ttyS1,115200"))
        .contains("apparmor=0", "'console=ttyS1,115200'")
        .doesNotContain("console=tty1");
  }

  @Test
  void whatWipesUnaskedIsFirstAndElseTheDisk() {
    assertThat(install(true)).containsSubsequence("Install k3OS on node1", "Boot from disk");
    assertThat(install(false)).containsSubsequence("Boot from disk", "Install k3OS on node1");
  }

  @Test
  void theDiskIsAllThatIsLeftAfterwards() {
    assertThat(K3osMenu.disk("machine 'a' is installed\n}"))
        .contains("'machine ?a? is installed?}'", "configfile /boot/grub/grub.cfg")
        .doesNotContain("linux");
  }

  @Test
  void anImageWithoutAnEntryThatInstallsIsRefused() {
    assertThatThrownBy(
            () -> K3osMenu.install("menuentry x {\n linux /vmlinuz\n}\n", choice("quiet")))
        .hasMessageContaining("k3os.mode=install");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a'b", "a\\b", "a\nb", "a\u00fcb", ""})
  void aWordThatGrubWouldReadOtherwiseIsRefused(String word) {
    assertThatThrownBy(() -> choice(word)).hasMessageContaining("for GRUB");
  }

  private static Choice choice(String word) {
    return new Choice("t", List.of(word), true);
  }
}
