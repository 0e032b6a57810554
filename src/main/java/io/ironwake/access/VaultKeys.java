package io.ironwake.access;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of a key file: one a line, base64 of 32 bytes. The first seals; the others still open
 * what was sealed under them, which is how a key is replaced.
 */
record VaultKeys(List<VaultKeys.Key> all, Path file) {
  static final int BYTES = 32;
  private static final int ID_BYTES = 8;

  /** One key and its public name: the first 8 bytes of its SHA-256 as hexadecimal digits. */
  record Key(String id, SecretKeySpec secret) {}

  VaultKeys {
    all = List.copyOf(all);
    if (all.isEmpty()) {
      throw unusable(file, "is empty");
    }
  }

  static VaultKeys parse(String text, Path file) {
    return new VaultKeys(
        text.lines()
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .map(each -> key(each, file))
            .toList(),
        file);
  }

  private static Key key(String line, Path file) {
    byte[] bytes = decode(line, file);
    if (bytes.length != BYTES) {
      throw unusable(file, "holds a key of " + bytes.length + " bytes");
    }
    String id = HexFormat.of().formatHex(Token.sha256(bytes), 0, ID_BYTES);
    return new Key(id, new SecretKeySpec(bytes, "AES"));
  }

  private static byte[] decode(String line, Path file) {
    try {
      return Base64.getDecoder().decode(line);
    } catch (IllegalArgumentException e) {
      throw unusable(file, "is not base64");
    }
  }

  private static IllegalStateException unusable(Path file, String why) {
    return new IllegalStateException(
        "the encryption key file "
            + file
            + " "
            + why
            + "; it holds base64 of 32 bytes, such as `openssl rand -base64 32` makes");
  }

  Key newest() {
    return all.getFirst();
  }

  Key named(String id) {
    return all.stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the database was written with encryption key "
                        + id
                        + ", which is not in "
                        + file
                        + "; put that key back"));
  }

  /** Without the keys. */
  @Override
  public String toString() {
    return all.stream().map(Key::id).toList() + " of " + file;
  }
}
