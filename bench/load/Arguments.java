package load;

import java.util.HashMap;
import java.util.Map;

/** A load generator's {@code name=value} arguments. */
final class Arguments {
  private final Map<String, String> values = new HashMap<>();

  Arguments(String[] words) {
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("expected name=value, got " + word);
      }
      values.put(word.substring(0, equals), word.substring(equals + 1));
    }
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("missing " + name + "=…");
    }
    return value;
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  int number(String name, int otherwise) {
    return Integer.parseInt(text(name, Integer.toString(otherwise)));
  }

  double decimal(String name, double otherwise) {
    return Double.parseDouble(text(name, Double.toString(otherwise)));
  }
}
