package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Puts secrets back where a document that was read from Ironwake shows their mask, so that applying
 * it again neither loses a secret nor stores the mask in its place. A mask that stands for nothing
 * known is refused.
 */
@Pure
public final class MaskedSecrets {
  /** The mask alone, or after {@code key=}: a banner with asterisks is no mask. */
  private static final Pattern MASKED =
      Pattern.compile("(?:[^=\\s]+=)?" + Pattern.quote(SecretFields.MASK));

  /** What tells one map of a list from the others. */
  private static final List<String> IDENTITIES = List.of("name", "path", "device");

  private MaskedSecrets() {}

  /**
   * The values with each mask replaced by what is known in its place.
   *
   * @param path what messages call the map
   * @throws IllegalArgumentException naming the first mask that stands for nothing known
   */
  public static Map<String, Object> fill(
      String path, Map<String, Object> declared, Map<String, Object> known) {
    Map<String, Object> shown = SecretFields.mask(known);
    Map<String, Object> filled = new LinkedHashMap<>();
    declared.forEach(
        (key, value) ->
            filled.put(
                key,
                holdsMask(value) && value.equals(shown.get(key))
                    ? Objects.requireNonNull(known.get(key))
                    : inside(path + "." + key, value, known.getOrDefault(key, ""))));
    return filled;
  }

  /** Kernel arguments with each mask replaced by the value known under its key. */
  public static List<String> fill(String path, List<String> declared, KernelArgs known) {
    List<String> shown = known.masked().words();
    List<String> filled = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      String word = declared.get(i);
      filled.add(
          holdsMask(word)
              ? known.words().get(place(path + "[" + i + "]", List.copyOf(declared), shown, i))
              : word);
    }
    return filled;
  }

  private static boolean holdsMask(Object value) {
    return switch (value) {
      case String text -> MASKED.matcher(text).matches();
      case Map<?, ?> map -> map.values().stream().anyMatch(MaskedSecrets::holdsMask);
      case List<?> list -> list.stream().anyMatch(MaskedSecrets::holdsMask);
      default -> false;
    };
  }

  @SuppressWarnings("unchecked")
  private static Object inside(String path, Object value, Object known) {
    if (!holdsMask(value)) {
      return value;
    }
    if (value instanceof Map<?, ?> map && known instanceof Map<?, ?> old) {
      return fill(path, (Map<String, Object>) map, (Map<String, Object>) old);
    }
    if (value instanceof List<?> list && known instanceof List<?> old) {
      return list(path, (List<Object>) list, (List<Object>) old);
    }
    throw nothingKnown(path);
  }

  private static List<Object> list(String path, List<Object> declared, List<Object> known) {
    List<Object> shown = SecretFields.list(known);
    List<Object> filled = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      Object value = declared.get(i);
      String at = path + "[" + i + "]";
      if (!holdsMask(value)) {
        filled.add(value);
      } else if (value instanceof Map<?, ?> map && !shown.contains(value)) {
        filled.add(inside(at, value, namesake(at, map, known)));
      } else {
        filled.add(known.get(place(at, declared, shown, i)));
      }
    }
    return filled;
  }

  private static Object namesake(String path, Map<?, ?> declared, List<Object> known) {
    return known.stream()
        .filter(each -> each instanceof Map<?, ?> map && isSame(declared, map))
        .findFirst()
        .orElseThrow(() -> nothingKnown(path));
  }

  private static boolean isSame(Map<?, ?> left, Map<?, ?> right) {
    return IDENTITIES.stream()
        .anyMatch(key -> left.containsKey(key) && left.get(key).equals(right.get(key)));
  }

  /** Where in {@code shown} the entry stands: in its own place, else after the same entry. */
  private static int place(String path, List<?> declared, List<?> shown, int at) {
    return IntStream.concat(IntStream.of(at), IntStream.range(0, shown.size()))
        .filter(i -> i < shown.size() && shown.get(i).equals(declared.get(at)))
        .filter(i -> !SecretFields.MASK.equals(shown.get(i)) || before(shown, i, declared, at))
        .findFirst()
        .orElseThrow(() -> nothingKnown(path));
  }

  private static boolean before(List<?> left, int i, List<?> right, int j) {
    return i > 0 && j > 0 && left.get(i - 1).equals(right.get(j - 1));
  }

  private static IllegalArgumentException nothingKnown(String path) {
    return new IllegalArgumentException(
        path
            + " is "
            + SecretFields.MASK
            + ", the mask of a secret, and nothing is stored that it could stand for; write the"
            + " secret itself");
  }
}
