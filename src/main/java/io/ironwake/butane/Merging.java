package io.ironwake.butane;

import io.ironwake.butane.Shape.Group;
import io.ironwake.butane.Shape.Listing;
import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Ignition's merge of two configs: the child's word goes before the parent's, entries of lists are
 * matched by what tells them apart (Ignition's operator notes, "Config merging").
 */
@Pure
final class Merging {
  private Merging() {}

  static Value.Obj merge(Value.Obj parent, Value.Obj child) {
    return map(parent, child, Schema.DOCUMENT);
  }

  private static Value.Obj map(Value.Obj parent, Value.Obj child, Group group) {
    Map<String, Value> merged = new LinkedHashMap<>(parent.fields());
    for (Field field : group.fields()) {
      Optional.ofNullable(child.fields().get(field.name()))
          .ifPresent(
              own ->
                  merged.merge(field.name(), own, (from, over) -> any(from, over, field.shape())));
    }
    return new Value.Obj(child.origin(), merged);
  }

  private static Value any(Value parent, Value child, Shape shape) {
    return switch (shape) {
      case Group group -> map((Value.Obj) parent, (Value.Obj) child, group);
      case Listing listing -> list((Value.Arr) parent, (Value.Arr) child, listing);
      case Shape.Single single -> child;
    };
  }

  private static Value list(Value.Arr parent, Value.Arr child, Listing listing) {
    List<Value> left = new ArrayList<>(child.items());
    List<Value> merged = new ArrayList<>();
    for (Value each : parent.items()) {
      Optional<String> key = key(each, listing);
      Optional<Value> own =
          left.stream()
              .filter(other -> key.isPresent() && key(other, listing).equals(key))
              .findFirst();
      own.ifPresent(left::remove);
      merged.add(own.map(it -> any(each, it, listing.of())).orElse(each));
    }
    return new Value.Arr(child.origin(), Stream.concat(merged.stream(), left.stream()).toList());
  }

  /** What tells an entry from others, with the name of the field that does. */
  static Optional<String> key(Value entry, Listing listing) {
    return listing.identity().stream()
        .flatMap(
            name ->
                switch (entry) {
                  case Value.Leaf leaf -> Stream.of(leaf.text());
                  case Value.Obj map -> field(map, name).stream();
                  case Value.Arr list -> Stream.<String>empty();
                })
        .findFirst();
  }

  /** Zero means any number, and an empty text none. */
  private static Optional<String> field(Value.Obj map, String name) {
    return Optional.ofNullable(map.fields().get(name))
        .map(each -> ((Value.Leaf) each).text())
        .filter(each -> !each.isEmpty() && !each.equals("0"))
        .map(each -> name + " " + each);
  }
}
