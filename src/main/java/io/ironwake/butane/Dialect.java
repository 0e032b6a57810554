package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One version of one variant.
 *
 * @param minor of the document's own version, whose major is 1 for Butane and 3 for Ignition
 * @param ignition minor of the Ignition 3 specification it is translated to (table in Butane's
 *     documentation, "Configuration specifications")
 */
@Pure
record Dialect(Variant variant, int minor, int ignition) {
  /** Index: Butane's minor version; value: Ignition's. */
  private static final Map<Variant, List<Integer>> SPECS =
      Map.of(
          Variant.FLATCAR, List.of(3, 4),
          Variant.FCOS, List.of(0, 1, 2, 2, 3, 4, 5),
          Variant.IGNITION, List.of(0, 1, 2, 3, 4, 5, 6));

  /** Where a capital letter inside a word is not the beginning of one. */
  private static final Map<String, String> IRREGULAR =
      Map.of("sizeMiB", "size_mib", "startMiB", "start_mib");

  static Optional<Dialect> of(Variant variant, String version) {
    return all(variant).stream().filter(each -> each.version().equals(version)).findFirst();
  }

  static List<Dialect> all(Variant variant) {
    List<Integer> specs = SPECS.getOrDefault(variant, List.of());
    return IntStream.range(0, specs.size())
        .mapToObj(minor -> new Dialect(variant, minor, specs.get(minor)))
        .toList();
  }

  /** The document's own, such as {@code 1.1.0}. */
  String version() {
    return (isButane() ? "1." : "3.") + minor + ".0";
  }

  String ignitionVersion() {
    return "3." + ignition + ".0";
  }

  boolean isButane() {
    return variant != Variant.IGNITION;
  }

  /** Ignition's key in the document's words: Butane writes it in snake case. */
  String word(String ignitionKey) {
    if (!isButane()) {
      return ignitionKey;
    }
    return IRREGULAR.getOrDefault(
        ignitionKey, ignitionKey.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
  }

  /** Tells from which version of the same variant something is known, if there is one. */
  static String versions(Variant variant) {
    return String.join(", ", all(variant).stream().map(Dialect::version).toList());
  }

  static List<String> variants() {
    return Arrays.stream(Variant.values())
        .filter(each -> each != Variant.IGNITION)
        .map(Variant::id)
        .toList();
  }
}
