package io.ironwake.config;

import io.ironwake.template.Format;
import io.ironwake.template.Template;
import io.ironwake.template.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Finds the templates of a config: each map of exactly the texts {@code template} and {@code
 * format}, in the place of a text. Everything else is left as it is.
 */
final class TemplatedConfig {
  private static final String TEMPLATE = "template";
  private static final String FORMAT = "format";

  private final BiFunction<String, Template, String> each;
  private int found;

  private TemplatedConfig(BiFunction<String, Template, String> each) {
    this.each = each;
  }

  /**
   * The config with every template rendered.
   *
   * @throws ConfigException with the template's name, line and column
   */
  static Map<String, Object> render(Map<String, Object> config, Map<String, Object> variables) {
    return new TemplatedConfig((path, template) -> template.render(variables))
        .map("config", config);
  }

  /**
   * How many templates there are, every one parsed.
   *
   * @throws ConfigException with the template's name, line and column
   */
  static int count(Map<String, Object> config) {
    TemplatedConfig counting = new TemplatedConfig((path, template) -> "");
    counting.map("config", config);
    return counting.found;
  }

  private Map<String, Object> map(String path, Map<?, ?> values) {
    Map<String, Object> rendered = new LinkedHashMap<>();
    values.forEach((key, value) -> rendered.put(key.toString(), value(path + "." + key, value)));
    return rendered;
  }

  private Object value(String path, Object value) {
    return switch (value) {
      case Map<?, ?> map when isTemplate(map) -> text(path, map);
      case Map<?, ?> map -> map(path, map);
      case List<?> list -> list(path, list);
      default -> value;
    };
  }

  private List<Object> list(String path, List<?> values) {
    List<Object> rendered = new ArrayList<>();
    for (Object value : values) {
      rendered.add(value(path + "[" + rendered.size() + "]", value));
    }
    return rendered;
  }

  private static boolean isTemplate(Map<?, ?> map) {
    return map.keySet().equals(Set.of(TEMPLATE, FORMAT))
        && map.get(TEMPLATE) instanceof String
        && map.get(FORMAT) instanceof String;
  }

  private String text(String path, Map<?, ?> map) {
    found++;
    try {
      Format format = Format.parse(String.valueOf(map.get(FORMAT)));
      return each.apply(
          path, Template.parse(path + "." + TEMPLATE, String.valueOf(map.get(TEMPLATE)), format));
    } catch (TemplateException wrong) {
      throw new ConfigException(path, wrong);
    } catch (IllegalArgumentException format) {
      throw new ConfigException(path + "." + FORMAT, String.valueOf(format.getMessage()));
    }
  }
}
