package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Text as a URL (RFC 2397), in the shortest of the three forms Butane chooses from. */
@Pure
final class DataUrl {
  /** RFC 2396 section 2.3, "unreserved". */
  private static final String MARKS = "-_.!~*'()";

  private static final Pattern HEAD =
      Pattern.compile("data:(?:[A-Za-z0-9!#$&^_.+*-]+/[A-Za-z0-9!#$&^_.+*-]+)?((?:;[^;,]+)*),");

  private DataUrl() {}

  /**
   * @param compression Ignition's word for it: empty or {@code gzip}
   */
  @Pure
  record Encoded(String url, String compression) {
    /** Without the URL, which may be a secret. */
    @Override
    public String toString() {
      return "Encoded[" + compression + "]";
    }
  }

  /** Percent-encoded, whatever its length. */
  static String percentEncoded(byte[] content) {
    StringBuilder url = new StringBuilder("data:,");
    for (byte each : content) {
      char letter = (char) (each & 0xFF);
      boolean plain =
          (letter >= 'a' && letter <= 'z')
              || (letter >= 'A' && letter <= 'Z')
              || (letter >= '0' && letter <= '9')
              || MARKS.indexOf(letter) >= 0;
      url.append(plain ? String.valueOf(letter) : String.format("%%%02X", (int) letter));
    }
    return url.toString();
  }

  /** The shortest of percent-encoded, Base64, and Base64 of gzip. */
  static Encoded shortest(String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    String plain = percentEncoded(content);
    String base64 = base64(content);
    String shorter = base64.length() < plain.length() ? base64 : plain;
    String zipped = base64(gzip(content));
    return zipped.length() + "gzip".length() < shorter.length()
        ? new Encoded(zipped, "gzip")
        : new Encoded(shorter, "");
  }

  private static String base64(byte[] content) {
    return "data:;base64," + Base64.getEncoder().encodeToString(content);
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream zip = new Best(zipped)) {
      zip.write(content);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return zipped.toByteArray();
  }

  /** Compresses as much as it can. */
  private static final class Best extends GZIPOutputStream {
    Best(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  /** Whether what a valid URL holds begins like gzip (RFC 1952 section 2.3.1). */
  static boolean holdsGzip(String url) {
    String body = url.substring(url.indexOf(',') + 1);
    boolean base64 = url.substring(0, url.length() - body.length()).endsWith(";base64,");
    return base64 ? body.startsWith("H4sI") : body.toLowerCase(Locale.ROOT).startsWith("%1f%8b%08");
  }

  /** Whether Ignition could decode it. */
  static boolean isValid(String url) {
    var head = HEAD.matcher(url);
    if (!head.lookingAt()) {
      return false;
    }
    String body = url.substring(head.end());
    if (head.group(1).endsWith(";base64")) {
      return body.replaceAll("%2B|%2F|%3D", "+").matches("[A-Za-z0-9+/]*={0,2}")
          && body.length() % 4 == 0;
    }
    return body.matches("(?:[^%\\s]|%[0-9A-Fa-f]{2})*");
  }
}
