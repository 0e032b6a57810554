package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Layers of variables laid over each other: maps are merged key by key, everything else, lists
 * included, is the upper layer's. It knows of each value where it came from.
 */
@Pure
public final class MergedVariables {
  private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, Leaf> leaves = new TreeMap<>();

  private MergedVariables() {}

  /**
   * A value that is not a map with something in it.
   *
   * @param path as a template writes it, such as {@code disk.size} or {@code label["rack-no"]}
   * @param value {@link SecretFields#MASK} where the name or one of the maps around it is that of a
   *     secret
   * @param origin the layer it came from
   * @param hidden layers below that said something else, the strongest first
   */
  @Pure
  public record Leaf(String path, Object value, String origin, List<String> hidden) {
    public Leaf {
      hidden = List.copyOf(hidden);
    }
  }

  /** Lays each layer over those before it. */
  public static MergedVariables of(List<VariableLayer> layers) {
    MergedVariables merged = new MergedVariables();
    layers.forEach(layer -> merged.lay(merged.values, "", layer.values(), layer.origin(), false));
    return merged;
  }

  /** What templates see. */
  public Map<String, Object> values() {
    return frozen(values);
  }

  /** Every value with its origin, by path; secrets are masked. */
  public List<Leaf> leaves() {
    return List.copyOf(leaves.values());
  }

  private void lay(
      Map<String, Object> below, String path, Map<?, ?> above, String origin, boolean secret) {
    above.forEach(
        (key, value) -> {
          String name = key.toString();
          lay(below, name, join(path, name), value, origin, secret || SecretFields.isSecret(name));
        });
  }

  private void lay(
      Map<String, Object> below,
      String name,
      String path,
      Object value,
      String origin,
      boolean secret) {
    boolean mergeable = value instanceof Map<?, ?> map && !map.isEmpty();
    List<String> hidden = mergeable && isMap(below.get(name)) ? List.of() : forget(path);
    if (mergeable) {
      lay(inner(below, name), path, (Map<?, ?>) value, origin, secret);
    } else {
      below.put(name, value);
      leaves.put(path, new Leaf(path, shown(name, value, secret), origin, hidden));
    }
  }

  private static boolean isMap(@Nullable Object value) {
    return value instanceof Map;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> inner(Map<String, Object> below, String name) {
    Object there = below.get(name);
    Map<String, Object> inner =
        there instanceof Map<?, ?> map
            ? new LinkedHashMap<>((Map<String, Object>) map)
            : new LinkedHashMap<>();
    below.put(name, inner);
    return inner;
  }

  /** Removes what stood at and below a path, and tells whose it was. */
  private List<String> forget(String path) {
    List<String> origins = new ArrayList<>();
    leaves
        .entrySet()
        .removeIf(
            each -> {
              boolean below = isWithin(each.getKey(), path);
              if (below && !origins.contains(each.getValue().origin)) {
                origins.add(each.getValue().origin);
              }
              if (below) {
                each.getValue().hidden.stream()
                    .filter(origin -> !origins.contains(origin))
                    .forEach(origins::add);
              }
              return below;
            });
    return origins;
  }

  private static boolean isWithin(String path, String outer) {
    return path.equals(outer) || path.startsWith(outer + ".") || path.startsWith(outer + "[");
  }

  private static String join(String path, String name) {
    if (path.isEmpty()) {
      return name;
    }
    return PLAIN_KEY.matcher(name).matches()
        ? path + "." + name
        : path + "[\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
  }

  private static Object shown(String name, Object value, boolean secret) {
    return secret
        ? SecretFields.MASK
        : SecretFields.mask(Map.of(name, value)).getOrDefault(name, SecretFields.MASK);
  }

  private static Map<String, Object> frozen(Map<String, Object> values) {
    Map<String, Object> frozen = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> frozen.put(key, value instanceof Map<?, ?> map ? inner(map) : value));
    return Collections.unmodifiableMap(frozen);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> inner(Map<?, ?> map) {
    return frozen((Map<String, Object>) map);
  }
}
