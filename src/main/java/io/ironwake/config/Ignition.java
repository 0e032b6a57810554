package io.ironwake.config;

import io.ironwake.net.Pure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An Ignition 3.3.0 document: the newest version that every Flatcar since 3185.0.0 reads
 * (coreos/ignition {@code docs/configuration-v3_3.md}).
 */
@Pure
final class Ignition {
  static final String CONTENT_TYPE = "application/vnd.coreos.ignition+json; version=3.3.0";

  private final List<Object> files = new ArrayList<>();
  private final List<Object> units = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();

  /** Keys of the user {@code core}. */
  Ignition sshKeys(List<String> authorized) {
    keys.addAll(authorized);
    return this;
  }

  /** A file that replaces what the image has there. */
  Ignition file(String path, int mode, String content) {
    Map<String, Object> contents = new LinkedHashMap<>();
    contents.put("compression", "");
    contents.put("source", "data:," + percentEncoded(content));
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("path", path);
    file.put("overwrite", true);
    file.put("mode", mode);
    file.put("contents", contents);
    files.add(file);
    return this;
  }

  Ignition unit(String name, Optional<Boolean> enabled, Optional<FrozenText> contents) {
    Map<String, Object> unit = new LinkedHashMap<>();
    unit.put("name", name);
    enabled.ifPresent(it -> unit.put("enabled", it));
    contents.ifPresent(it -> unit.put("contents", it));
    units.add(unit);
    return this;
  }

  FrozenDocument document(String name) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("ignition", Map.of("version", "3.3.0"));
    if (!keys.isEmpty()) {
      Map<String, Object> core = new LinkedHashMap<>();
      core.put("name", "core");
      core.put("sshAuthorizedKeys", keys);
      root.put("passwd", Map.of("users", List.of(core)));
    }
    if (!files.isEmpty()) {
      root.put("storage", Map.of("files", files));
    }
    if (!units.isEmpty()) {
      root.put("systemd", Map.of("units", units));
    }
    return new FrozenDocument(name, CONTENT_TYPE, JsonText.write(root));
  }

  /** RFC 2397 with everything but RFC 3986's unreserved characters percent-encoded. */
  private static String percentEncoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length() * 2);
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (each & 0xFF);
      boolean unreserved =
          letter < 0x80 && (Character.isLetterOrDigit(letter) || "-._~".indexOf(letter) >= 0);
      encoded.append(unreserved ? String.valueOf(letter) : String.format("%%%02X", (int) letter));
    }
    return encoded.toString();
  }
}
