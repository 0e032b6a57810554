package io.ironwake.sim.ipxe;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * The settings of one iPXE (ipxe.org/cfg): those of the machine and its only network interface, and
 * those a script sets. A name nobody set expands to nothing, as in iPXE.
 */
public final class IpxeSettings {
  private static final int MAX_EXPANSIONS = 1000;

  private final Map<String, byte[]> raw = new HashMap<>();
  private final Map<String, String> text = new HashMap<>();

  /** Sets a setting that is text. */
  public void set(String name, String value) {
    String plain = plain(name);
    text.put(plain, value);
    raw.put(plain, value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sets a setting that iPXE holds as bytes and shows as {@code shown} unless the script names a
   * type.
   */
  public void set(String name, byte[] bytes, String shown) {
    text.put(name, shown);
    raw.put(name, bytes.clone());
  }

  /** Forgets a setting. */
  public void clear(String name) {
    text.remove(plain(name));
    raw.remove(plain(name));
  }

  /** A setting's default text; empty when nobody set it. */
  public String get(String name) {
    return text.getOrDefault(plain(name), "");
  }

  /**
   * Replaces every <code>${name}</code> and <code>${name:type}</code>, the innermost first.
   *
   * @throws IpxeException for a type this iPXE does not know, or values that expand into each other
   *     without end
   */
  public String expand(String word) {
    String expanded = word;
    for (int n = 0; n < MAX_EXPANSIONS; n++) {
      int end = closing(expanded);
      if (end < 0) {
        return expanded;
      }
      int start = expanded.lastIndexOf("${", end);
      expanded =
          expanded.substring(0, start)
              + valueOf(expanded.substring(start + 2, end))
              + expanded.substring(end + 1);
    }
    throw new IpxeException("the expansion of '" + word + "' has no end");
  }

  private static int closing(String word) {
    int open = word.indexOf("${");
    return open < 0 ? -1 : word.indexOf('}', open);
  }

  private String valueOf(String reference) {
    int colon = reference.indexOf(':');
    String name = plain(colon < 0 ? reference : reference.substring(0, colon));
    if (!text.containsKey(name)) {
      return "";
    }
    return colon < 0 ? get(name) : format(name, reference.substring(colon + 1));
  }

  private String format(String name, String type) {
    byte[] bytes = raw.getOrDefault(name, new byte[0]);
    return switch (type) {
      case "string", "ipv4", "uuid", "int8", "int16", "int32", "uint8", "uint16", "uint32" ->
          get(name);
      case "uristring" -> URLEncoder.encode(get(name), StandardCharsets.UTF_8).replace("+", "%20");
      case "hex" -> HexFormat.ofDelimiter(":").formatHex(bytes);
      case "hexhyp" -> HexFormat.ofDelimiter("-").formatHex(bytes);
      case "hexraw" -> HexFormat.of().formatHex(bytes);
      default ->
          throw new IpxeException(
              "${" + name + ":" + type + "} has a type this iPXE does not know");
    };
  }

  /** The name without the scope of the only interface and without a type. */
  private static String plain(String name) {
    String untyped = name.replaceFirst(":.*", "");
    return untyped.replaceFirst("^(net0|netX)(\\.dhcp)?/", "");
  }
}
