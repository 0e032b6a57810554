package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.net.ClientArch;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LoaderKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTest {
  private static Chain of(ClientArch arch, String choice) {
    return Chain.of(arch, Optional.ofNullable(choice).map(LoaderChoice::new));
  }

  @ParameterizedTest
  @CsvSource({
    "BIOS_X86,,undionly.kpxe",
    "UEFI_X64,,snponly.efi ipxe.efi",
    "UEFI_X64_HTTP,,snponly.efi ipxe.efi",
    "UEFI_X86,,snponly-i386.efi ipxe-i386.efi",
    "UEFI_ARM64,,snponly-arm64.efi ipxe-arm64.efi",
    "UEFI_ARM32,,snponly-arm32.efi ipxe-arm32.efi",
    "U_BOOT_ARM64,,u-boot.txt",
    "U_BOOT_ARM32,,u-boot.txt",
    "UEFI_X64,ipxe,ipxe.efi",
    "BIOS_X86,ipxe,ipxe.pxe",
    "UEFI_X64,snponly,snponly.efi",
    "BIOS_X86,undionly,undionly.kpxe",
    "UEFI_X64,shim-grub,shimx64.efi",
    "UEFI_ARM64,shim-grub,shimaa64.efi",
    "UEFI_X64,ipxe-shim,snponly-shim.efi ipxe-shim.efi",
    "BIOS_X86,pxelinux,pxelinux.0",
    "BIOS_X86,lpxelinux,lpxelinux.0",
    "UEFI_X64,my-own.efi,my-own.efi"
  })
  void aFirmwareIsStartedByTheseFiles(ClientArch arch, String choice, String files) {
    assertThat(String.join(" ", of(arch, choice).files())).isEqualTo(files);
    assertThat(of(arch, choice).note()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "BIOS_X86,shim-grub,undionly.kpxe",
    "BIOS_X86_HTTP,shim-grub,undionly.kpxe",
    "UEFI_X86,shim-grub,snponly-i386.efi",
    "UEFI_X64,pxelinux,snponly.efi",
    "UEFI_X64,undionly,snponly.efi",
    "BIOS_X86,snponly,undionly.kpxe",
    "BIOS_X86,ipxe-shim,undionly.kpxe",
    "U_BOOT_ARM64,shim-grub,u-boot.txt"
  })
  void whatDoesNotSuitAFirmwareLeavesItToTheUsual(ClientArch arch, String choice, String first) {
    assertThat(of(arch, choice).files()).startsWith(first);
    assertThat(of(arch, choice).note().orElse("")).contains(choice + " does not suit " + arch);
  }

  @Test
  void shimAndGrubByHttpBootSayWhatIsMissing() {
    assertThat(of(ClientArch.UEFI_X64_HTTP, "shim-grub").files()).containsExactly("shimx64.efi");
    assertThat(of(ClientArch.UEFI_X64_HTTP, "shim-grub").note().orElse(""))
        .contains("Debian's GRUB has no HTTP");
  }

  @ParameterizedTest
  @EnumSource(ClientArch.class)
  void noneIsNothingOnAnyFirmware(ClientArch arch) {
    assertThat(of(arch, "none").files()).isEmpty();
    assertThat(of(arch, "none").kind()).isEqualTo(LoaderKind.NONE);
  }

  @Test
  void whatIsMissingIsSaidWithItsPackage() {
    assertThat(of(ClientArch.UEFI_X64, "shim-grub").missing(ClientArch.UEFI_X64))
        .isEqualTo(
            "no loader for UEFI_X64: install the Debian packages shim-signed and grub-efi-amd64-signed");
    assertThat(of(ClientArch.BIOS_X86, "pxelinux").missing(ClientArch.BIOS_X86))
        .contains("Debian packages pxelinux and syslinux-common");
    assertThat(of(ClientArch.BIOS_X86, null).missing(ClientArch.BIOS_X86))
        .contains("Debian package ipxe, or put undionly.kpxe into the asset folder's loaders/");
    assertThat(of(ClientArch.UEFI_ARM64, null).missing(ClientArch.UEFI_ARM64))
        .contains("put snponly-arm64.efi or ipxe-arm64.efi into");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "shim", "../x.efi", "a/b.efi", "x.", ".efi", "a b.efi", "x.efi\n"})
  void aWordThatIsNoLoaderIsRefusedWithTheList(String text) {
    assertThatThrownBy(() -> new LoaderChoice(text))
        .hasMessageContaining("ipxe, snponly, undionly, shim-grub, ipxe-shim, pxelinux");
  }
}
