package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.boot.BootName.Absent;
import io.ironwake.boot.BootName.Asset;
import io.ironwake.boot.BootName.GrubScript;
import io.ironwake.boot.BootName.GrubStub;
import io.ironwake.boot.BootName.IpxeStub;
import io.ironwake.boot.BootName.LoaderFile;
import io.ironwake.boot.BootName.Pxelinux;
import io.ironwake.boot.BootName.UBootFile;
import io.ironwake.boot.BootName.UBootImage;
import io.ironwake.net.MacAddress;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootNameTest {
  private static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:56");

  @ParameterizedTest
  @ValueSource(
      strings = {"boot.ipxe", "autoexec.ipxe", "grub/autoexec.ipxe", "EFI/BOOT/autoexec.ipxe"})
  void ipxesFirstScriptIsInEveryFolder(String path) {
    assertThat(BootName.of(path)).isEqualTo(new IpxeStub());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grub.cfg",
        "grub/grub.cfg",
        "boot/grub/grub.cfg",
        "EFI/debian/grub.cfg",
        "efi/boot/grub.cfg"
      })
  void grubsFirstScriptIsInEveryFolder(String path) {
    assertThat(BootName.of(path)).isEqualTo(new GrubStub(Optional.empty()));
  }

  @Test
  void aMacInANameIsRead() {
    assertThat(BootName.of("grub.cfg-01-52-54-00-12-34-56"))
        .isEqualTo(new GrubStub(Optional.of(MAC)));
    assertThat(BootName.of("pxelinux.cfg/01-52-54-00-12-34-56")).isEqualTo(new Pxelinux(MAC, 0));
    assertThat(BootName.of("boot/pxelinux.cfg/01-52-54-00-12-34-56"))
        .isEqualTo(new Pxelinux(MAC, 0));
    assertThat(BootName.of("wait-7/pxelinux.cfg/01-52-54-00-12-34-56"))
        .isEqualTo(new Pxelinux(MAC, 7));
    assertThat(BootName.of("pxelinux.cfg/01-52-54-00-12-34-56").mac()).contains(MAC);
  }

  @ParameterizedTest
  @CsvSource({
    "pxelinux.cfg/default,default",
    "pxelinux.cfg/default-arm,default-arm",
    "pxelinux.cfg/C0A80101,C0A80101",
    "pxelinux.cfg/4c4c4544-0042-3510-8052-b4c04f4a3132,4c4c4544-0042-3510-8052-b4c04f4a3132",
    "pxelinux.cfg/06-52-54-00-12-34-56,06-52-54-00-12-34-56",
    "grub/x86_64-efi/command.lst,command.lst",
    "grub/x86_64-efi/grub.cfg,grub.cfg",
    "boot/grub/arm64-efi/tftp.mod,tftp.mod",
    "grub/fonts/unicode.pf2,unicode.pf2",
    "grub.cfg-C0A801,grub.cfg-C0A801"
  })
  void whatNamesNoMachineIsAbsent(String path, String file) {
    assertThat(BootName.of(path)).isEqualTo(new Absent(file));
  }

  @Test
  void grubsScriptCarriesTheRoundAndWhatGrubReadOfTheMachine() {
    UUID uuid = UUID.fromString("4c4c4544-0042-3510-8052-b4c04f4a3132");
    assertThat(BootName.of("script.cfg/wait-3/52:54:00:12:34:56/" + uuid))
        .isEqualTo(new GrubScript(Optional.of(MAC), Optional.of(uuid), 3));
    assertThat(BootName.of("script.cfg/wait-3/52:54:00:12:34:56").mac()).contains(MAC);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "script.cfg",
        "script.cfg/wait-0",
        "script.cfg/x/y",
        "script.cfg/wait-0/4c4c4544-0042-3510-8052-b4c04f4a3132"
      })
  void aGrubThatTellsNoMacNamesNoMachine(String path) {
    assertThat(BootName.of(path)).isEqualTo(new GrubScript(Optional.empty(), Optional.empty(), 0));
  }

  @Test
  void theRestAreFiles() {
    assertThat(BootName.of("assets/k3os/v1/amd64/vmlinuz"))
        .isEqualTo(new Asset("k3os", "v1", "amd64", "vmlinuz"));
    assertThat(BootName.of("assets/k3os/vmlinuz")).isEqualTo(new LoaderFile("vmlinuz"));
    assertThat(BootName.of("EFI/BOOT/grubx64.efi")).isEqualTo(new LoaderFile("grubx64.efi"));
    assertThat(BootName.of("u-boot.txt")).isEqualTo(new UBootFile());
    assertThat(BootName.of("boot.scr.uimg")).isEqualTo(new UBootImage());
  }
}
