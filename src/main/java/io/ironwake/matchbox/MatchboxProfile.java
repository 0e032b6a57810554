package io.ironwake.matchbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is booted, and which files configure it: {@code profiles/*.json}.
 *
 * @param id as its file is named
 * @param ignitionId a file below {@code ignition/}
 * @param cloudId a file below {@code cloud/}
 * @param genericId a file below {@code generic/}
 */
record MatchboxProfile(
    Optional<String> id,
    Optional<String> name,
    Optional<Boot> boot,
    @JsonProperty("ignition_id") Optional<String> ignitionId,
    @JsonProperty("cloud_id") Optional<String> cloudId,
    @JsonProperty("generic_id") Optional<String> genericId) {

  /** URLs and kernel arguments. */
  record Boot(
      Optional<String> kernel,
      @JsonSetter(contentNulls = Nulls.FAIL) Optional<List<String>> initrd,
      @JsonSetter(contentNulls = Nulls.FAIL) Optional<List<String>> args) {
    private String kernelLine() {
      return kernel.orElse("") + joined(args, " ", "");
    }

    private static String joined(Optional<List<String>> words, String before, String after) {
      return words.orElse(List.of()).stream()
          .map(each -> before + each + after)
          .collect(Collectors.joining());
    }
  }

  private Boot booted() {
    return boot.orElse(new Boot(Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /** The script of {@code /ipxe}. */
  String ipxe() {
    Boot boot = booted();
    return "#!ipxe\nkernel "
        + boot.kernelLine()
        + "\n"
        + Boot.joined(boot.initrd(), "initrd ", "\n")
        + "boot\n";
  }

  /** The menu of {@code /grub}: for UEFI first, for BIOS where that fails. */
  String grub() {
    return "default=0\nfallback=1\ntimeout=1\n" + entry("EFI", "efi") + entry("BIOS", "");
  }

  private String entry(String firmware, String suffix) {
    Boot boot = booted();
    return "menuentry \"CoreOS ("
        + firmware
        + ")\" {\necho \"Loading kernel\"\nlinux"
        + suffix
        + " \""
        + boot.kernel().orElse("")
        + "\""
        + Boot.joined(boot.args(), " ", "")
        + "\necho \"Loading initrd\"\ninitrd"
        + suffix
        + " "
        + Boot.joined(boot.initrd(), " \"", "\"")
        + "\n}\n";
  }
}
