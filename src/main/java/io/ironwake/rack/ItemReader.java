package io.ironwake.rack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.ironwake.net.NearestKey;
import io.ironwake.problem.Problem;
import java.util.List;

/** Reads one declared thing from its tree, or says where it is wrong and what would be right. */
final class ItemReader {
  /** Strict: what it does not know, it refuses. */
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private ItemReader() {}

  /**
   * Reads the value at a pointer.
   *
   * @throws Problem INVALID with file, line, column, what was expected, and the nearest valid key
   */
  static <T> T read(YamlTree tree, JsonNode node, String pointer, Class<T> type) {
    if (node.isNull()) {
      throw Problem.invalid(
          tree.place(pointer) + ": this entry is empty; fill it, or remove its '-'");
    }
    try {
      return JSON.treeToValue(node, type);
    } catch (UnrecognizedPropertyException e) {
      throw Problem.invalid(
          tree.place(pointer + path(e))
              + ": unknown key '"
              + e.getPropertyName()
              + "'; did you mean '"
              + nearest(e)
              + "'?");
    } catch (JsonMappingException e) {
      throw Problem.invalid(tree.place(pointer + path(e)) + ": " + key(e) + expected(e));
    } catch (JsonProcessingException e) {
      throw Problem.invalid(tree.place(pointer) + ": " + e.getOriginalMessage());
    }
  }

  /**
   * Refuses what is no list.
   *
   * @throws Problem INVALID
   */
  static void requireList(YamlTree tree, JsonNode list, String pointer, String name) {
    if (!list.isArray()) {
      throw Problem.invalid(
          tree.place(pointer + "/" + name)
              + ": "
              + name
              + " is a list; begin each entry with '- '");
    }
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    e.getPath()
        .forEach(
            step ->
                path.append('/')
                    .append(
                        step.getFieldName() == null
                            ? String.valueOf(step.getIndex())
                            : step.getFieldName()));
    return path.toString();
  }

  private static String key(JsonMappingException e) {
    String path = path(e);
    return path.isEmpty() ? "" : path.substring(1).replace('/', '.') + ": ";
  }

  private static String expected(JsonMappingException e) {
    if (e instanceof InvalidNullException) {
      return "it is empty (null); give it a value, or leave it out";
    }
    String message = e.getOriginalMessage();
    if (message.contains("ArrayList") || message.contains("java.util.List")) {
      return "a list was expected, such as [a, b]";
    }
    if (message.contains("boolean") || message.contains("Boolean")) {
      return "true or false was expected";
    }
    if (message.contains("java.lang.String")) {
      return "text was expected; put it in double quotes";
    }
    if (message.contains("Long") || message.contains("Integer") || message.contains("long")) {
      return "a whole number was expected";
    }
    return "a value of another type was expected";
  }

  private static String nearest(UnrecognizedPropertyException e) {
    List<String> known = e.getKnownPropertyIds().stream().map(String::valueOf).toList();
    return NearestKey.of(e.getPropertyName(), known).orElse("none");
  }
}
