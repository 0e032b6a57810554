package io.ironwake.template;

import io.pebbletemplates.pebble.attributes.AttributeResolver;
import io.pebbletemplates.pebble.attributes.ResolvedAttribute;
import io.pebbletemplates.pebble.error.AttributeNotFoundException;
import io.pebbletemplates.pebble.node.ArgumentsNode;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys of maps and places in lists. It is the only resolver there is, so no field and no
 * method of any object can be reached.
 */
final class TreeResolver implements AttributeResolver {
  @Override
  public ResolvedAttribute resolve(
      Object holder,
      Object name,
      Object @Nullable [] arguments,
      @Nullable ArgumentsNode call,
      EvaluationContextImpl context,
      String file,
      int line) {
    if (call == null && holder instanceof Map<?, ?> map && map.containsKey(String.valueOf(name))) {
      return new ResolvedAttribute(map.get(String.valueOf(name)));
    }
    if (call == null && holder instanceof List<?> list && isPlace(list, String.valueOf(name))) {
      return new ResolvedAttribute(list.get(Integer.parseInt(String.valueOf(name))));
    }
    throw new AttributeNotFoundException(null, "not there", String.valueOf(name), line, file);
  }

  private static boolean isPlace(List<?> list, String name) {
    return name.matches("\\d{1,6}") && Integer.parseInt(name) < list.size();
  }
}
