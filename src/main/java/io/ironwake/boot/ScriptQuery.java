package io.ironwake.boot;

import io.ironwake.net.ClientArch;
import io.ironwake.net.SerialNumber;
import io.ironwake.net.SmbiosUuid;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a loader says of its machine when it asks for its script ({@link IpxeScript#query}).
 *
 * @param format the language it wants it in
 * @param round how often this boot has been told to wait
 */
record ScriptQuery(
    Optional<UUID> uuid,
    Optional<String> serial,
    Optional<String> manufacturer,
    Optional<String> product,
    Optional<ClientArch> arch,
    ScriptFormat format,
    int round) {
  private static final int LONGEST = 128;
  private static final Pattern ROUND = Pattern.compile("\\d{1,6}");

  static ScriptQuery of(Map<String, String> parameters) {
    return new ScriptQuery(
        text(parameters, "uuid").flatMap(SmbiosUuid::parse),
        text(parameters, "serial").flatMap(SerialNumber::real),
        text(parameters, "manufacturer"),
        text(parameters, "product"),
        arch(parameters.getOrDefault("platform", ""), parameters.getOrDefault("buildarch", "")),
        ScriptFormat.IPXE,
        round(parameters.getOrDefault("round", "0")));
  }

  /** The query of a loader that tells little. */
  static ScriptQuery of(ScriptFormat format, Optional<UUID> uuid, int round) {
    return new ScriptQuery(
        uuid,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        format,
        round);
  }

  /** This query for a document of another kind. */
  ScriptQuery in(ScriptFormat other) {
    return new ScriptQuery(uuid, serial, manufacturer, product, arch, other, round);
  }

  /** This query, completed by what the firmware told before. */
  ScriptQuery completedBy(BootClient heard) {
    return new ScriptQuery(
        uuid.or(heard::uuid), serial, manufacturer, product, arch.or(heard::arch), format, round);
  }

  private static Optional<String> text(Map<String, String> parameters, String name) {
    return Optional.ofNullable(parameters.get(name))
        .filter(value -> !value.isBlank() && value.length() <= LONGEST);
  }

  private static Optional<ClientArch> arch(String platform, String buildarch) {
    return switch (platform + "/" + buildarch) {
      case "pcbios/i386", "pcbios/x86_64" -> Optional.of(ClientArch.BIOS_X86);
      case "efi/x86_64" -> Optional.of(ClientArch.UEFI_X64);
      case "efi/i386" -> Optional.of(ClientArch.UEFI_X86);
      case "efi/arm64" -> Optional.of(ClientArch.UEFI_ARM64);
      case "efi/arm32" -> Optional.of(ClientArch.UEFI_ARM32);
      default -> Optional.empty();
    };
  }

  private static int round(String text) {
    return ROUND.matcher(text).matches() ? Integer.parseInt(text) : 0;
  }
}
