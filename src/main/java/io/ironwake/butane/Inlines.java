package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Butane's {@code inline}: text that becomes a {@code source}. */
@Pure
final class Inlines {
  private final Findings findings;

  Inlines(Findings findings) {
    this.findings = findings;
  }

  /** A document in which no {@code inline} is left. */
  Value.Obj resolve(Value.Obj from) {
    Map<String, Value> fields = new LinkedHashMap<>();
    from.fields().forEach((key, value) -> fields.put(key, any(value)));
    Value.Obj resolved = new Value.Obj(from.origin(), fields);
    return resolved.has("inline") ? resource(resolved) : resolved;
  }

  private Value any(Value value) {
    return switch (value) {
      case Value.Obj map -> resolve(map);
      case Value.Arr list ->
          new Value.Arr(list.origin(), list.items().stream().map(this::any).toList());
      case Value.Leaf leaf -> leaf;
    };
  }

  private Value.Obj resource(Value.Obj resource) {
    Origin origin = resource.at("inline");
    if (resource.has("source")) {
      findings.add(origin, "stands beside source; keep one of them");
    }
    if (resource.filled("compression").isPresent()) {
      findings.add(
          resource.at("compression"),
          "is for a compressed source; inline text is compressed by itself where that is shorter,"
              + " so remove it");
    }
    String text = resource.text("inline").orElse("");
    Value.Obj without = resource.without("inline");
    if (origin.dialect().ignition() == 0) {
      String url = DataUrl.percentEncoded(text.getBytes(StandardCharsets.UTF_8));
      return without.with("source", new Value.Leaf(origin, url));
    }
    DataUrl.Encoded encoded = DataUrl.shortest(text);
    return without
        .with("compression", new Value.Leaf(origin, encoded.compression()))
        .with("source", new Value.Leaf(origin, encoded.url()));
  }
}
