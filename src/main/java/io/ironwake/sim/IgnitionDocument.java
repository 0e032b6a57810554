package io.ironwake.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An Ignition document as far as its scripts go.
 *
 * @param source where it came from
 * @param text as served
 * @param scripts the contents of its units and files, one after the other, with the variables that
 *     units set put in
 */
record IgnitionDocument(URI source, String text, String scripts) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CONFIG =
      Pattern.compile("https?://[^\\s'\"]+/config/[A-Za-z0-9._~/-]+");

  static IgnitionDocument of(URI source, String text) {
    JsonNode root = read(text);
    if (!root.path("ignition").path("version").asText().startsWith("3.")) {
      throw new MachineStopped("the Ignition document has no version 3.x");
    }
    StringBuilder scripts = new StringBuilder();
    for (JsonNode unit : root.path("systemd").path("units")) {
      scripts.append(unit.path("contents").asText()).append('\n');
    }
    for (JsonNode file : root.path("storage").path("files")) {
      scripts.append(decode(file.path("contents").path("source").asText())).append('\n');
    }
    return new IgnitionDocument(source, text, ShellText.expand(scripts.toString()));
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new MachineStopped(
          "the Ignition document is not JSON: " + malformed.getOriginalMessage());
    }
  }

  /** The content of a data URL (RFC 2397); other URLs as they are. */
  private static String decode(String source) {
    int comma = source.indexOf(',');
    if (!source.startsWith("data:") || comma < 0) {
      return source;
    }
    String data = source.substring(comma + 1);
    return source.substring(0, comma).endsWith(";base64")
        ? new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8)
        : URLDecoder.decode(data.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The other configuration that its scripts fetch. */
  Optional<URI> otherConfig() {
    return CONFIG
        .matcher(scripts)
        .results()
        .map(MatchResult::group)
        .map(URI::create)
        .filter(uri -> !uri.equals(source))
        .findFirst();
  }
}
