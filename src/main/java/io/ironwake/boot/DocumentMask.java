package io.ironwake.boot;

import io.ironwake.net.Pure;
import io.ironwake.profile.SecretFields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides secrets in documents before they are shown: the known ones wherever they stand, and what
 * stands where a secret usually does.
 *
 * @param secrets the values of secret fields and variables
 */
@Pure
record DocumentMask(Set<String> secrets) {
  private static final int SHORTEST = 4;
  private static final String NAME =
      "[\\w.-]*(?:token|password|passwd|passphrase|secret|credential|private[-_]?key|psk)[\\w.-]*";
  private static final Pattern ASSIGNED =
      Pattern.compile("(?i)(" + NAME + "[\"']?\\s*[:=]\\s*)([^\\s,{\\[|>][^\\r\\n]*)");
  private static final Pattern ANSWERED =
      Pattern.compile("(?i)(\\S*passw\\S*[ \\t]+(?:password|string)[ \\t]+)(\\S[^\\r\\n]*)");
  private static final Pattern CRYPTED =
      Pattern.compile("\\$(?:1|2[aby]|5|6|7|y|gy)\\$[^\\s\"',\\\\]+");
  private static final Pattern KEY =
      Pattern.compile("(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----");
  private static final Pattern DATA =
      Pattern.compile("(data:[^,\"\\s]*,)([A-Za-z0-9+/=%._~!$&'()*;:@-]+)");

  DocumentMask {
    secrets = Set.copyOf(secrets);
  }

  /** The text as it may be shown. */
  String apply(String text) {
    String masked =
        DATA.matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(data(found.group(1), found.group(2))));
    return plain(masked);
  }

  private String plain(String text) {
    String masked = text;
    for (String secret : longestFirst()) {
      masked = masked.replace(secret, SecretFields.MASK);
      String escaped = secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
      masked = masked.replace(escaped, SecretFields.MASK);
      masked = masked.replace(secret.replace("'", "'\\''"), SecretFields.MASK);
    }
    masked = KEY.matcher(masked).replaceAll(SecretFields.MASK);
    masked = CRYPTED.matcher(masked).replaceAll(SecretFields.MASK);
    masked = ANSWERED.matcher(masked).replaceAll("$1" + SecretFields.MASK);
    return ASSIGNED.matcher(masked).replaceAll("$1" + SecretFields.MASK);
  }

  /** A short one would hide half the document; its name hides it where it has one. */
  private List<String> longestFirst() {
    return secrets.stream()
        .filter(each -> each.length() >= SHORTEST)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  private String data(String head, String body) {
    String content = head.endsWith(";base64,") ? base64(body) : percent(body);
    boolean readable = !content.isEmpty() && content.charAt(0) != '\u001f';
    return readable && plain(content).equals(content) ? head + body : head + SecretFields.MASK;
  }

  /** Nothing for what cannot be decoded, which is masked then. */
  private static String base64(String body) {
    try {
      return new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String percent(String body) {
    return Pattern.compile("%([0-9A-Fa-f]{2})")
        .matcher(body)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group(1), 16))));
  }

  @Override
  public String toString() {
    return "DocumentMask[" + secrets.size() + " secrets]";
  }
}
