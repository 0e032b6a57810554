package io.ironwake.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as clients send them; \u00FF is the byte 0xFF. */
class TftpNameTest {
  @ParameterizedTest
  @CsvSource({
    "snponly.efi,snponly.efi",
    "/snponly.efi,snponly.efi",
    "//n1/snponly.efi,n1/snponly.efi",
    "n1//snponly.efi,n1/snponly.efi",
    "n1/snponly.efi/,n1/snponly.efi",
    "\\Boot\\BCD,Boot/BCD",
    "\\\\n1\\/x,n1/x",
    "./a/./b,a/b",
    "'a b',a b",
    "pxelinux.cfg/01-aa-bb-cc-dd-ee-ff,pxelinux.cfg/01-aa-bb-cc-dd-ee-ff",
    "a..b,a..b",
    "...,...",
    "..a/b..,..a/b..",
  })
  void namesComeOutInOneForm(String wire, String path) {
    assertThat(TftpName.of(wire)).contains(new TftpName(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x.efi\u00FF",
        "x.efi\u00FF\u00FF\u00FF",
        "x.efi\r\n",
        "x.efi\t\u0001",
        "x.efi\u0080\u00FF"
      })
  void garbageAtTheEndIsDropped(String wire) {
    assertThat(TftpName.of(wire)).contains(new TftpName("x.efi"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "../x",
        "/../x",
        "a/../x",
        "a/..",
        "a/../",
        "..\\x",
        "a\\..\\x",
        "\\..\\x",
        "a/..\\x",
        "a\\../x",
        "..//x",
        "//..//x",
        "./../x",
        "..\u00FF",
        "a/..\u00FF\u00FF",
        "..\r",
        "a/..\u0001/x",
        "a/.\u0001./x",
        "\u00C0\u00AE\u00C0\u00AE/x",
        "a\nb",
        "\u00FFx",
        "caf\u00E9/x",
        "",
        "/",
        "//",
        "\\",
        ".",
        "\u00FF\u00FF",
      })
  void namesThatClimbOrHideSomethingAreRefused(String wire) {
    assertThat(TftpName.of(wire)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%2e%2e/x", "%2e%2e%2fx", "..%2fx", "..%5cx", "%252e%252e/x", "%c0%ae%c0%ae/x"})
  void percentSignsMeanThemselves(String wire) {
    assertThat(TftpName.of(wire)).contains(new TftpName(wire));
  }

  @Test
  void aNameLongerThanARequestMayBeIsRefused() {
    assertThat(TftpName.of("x".repeat(512))).isPresent();
    assertThat(TftpName.of("x".repeat(513))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "n0nce/snponly.efi,snponly.efi",
    "snponly.efi,snponly.efi",
    "shim_certificate_0.efi,shim_certificate_0.efi",
    "AAECAwQFBgcICQoLDA0ODw-something,(hidden)",
    "n0nce/flatcar_production_pxe_image.cpio.gz,flatcar_production_pxe_image.cpio.gz",
  })
  void theLabelNeverHoldsANonce(String path, String label) {
    assertThat(new TftpName(path).label()).isEqualTo(label);
  }
}
