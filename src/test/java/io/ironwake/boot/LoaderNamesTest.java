package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.ClientArch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoaderNamesTest {
  @ParameterizedTest
  @CsvSource({
    "ipxe.efi,UEFI_X64,ipxe.efi snponly.efi",
    "snponly.efi,UEFI_X64,snponly.efi ipxe.efi",
    "ipxe.efi,UEFI_ARM64,ipxe-arm64.efi snponly-arm64.efi ipxe.efi",
    "grub.efi,UEFI_X64,grub.efi snponly.efi ipxe.efi",
    "BOOTX64.EFI,UEFI_X64,BOOTX64.EFI snponly.efi ipxe.efi",
    "pxelinux.0,BIOS_X86,pxelinux.0 undionly.kpxe",
    "grubx64.efi,UEFI_X64,grubx64.efi"
  })
  void aNameMeansTheseInThisOrder(String name, ClientArch arch, String meant) {
    assertThat(String.join(" ", LoaderNames.meant(name, arch))).isEqualTo(meant);
  }

  @Test
  void debiansNamesArePutInTheOperatorsFolderAsTheyAre() {
    assertThat(LoaderNames.spellings("grubx64.efi"))
        .containsExactly("grubx64.efi", "grubnetx64.efi.signed");
    assertThat(LoaderNames.spellings("shimaa64.efi"))
        .containsExactly("shimaa64.efi", "shimaa64.efi.signed");
  }

  @ParameterizedTest
  @CsvSource({
    "shimx64.efi,/usr/lib/shim/shimx64.efi.signed",
    "grubx64.efi,/usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed",
    "grubaa64.efi,/usr/lib/grub/arm64-efi-signed/grubnetaa64.efi.signed",
    "lpxelinux.0,/usr/lib/PXELINUX/lpxelinux.0",
    "ldlinux.c32,/usr/lib/syslinux/modules/bios/ldlinux.c32",
    "undionly.kpxe,/usr/lib/ipxe/undionly.kpxe"
  })
  void debianPutsThemHere(String name, String path) {
    assertThat(LoaderNames.packaged(name)).contains(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../x", "a/b", ".hidden", "a b", "a\u0000b"})
  void aNameThatCouldLeaveItsFolderIsInNone(String name) {
    assertThat(LoaderNames.packaged(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "pxelinux.0,BIOS_X86",
    "bootx64.efi,UEFI_X64",
    "BOOTAA64.EFI,UEFI_ARM64",
    "snponly-arm64.efi,UEFI_ARM64"
  })
  void aNameTellsItsFirmware(String name, ClientArch arch) {
    assertThat(LoaderNames.arch(name)).isEqualTo(arch);
  }
}
