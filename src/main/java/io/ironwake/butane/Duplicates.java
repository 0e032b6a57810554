package io.ironwake.butane;

import io.ironwake.butane.Shape.Group;
import io.ironwake.butane.Shape.Listing;
import io.ironwake.net.Pure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds entries of a list that Ignition cannot tell apart. */
@Pure
final class Duplicates {
  private final Findings findings;

  Duplicates(Findings findings) {
    this.findings = findings;
  }

  void check(Value.Obj document) {
    map(document, Schema.DOCUMENT);
  }

  private void map(Value.Obj map, Group group) {
    for (Field field : group.fields()) {
      Optional.ofNullable(map.fields().get(field.name())).ifPresent(it -> any(it, field.shape()));
    }
  }

  private void any(Value value, Shape shape) {
    switch (shape) {
      case Group group -> map((Value.Obj) value, group);
      case Listing listing -> {
        Value.Arr list = (Value.Arr) value;
        list.items().forEach(each -> any(each, listing.of()));
        list(list, listing);
      }
      case Shape.Single single -> {}
    }
  }

  private void list(Value.Arr list, Listing listing) {
    Map<String, Value> seen = new HashMap<>();
    for (Value each : list.items()) {
      Merging.key(each, listing)
          .flatMap(key -> Optional.ofNullable(seen.putIfAbsent(key, each)))
          .ifPresent(
              other ->
                  findings.add(
                      each.origin(),
                      "stands here twice, first at " + other.origin().place() + "; keep one"));
    }
  }
}
