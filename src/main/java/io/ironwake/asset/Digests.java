package io.ironwake.asset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What one reading of a file tells.
 *
 * @param size in bytes
 * @param sha256 lower-case hex
 * @param sha512 lower-case hex
 */
record Digests(long size, String sha256, String sha512) {
  private static final int BUFFER = 1 << 20;

  /** Sees every piece of a file on its way. */
  @FunctionalInterface
  interface Observer {
    void saw(byte[] buffer, int length) throws IOException;
  }

  /** Reads the file once, whole. */
  static Digests read(Path file, Observer observer) throws IOException {
    MessageDigest sha256 = algorithm("SHA-256");
    MessageDigest sha512 = algorithm("SHA-512");
    long size = 0;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
        sha512.update(buffer, 0, n);
        observer.saw(buffer, n);
        size += n;
      }
    }
    return new Digests(size, hex(sha256), hex(sha512));
  }

  /** True for the digest of either length. */
  boolean equal(String expected) {
    return expected.equals(expected.length() == sha256.length() ? sha256 : sha512);
  }

  private static MessageDigest algorithm(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
