package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Ignition wants of a {@code source} and what stands beside it. */
@Pure
final class ResourceRules {
  /** URL scheme and the Ignition 3 minor that learned it. */
  private static final Map<String, Integer> SCHEMES =
      Map.of("data", 0, "http", 0, "https", 0, "tftp", 0, "s3", 0, "gs", 2, "arn", 4);

  private static final int KNOWS_SHA256 = 1;
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);
  private static final Pattern SHA512 = Pattern.compile("sha512-[0-9A-Fa-f]{128}");
  private static final Pattern SHA256 = Pattern.compile("sha256-[0-9A-Fa-f]{64}");

  private static final Pattern EMPTY_VERSION = Pattern.compile("[?&]versionId=(?:&|$)");

  /** RFC 9110 section 5.6.2, "token". */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  private final Dialect dialect;
  private final Findings findings;

  ResourceRules(Dialect dialect, Findings findings) {
    this.dialect = dialect;
    this.findings = findings;
  }

  /** A resource that must have a source. */
  void required(Value.Obj resource) {
    if (resource.filled("source").isEmpty()) {
      findings.add(
          resource.origin(),
          "has no text; give " + (dialect.isButane() ? "inline or source" : "source"));
    }
    optional(resource);
  }

  /** A resource that may be missing. */
  void optional(Value.Obj resource) {
    String scheme = resource.filled("source").map(it -> source(resource, it)).orElse("");
    compression(resource, scheme);
    verification(resource);
    headers(resource, scheme);
  }

  /**
   * @return its scheme, empty if it has none that Ignition knows
   */
  private String source(Value.Obj resource, String source) {
    String scheme =
        Optional.of(SCHEME.matcher(source))
            .filter(it -> it.matches())
            .map(it -> it.group(1).toLowerCase(Locale.ROOT))
            .orElse("");
    if (SCHEMES.getOrDefault(scheme, Integer.MAX_VALUE) > dialect.ignition()) {
      findings.add(resource.at("source"), unknown(scheme));
      return "";
    }
    if (scheme.equals("data") && !DataUrl.isValid(source)) {
      findings.add(
          resource.at("source"),
          "is no data URL: after data:, all but letters, digits and -_.~ must be percent-encoded");
    } else if (!scheme.equals("data") && !isUrl(source, scheme)) {
      findings.add(
          resource.at("source"),
          "is no URL; write " + scheme + "://host/path with what is special percent-encoded");
    }
    return scheme;
  }

  private String unknown(String scheme) {
    return (scheme.isEmpty() ? "is no URL" : "has the scheme " + scheme + ":")
        + "; Ignition "
        + dialect.ignitionVersion()
        + " knows "
        + String.join(", ", known())
        + (dialect.isButane() ? "; text itself goes into inline" : "");
  }

  private List<String> known() {
    return SCHEMES.entrySet().stream()
        .filter(each -> each.getValue() <= dialect.ignition())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static boolean isUrl(String source, String scheme) {
    if (source.chars().anyMatch(each -> each <= ' ' || each == 0x7F)) {
      return false;
    }
    if (scheme.equals("arn")) {
      return source.matches("arn:[^:]*:s3:[^:]*:[^:]*:[^/]+/.+");
    }
    if (scheme.equals("s3") && EMPTY_VERSION.matcher(source).find()) {
      return false;
    }
    try {
      return URI.create(source).getRawAuthority() != null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private void compression(Value.Obj resource, String scheme) {
    String compression = resource.text("compression").orElse("");
    if (!compression.isEmpty() && !compression.equals("gzip")) {
      findings.add(resource.at("compression"), "must be gzip, or left out");
    }
    if (compression.equals("gzip")
        && scheme.equals("data")
        && !DataUrl.holdsGzip(resource.text("source").orElse(""))) {
      findings.add(resource.at("compression"), "does not fit: source holds no gzip; remove it");
    }
    if (!compression.isEmpty() && scheme.equals("s3")) {
      findings.add(resource.at("compression"), "cannot be used with s3; remove it");
    }
  }

  private void verification(Value.Obj resource) {
    Value.Obj verification = resource.child("verification");
    Optional<String> hash = verification.text("hash");
    boolean sha256 = dialect.ignition() >= KNOWS_SHA256;
    hash.filter(it -> !SHA512.matcher(it).matches())
        .filter(it -> !sha256 || !SHA256.matcher(it).matches())
        .ifPresent(
            it ->
                findings.add(
                    verification.at("hash"),
                    "must be sha512- and 128 hex digits" + (sha256 ? ", or sha256- and 64" : "")));
    if (hash.isPresent() && resource.text("source").isEmpty()) {
      findings.add(verification.at("hash"), "has nothing to verify; give source or remove it");
    }
  }

  private void headers(Value.Obj resource, String scheme) {
    List<Value.Obj> headers = resource.records("httpHeaders");
    if (!headers.isEmpty() && !scheme.startsWith("http")) {
      findings.add(
          resource.at("httpHeaders"), "go with a source by http or https only; remove them");
    }
    for (Value.Obj header : headers) {
      if (!TOKEN.matcher(header.text("name").orElse("")).matches()) {
        findings.add(
            header.at("name"), "must be the name of an HTTP header, such as Authorization");
      }
      if (header
          .text("value")
          .filter(it -> it.chars().anyMatch(Character::isISOControl))
          .isPresent()) {
        findings.add(header.at("value"), "must be a single line");
      }
    }
  }
}
