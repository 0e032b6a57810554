package io.ironwake.butane;

import io.ironwake.butane.Node.Entry;
import io.ironwake.butane.Node.Mapping;
import io.ironwake.butane.Node.Scalar;
import io.ironwake.butane.Node.Sequence;
import io.ironwake.butane.Shape.Group;
import io.ironwake.butane.Shape.Listing;
import io.ironwake.butane.Shape.Single;
import io.ironwake.net.NearestKey;
import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what stands in a document by the {@link Schema}: right keys, right types. */
@Pure
final class Shaper {
  private final Dialect dialect;
  private final Findings findings;

  Shaper(Dialect dialect, Findings findings) {
    this.dialect = dialect;
    this.findings = findings;
  }

  /** The whole document; what is wrong with it goes to the findings. */
  Value.Obj document(Node node) {
    Origin origin = new Origin(node.place(), "", dialect);
    return read(node, Schema.DOCUMENT, origin)
        .map(each -> (Value.Obj) each)
        .orElse(Value.Obj.empty(origin));
  }

  /** Nothing is null's value, as for Butane and Ignition. */
  private Optional<Value> read(Node node, Shape shape, Origin origin) {
    if (node instanceof Scalar scalar && scalar.isNull()) {
      return Optional.empty();
    }
    return switch (shape) {
      case Group group -> group(node, group, origin);
      case Listing listing -> list(node, listing.of(), origin);
      case Single single -> single(node, single, origin);
    };
  }

  private Optional<Value> single(Node node, Single single, Origin origin) {
    if (node instanceof Scalar scalar) {
      return new Scalars(origin, findings)
          .read(scalar, single)
          .map(each -> new Value.Leaf(origin, each));
    }
    String expected =
        switch (single) {
          case TEXT -> "text";
          case FLAG -> "true or false";
          case WHOLE, MODE -> "a whole number";
        };
    findings.add(origin, "must be " + expected + ", not " + name(node));
    return Optional.empty();
  }

  private Optional<Value> list(Node node, Shape of, Origin origin) {
    if (!(node instanceof Sequence sequence)) {
      findings.add(origin, "must be a list, not " + name(node) + hyphen());
      return Optional.empty();
    }
    List<Value> items = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      Node item = sequence.items().get(i);
      Origin at = origin.item(item.place(), i);
      if (item instanceof Scalar scalar && scalar.isNull()) {
        findings.add(at, "has no value; give it one or remove it");
      } else {
        read(item, of, at).ifPresent(items::add);
      }
    }
    return Optional.of(new Value.Arr(origin, items));
  }

  private String hyphen() {
    return dialect.isButane() ? "; begin each entry with '- '" : "; put it in [ ]";
  }

  private Optional<Value> group(Node node, Group group, Origin origin) {
    if (!(node instanceof Mapping mapping)) {
      findings.add(
          origin,
          "must be a map with the keys " + String.join(", ", known(group)) + ", not " + name(node));
      return Optional.empty();
    }
    mapping.entries().forEach((key, entry) -> checkKey(key, entry, group, origin));
    Map<String, Value> fields = new LinkedHashMap<>();
    for (Field field : group.fields()) {
      String word = dialect.word(field.name());
      Optional<Entry> entry = Optional.ofNullable(mapping.entries().get(word));
      if (field.isKnownIn(dialect)) {
        entry
            .flatMap(it -> read(it.value(), field.shape(), origin.named(place(it), word)))
            .ifPresent(it -> fields.put(field.name(), it));
      }
    }
    return Optional.of(new Value.Obj(origin, fields));
  }

  /** An empty value stands nowhere; its key does. */
  private static Place place(Entry entry) {
    return entry.value() instanceof Scalar scalar && scalar.isNull()
        ? entry.key()
        : entry.value().place();
  }

  private void checkKey(String key, Entry entry, Group group, Origin origin) {
    Optional<Field> field =
        group.fields().stream().filter(each -> dialect.word(each.name()).equals(key)).findFirst();
    if (field.isEmpty()) {
      findings.add(
          entry.key(),
          "unknown key '"
              + key.replaceAll("[^ -~]", "?")
              + "'"
              + (origin.path().isEmpty() ? "" : " in " + origin.path())
              + "; "
              + NearestKey.hint(key, known(group)));
    } else if (!field.get().isKnownIn(dialect)) {
      findings.add(origin.named(entry.key(), key), field.get().refusal(dialect));
    }
  }

  private List<String> known(Group group) {
    return group.fields().stream()
        .filter(each -> each.isKnownIn(dialect))
        .map(each -> dialect.word(each.name()))
        .toList();
  }

  private static String name(Node node) {
    return switch (node) {
      case Mapping mapping -> "a map";
      case Sequence sequence -> "a list";
      case Scalar scalar -> "a single value";
    };
  }
}
