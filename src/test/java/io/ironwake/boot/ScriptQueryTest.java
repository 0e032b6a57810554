package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.ClientArch;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptQueryTest {
  @Test
  void whatIpxeSaysIsRead() {
    ScriptQuery query =
        ScriptQuery.of(
            Map.of(
                "uuid", "4c4c4544-0042-3510-8052-b4c04f4a3132",
                "serial", "5CG0123ABC",
                "manufacturer", "Dell Inc.",
                "product", "R640",
                "platform", "efi",
                "buildarch", "x86_64",
                "round", "7"));
    assertThat(query)
        .isEqualTo(
            new ScriptQuery(
                Optional.of(UUID.fromString("4c4c4544-0042-3510-8052-b4c04f4a3132")),
                Optional.of("5CG0123ABC"),
                Optional.of("Dell Inc."),
                Optional.of("R640"),
                Optional.of(ClientArch.UEFI_X64),
                ScriptFormat.IPXE,
                7));
  }

  @Test
  void nothingSaidIsNothingKnown() {
    assertThat(ScriptQuery.of(Map.of()))
        .isEqualTo(
            new ScriptQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                ScriptFormat.IPXE,
                0));
  }

  @Test
  void placeholdersAndFloodsAreNotTaken() {
    ScriptQuery query =
        ScriptQuery.of(
            Map.of(
                "uuid",
                "00000000-0000-0000-0000-000000000000",
                "serial",
                "None",
                "manufacturer",
                "x".repeat(129),
                "product",
                " "));
    assertThat(query).isEqualTo(ScriptQuery.of(Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "1.5", "99999999999", "", "1e3"})
  void anOddRoundIsTheFirst(String round) {
    assertThat(ScriptQuery.of(Map.of("round", round)).round()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "pcbios,i386,BIOS_X86",
    "pcbios,x86_64,BIOS_X86",
    "efi,x86_64,UEFI_X64",
    "efi,i386,UEFI_X86",
    "efi,arm64,UEFI_ARM64",
    "efi,arm32,UEFI_ARM32"
  })
  void platformAndBuildAreTheFirmware(String platform, String build, ClientArch arch) {
    assertThat(ScriptQuery.of(Map.of("platform", platform, "buildarch", build)).arch())
        .contains(arch);
  }

  @Test
  void anUnknownPlatformIsNoFirmware() {
    assertThat(ScriptQuery.of(Map.of("platform", "efi", "buildarch", "riscv64")).arch()).isEmpty();
  }
}
