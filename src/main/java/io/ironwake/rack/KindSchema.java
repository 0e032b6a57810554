package io.ironwake.rack;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ironwake.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * JSON Schema (2020-12) of declared documents, made from the records Jackson reads, so that editors
 * complete exactly the keys that are valid; {@code schema.yaml} adds descriptions, words and
 * patterns.
 */
final class KindSchema {
  private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
  private static final String OPTION_CODE = "^[0-9]{1,3}$";
  private static final String PROPERTIES = "properties";
  private static final String REF = "$ref";
  private static final ObjectMapper JSON = ItemReader.JSON;

  private final JsonNode words;

  KindSchema() {
    this.words = words();
  }

  private static JsonNode words() {
    try (InputStream in =
        Objects.requireNonNull(KindSchema.class.getResourceAsStream("/schema.yaml"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return YamlTree.all("schema.yaml", text, KindSchema::broken).getFirst().root();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void broken(Problem problem) {
    throw new IllegalStateException(problem.detail());
  }

  /** Of documents of every kind, and of the sectioned form. */
  ObjectNode all() {
    ObjectNode schema = heading("Ironwake's declared documents");
    ArrayNode choices = schema.putArray("oneOf");
    ObjectNode defs = schema.putObject("$defs");
    ObjectNode document = choices.addObject();
    document.put("type", "object").putArray("required").add(Doc.KIND);
    ArrayNode known = document.putObject(PROPERTIES).putObject(Doc.KIND).putArray("enum");
    ArrayNode rules = document.putArray("allOf");
    for (Kind<?> kind : Kind.ALL) {
      known.add(kind.name());
      defs.set(kind.name(), document(kind));
      ObjectNode rule = rules.addObject();
      rule.putObject("if").putObject(PROPERTIES).putObject(Doc.KIND).put("const", kind.name());
      rule.putObject("then").put(REF, "#/$defs/" + kind.name());
    }
    choices.add(sections());
    return schema;
  }

  /** Of documents of one kind. */
  ObjectNode of(Kind<?> kind) {
    ObjectNode schema = heading("Ironwake's kind: " + kind.name());
    schema.setAll(document(kind));
    return schema;
  }

  private static ObjectNode heading(String title) {
    return JSON.createObjectNode().put("$schema", DIALECT).put("title", title);
  }

  private ObjectNode document(Kind<?> kind) {
    ObjectNode schema = item(kind);
    ObjectNode properties = JSON.createObjectNode();
    properties.putObject(Doc.KIND).put("const", kind.name());
    properties.setAll((ObjectNode) schema.get(PROPERTIES));
    schema.set(PROPERTIES, properties);
    schema.withArray("required").insert(0, Doc.KIND);
    return schema;
  }

  private ObjectNode sections() {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    ObjectNode properties = schema.putObject(PROPERTIES);
    for (Kind<?> kind : Kind.ALL) {
      ObjectNode section = properties.putObject(kind.section());
      if (kind.isSingle()) {
        section.setAll((ObjectNode) item(kind).get(PROPERTIES).get(kind.section()));
      } else {
        section.putArray("type").add("array").add("null");
        section.set("items", item(kind));
      }
    }
    return schema.put("additionalProperties", false);
  }

  private ObjectNode item(Kind<?> kind) {
    ObjectNode schema = record(kind.type(), kind.name());
    kind.lists()
        .forEach(
            (key, type) -> {
              ObjectNode list = schema.withObject("/" + PROPERTIES).putObject(key);
              ObjectNode items = record(type, said(type));
              kind.answersOnly().forEach(((ObjectNode) items.get(PROPERTIES))::remove);
              list.put("type", "array").set("items", items);
              list.setAll((ObjectNode) words.path(kind.name()).path(PROPERTIES).get(key));
            });
    kind.answersOnly().forEach(((ObjectNode) schema.get(PROPERTIES))::remove);
    return schema;
  }

  /** A view is described under its name without {@code View}. */
  private static String said(Class<?> type) {
    return type.getSimpleName().replace("View", "");
  }

  private ObjectNode record(Class<?> type, String name) {
    JsonNode about = words.path(name);
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    Optional.ofNullable(about.get("description"))
        .ifPresent(text -> schema.set("description", text));
    ObjectNode properties = schema.putObject(PROPERTIES);
    JavaType java = JSON.constructType(type);
    for (BeanPropertyDefinition each :
        JSON.getDeserializationConfig().introspect(java).findProperties()) {
      ObjectNode property = value(each.getPrimaryType());
      about
          .path(PROPERTIES)
          .path(each.getName())
          .fields()
          .forEachRemaining(word -> add(property, word));
      properties.set(each.getName(), property);
    }
    Optional.ofNullable(about.get("required"))
        .ifPresent(keys -> schema.set("required", keys.deepCopy()));
    return schema.put("additionalProperties", false);
  }

  private static void add(ObjectNode property, Map.Entry<String, JsonNode> word) {
    property.set(word.getKey(), word.getValue());
  }

  private ObjectNode value(JavaType type) {
    ObjectNode schema = JSON.createObjectNode();
    Class<?> raw = type.getRawClass();
    if (raw == Optional.class) {
      return value(type.containedType(0));
    }
    if (type.isMapLikeType()) {
      schema.put("type", "object");
      if (type.getKeyType().hasRawClass(Integer.class)) {
        schema.putObject("propertyNames").put("pattern", OPTION_CODE);
      }
      schema.set("additionalProperties", value(type.getContentType()));
    } else if (type.isCollectionLikeType()) {
      schema.put("type", "array").set("items", value(type.getContentType()));
    } else if (raw.isRecord() && !holdsAnything(raw)) {
      return record(raw, said(raw));
    } else {
      scalar(schema, raw);
    }
    return schema;
  }

  private static void scalar(ObjectNode schema, Class<?> raw) {
    if (raw.isEnum()) {
      ArrayNode names = schema.put("type", "string").putArray("enum");
      for (Object each : raw.getEnumConstants()) {
        names.add(each.toString().toLowerCase(Locale.ROOT));
      }
    } else if (raw == String.class) {
      schema.put("type", "string");
    } else if (raw == Boolean.class || raw == boolean.class) {
      schema.put("type", "boolean");
    } else if (raw == Long.class || raw == Integer.class || raw == int.class || raw == long.class) {
      schema.put("type", "integer");
    }
  }

  /** A record that stands for whatever JSON was written. */
  private static boolean holdsAnything(Class<?> type) {
    return type.getRecordComponents().length == 1
        && type.getRecordComponents()[0].getType() == JsonNode.class;
  }
}
