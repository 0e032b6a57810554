package io.ironwake.butane;

import io.ironwake.butane.Shape.Group;
import io.ironwake.butane.Shape.Listing;
import io.ironwake.net.Pure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes plain maps, lists, texts, numbers and booleans of a document, keys in the schema's order
 * whatever the author's was; what holds nothing is left out, as Butane does.
 */
@Pure
final class Output {
  private static final Dialect NEWEST = Dialect.all(Variant.IGNITION).getLast();

  private Output() {}

  static Map<String, Object> of(Value.Obj document) {
    return map(document, Schema.DOCUMENT);
  }

  private static Map<String, Object> map(Value.Obj from, Group group) {
    Map<String, Object> to = new LinkedHashMap<>();
    for (Field field : group.fields()) {
      if (field.isKnownIn(NEWEST)) {
        Optional.ofNullable(from.fields().get(field.name()))
            .flatMap(value -> any(value, field.shape()))
            .ifPresent(plain -> to.put(field.name(), plain));
      }
    }
    return Collections.unmodifiableMap(to);
  }

  private static Optional<Object> any(Value value, Shape shape) {
    return switch (shape) {
      case Group group ->
          Optional.of(map((Value.Obj) value, group)).filter(it -> !it.isEmpty()).map(it -> it);
      case Listing listing ->
          list((Value.Arr) value, listing.of()).filter(it -> !it.isEmpty()).map(it -> it);
      case Shape.Single single -> Optional.of(((Value.Leaf) value).of());
    };
  }

  private static Optional<List<Object>> list(Value.Arr from, Shape of) {
    return Optional.of(
        from.items().stream().map(each -> any(each, of)).flatMap(Optional::stream).toList());
  }
}
