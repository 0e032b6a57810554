package io.ironwake.butane;

import io.ironwake.net.NearestKey;
import io.ironwake.net.Pure;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what a document says of itself: which variant, which version. */
@Pure
final class Heading {
  private static final Pattern OLD_IGNITION = Pattern.compile("[12]\\..*");

  private final Findings findings;
  private final Limits limits;

  Heading(Findings findings, Limits limits) {
    this.findings = findings;
    this.limits = limits;
  }

  /**
   * @throws DocumentException unless it is Butane of a known version
   */
  Dialect butane(Node node) {
    Node.Mapping top = top(node, "variant: flatcar and version: 1.0.0");
    if (!top.entries().containsKey("variant") && top.entries().containsKey("ignition")) {
      throw refused(
          top.place(),
          "has no variant; if it is Ignition's JSON give it as ignition, else begin with variant:"
              + " "
              + String.join(" or ", limits.variantIds()));
    }
    Node.Scalar word = scalar(top, "variant", String.join(" or ", limits.variantIds()));
    Variant variant =
        Arrays.stream(Variant.values())
            .filter(each -> each.id().equals(word.text()) && limits.variants().contains(each))
            .findFirst()
            .orElseThrow(() -> refused(word.place(), variantProblem(word.text())));
    Node.Scalar version = scalar(top, "version", Dialect.versions(variant));
    return known(variant, version);
  }

  private String variantProblem(String word) {
    boolean elsewhere = Dialect.variants().contains(word);
    return "variant: "
        + (elsewhere ? "'" + word + "' is for another system; use " : "must be ")
        + String.join(" or ", limits.variantIds())
        + (elsewhere
            ? ""
            : "; " + NearestKey.hint(word.replaceAll("[^ -~]", "?"), limits.variantIds()));
  }

  /**
   * @throws DocumentException unless it is Ignition of a known version
   */
  Dialect ignition(Node node) {
    Node.Mapping top = top(node, "{\"ignition\": {\"version\": \"3.3.0\"}}");
    Node section =
        Optional.ofNullable(top.entries().get("ignition"))
            .map(Node.Entry::value)
            .orElseThrow(
                () -> refused(top.place(), "needs the key ignition with a version, such as 3.3.0"));
    Node.Scalar version =
        scalar(
            top(section, "\"version\": \"3.3.0\""), "version", Dialect.versions(Variant.IGNITION));
    if (OLD_IGNITION.matcher(version.text()).matches()) {
      throw refused(
          version.place(),
          "version: Ignition 1 and 2 are not supported; rewrite it for version 3 (ign-converter"
              + " does)");
    }
    return known(Variant.IGNITION, version);
  }

  private Dialect known(Variant variant, Node.Scalar version) {
    Dialect dialect =
        Dialect.of(variant, version.text())
            .orElseThrow(
                () ->
                    refused(
                        version.place(), "version: must be one of " + Dialect.versions(variant)));
    if (dialect.ignition() > limits.newest()) {
      throw refused(
          version.place(),
          "version: this release reads Ignition up to 3."
              + limits.newest()
              + ".0; use "
              + newest(variant));
    }
    return dialect;
  }

  private String newest(Variant variant) {
    return Dialect.all(variant).stream()
        .filter(each -> each.ignition() <= limits.newest())
        .reduce((first, second) -> second)
        .map(each -> "version " + each.version())
        .orElse("a newer release");
  }

  private Node.Mapping top(Node node, String expected) {
    if (node instanceof Node.Mapping mapping) {
      return mapping;
    }
    throw refused(node.place(), "must be a map that begins with " + expected);
  }

  private Node.Scalar scalar(Node.Mapping map, String key, String expected) {
    Node.Entry entry = map.entries().get(key);
    if (entry == null) {
      throw refused(map.place(), "needs the key " + key + ": " + expected);
    }
    if (entry.value() instanceof Node.Scalar scalar && !scalar.isNull()) {
      return scalar;
    }
    throw refused(entry.key(), key + ": must be " + expected);
  }

  private DocumentException refused(Place place, String message) {
    findings.add(place, message);
    return findings.exception();
  }
}
