package io.ironwake.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An Ignition document as far as its scripts and its links go.
 *
 * @param source where it came from
 * @param text as served
 * @param scripts the contents of its units and files, one after the other, with the variables that
 *     units set put in
 * @param files the contents that stand in it, by the path they are written to
 * @param others the served documents that it says are part of it, or stand in its place
 * @param downloads the contents that its files are to be fetched from
 */
record IgnitionDocument(
    URI source,
    String text,
    String scripts,
    Map<String, String> files,
    List<URI> others,
    List<Download> downloads) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern CONFIG =
      Pattern.compile("https?://[^\\s'\"]+/config/[A-Za-z0-9._~/-]+");

  /**
   * One content to fetch.
   *
   * @param hash its digest, such as {@code sha512-…}; empty where none is demanded
   */
  record Download(URI source, String hash) {}

  static IgnitionDocument of(URI source, String text) {
    JsonNode root = read(text);
    if (!root.path("ignition").path("version").asText().startsWith("3.")) {
      throw new MachineStopped("the Ignition document has no version 3.x");
    }
    Map<String, String> files = new LinkedHashMap<>();
    List<Download> downloads = new ArrayList<>();
    for (JsonNode file : root.path("storage").path("files")) {
      JsonNode contents = file.path("contents");
      String from = contents.path("source").asText();
      if (isRemote(from)) {
        String hash = contents.path("verification").path("hash").asText();
        downloads.add(new Download(URI.create(from), hash));
      } else {
        files.put(file.path("path").asText(), decode(from));
      }
    }
    return new IgnitionDocument(
        source, text, scripts(root, files), files, others(root), List.copyOf(downloads));
  }

  private static String scripts(JsonNode root, Map<String, String> files) {
    StringBuilder scripts = new StringBuilder();
    for (JsonNode unit : root.path("systemd").path("units")) {
      scripts.append(unit.path("contents").asText()).append('\n');
    }
    files.values().forEach(content -> scripts.append(content).append('\n'));
    return ShellText.expand(scripts.toString());
  }

  /** What stands in its place first, then what is merged into it (Ignition spec 3, config). */
  private static List<URI> others(JsonNode root) {
    JsonNode config = root.path("ignition").path("config");
    List<JsonNode> all = new ArrayList<>();
    all.add(config.path("replace"));
    config.path("merge").forEach(all::add);
    return all.stream()
        .map(each -> each.path("source").asText())
        .filter(IgnitionDocument::isRemote)
        .map(URI::create)
        .toList();
  }

  private static boolean isRemote(String source) {
    return source.matches("https?://.*");
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
