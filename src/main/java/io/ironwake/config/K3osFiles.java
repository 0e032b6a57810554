package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** k3OS's {@code write_files}. */
@Pure
final class K3osFiles {
  private static final List<String> KEYS =
      List.of("path", "content", "owner", "permissions", "encoding");

  /** Those of k3OS's encodings that text can carry. */
  private static final List<String> ENCODINGS =
      List.of("", "b64", "base64", "gz+b64", "gzip+base64");

  private K3osFiles() {}

  static List<Map<String, String>> read(Fields config) {
    List<Map<String, String>> files = new ArrayList<>();
    for (Fields file : config.records("write-files", KEYS)) {
      Map<String, String> written = new LinkedHashMap<>();
      written.put("path", FilePath.of(file, "path"));
      written.put("content", content(file));
      file.line("owner").ifPresent(it -> written.put("owner", it));
      file.line("permissions")
          .ifPresent(it -> written.put("permissions", FileMode.check(file.at("permissions"), it)));
      file.line("encoding").ifPresent(it -> written.put("encoding", it));
      files.add(written);
    }
    return files;
  }

  private static String content(Fields file) {
    String encoding = file.line("encoding").orElse("");
    if (!ENCODINGS.contains(encoding)) {
      throw new ConfigException(file.at("encoding"), "must be b64 or gz+b64, or left out");
    }
    String content = file.text("content").orElse("");
    if (!encoding.isEmpty()) {
      checkBase64(file.at("content"), content);
    }
    return content;
  }

  private static void checkBase64(String path, String content) {
    try {
      Base64.getDecoder().decode(content.replaceAll("\\s", ""));
    } catch (IllegalArgumentException notBase64) {
      throw new ConfigException(path, "is not Base64, which its encoding promises");
    }
  }
}
