package io.ironwake.network;

import io.ironwake.net.Pure;
import java.util.List;

/**
 * The kinds of firmware that a snippet tells apart, by client architecture (RFC 4578 §2.1, RFC 5970
 * §3.3; quirk 40: 7 and 9 both mean x86-64): all that Ironwake has a loader for. U-Boot needs none.
 *
 * @param tag a short name for classes and tags
 * @param title for people
 * @param codes its values of option 93
 * @param http whether it is UEFI HTTP Boot, vendor class HTTPClient
 * @param loader the iPXE build for it
 */
@Pure
record Firmware(String tag, String title, List<Integer> codes, boolean http, String loader) {
  static final List<Firmware> ALL =
      List.of(
          new Firmware("bios", "BIOS", List.of(0), false, "undionly.kpxe"),
          new Firmware("uefi-x64", "UEFI x86-64", List.of(7, 9), false, "snponly.efi"),
          new Firmware("uefi-x86", "UEFI x86", List.of(6), false, "snponly-i386.efi"),
          new Firmware("uefi-arm64", "UEFI arm64", List.of(11), false, "snponly-arm64.efi"),
          new Firmware("uefi-arm32", "UEFI arm", List.of(10), false, "snponly-arm32.efi"),
          new Firmware("http-x64", "UEFI HTTP Boot x86-64", List.of(16, 17), true, "snponly.efi"),
          new Firmware("http-x86", "UEFI HTTP Boot x86", List.of(15), true, "snponly-i386.efi"),
          new Firmware(
              "http-arm64", "UEFI HTTP Boot arm64", List.of(19), true, "snponly-arm64.efi"),
          new Firmware("http-arm32", "UEFI HTTP Boot arm", List.of(18), true, "snponly-arm32.efi"),
          new Firmware("http-bios", "BIOS HTTP Boot", List.of(20), true, "undionly.kpxe"));

  /** What option 67 says. */
  String bootFile(SnippetFacts facts) {
    return http ? facts.url(loader) : loader;
  }

  /** The beginning of option 60 in the form {@code PXEClient:Arch:00007}. */
  String vendorClass(int code) {
    return "%s:Arch:%05d".formatted(http ? "HTTPClient" : "PXEClient", code);
  }
}
