package io.ironwake.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * An unguessable text that grants something. Only its SHA-256 is stored, so a look-up by hash tells
 * nothing about how near a guess came; it never prints itself.
 */
public final class Token {
  private static final int BYTES = 24;
  private static final int LONGEST = 512;

  private final String text;

  private Token(String text) {
    this.text = text;
  }

  /** A fresh token: 192 random bits as 32 URL-safe characters. */
  public static Token random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** A token somebody presents; any text is accepted, cut at 512 characters. */
  public static Token presented(String text) {
    return new Token(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
  }

  /** The token itself: for the one who is to have it, and for nobody else. */
  public String text() {
    return text;
  }

  /** The 32 bytes that are stored. */
  public byte[] sha256() {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "token";
  }
}
