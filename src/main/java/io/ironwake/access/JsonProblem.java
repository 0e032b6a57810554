package io.ironwake.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Says what is wrong with a JSON document, in the sender's words: line, column, field, and what
 * would be right.
 */
record JsonProblem(String detail, Map<String, Object> members) {
  static JsonProblem of(JsonProcessingException e) {
    Map<String, Object> members = new LinkedHashMap<>();
    StringBuilder where = new StringBuilder();
    Optional.ofNullable(e.getLocation())
        .filter(location -> location.getLineNr() > 0)
        .ifPresent(
            location -> {
              members.put("line", location.getLineNr());
              members.put("column", location.getColumnNr());
              where
                  .append("line ")
                  .append(location.getLineNr())
                  .append(", column ")
                  .append(location.getColumnNr())
                  .append(": ");
            });
    String field = e instanceof JsonMappingException mapping ? path(mapping.getPath()) : "";
    if (!field.isEmpty()) {
      members.put("field", field);
      where.append("field ").append(field).append(": ");
    }
    return new JsonProblem(where + what(e), members);
  }

  private static String what(JsonProcessingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          "is not known here; known are "
              + unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
      case ValueInstantiationException refused when refused.getCause() != null ->
          String.valueOf(refused.getCause().getMessage());
      case InvalidFormatException format -> "\"" + format.getValue() + "\" is not " + kind(format);
      case InvalidNullException empty -> "is empty (null); give it a value, or leave it out";
      case MismatchedInputException mismatch -> "expected " + kind(mismatch);
      case JsonMappingException mapping when mapping.getCause() != null ->
          String.valueOf(mapping.getCause().getMessage());
      default -> e.getOriginalMessage().lines().findFirst().orElse("not JSON");
    };
  }

  private static String kind(MismatchedInputException e) {
    Class<?> type = Optional.<Class<?>>ofNullable(e.getTargetType()).orElse(Object.class);
    if (type.isEnum()) {
      return "one of " + List.of(type.getEnumConstants()).toString().toLowerCase(Locale.ROOT);
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "a number";
    }
    if (Iterable.class.isAssignableFrom(type) || type.isArray()) {
      return "a list";
    }
    return Map.class.isAssignableFrom(type) || type.isRecord()
        ? "an object"
        : "a " + type.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String path(List<JsonMappingException.Reference> path) {
    StringBuilder text = new StringBuilder();
    for (JsonMappingException.Reference each : path) {
      if (each.getFieldName() == null) {
        text.append('[').append(each.getIndex()).append(']');
      } else {
        text.append(text.isEmpty() ? "" : ".").append(each.getFieldName());
      }
    }
    return text.toString();
  }
}
