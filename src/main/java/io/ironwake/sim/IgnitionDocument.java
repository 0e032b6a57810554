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
 * @param scripts the contents of its units and files, one after the other
 */
record IgnitionDocument(URI source, String text, String scripts) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AGENT = "Ignition/2.15.0";
  private static final Pattern CONFIG =
      Pattern.compile("https?://[^\\s'\"]+/config/[A-Za-z0-9._~/-]+");

  /**
   * Fetches one as Ignition does: 5xx is waited out, everything else but 200 is final.
   *
   * @throws MachineStopped when Ignition would stop, or go on without a configuration
   */
  static IgnitionDocument fetch(Board board, URI uri) {
    Web.Reply reply = board.require("the Ignition document", () -> board.web().get(uri, AGENT));
    return of(uri, reply.text());
  }

  static IgnitionDocument of(URI source, String text) {
    JsonNode root = read(text);
    if (!root.path("ignition").path("version").asText().startsWith("3.")) {
      throw new MachineStopped("the Ignition document has no version 3.x");
    }
    StringBuilder scripts = new StringBuilder();
    root.path("systemd")
        .path("units")
        .forEach(unit -> append(scripts, unit.path("contents").asText()));
    root.path("storage")
        .path("files")
        .forEach(file -> append(scripts, decode(file.path("contents"))));
    return new IgnitionDocument(source, text, scripts.toString());
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new MachineStopped(
          "the Ignition document is not JSON: " + malformed.getOriginalMessage());
    }
  }

  private static void append(StringBuilder scripts, String content) {
    scripts.append(content).append('\n');
  }

  private static String decode(JsonNode contents) {
    String source = contents.path("source").asText();
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
