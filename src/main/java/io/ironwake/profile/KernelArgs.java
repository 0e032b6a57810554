package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Kernel arguments in the order of the line. A key may repeat ({@code console=tty0
 * console=ttyS0,115200}).
 *
 * @param words one argument each, checked and in the form {@code key}, {@code key=value} or {@code
 *     key="a b"}
 */
@Pure
public record KernelArgs(List<String> words) {

  /**
   * @throws IllegalArgumentException for a word that a boot loader could read as more than one
   *     argument, naming the offending character and its position
   */
  public KernelArgs {
    words = words.stream().map(each -> KernelArgument.parse(each).render()).toList();
  }

  public static KernelArgs none() {
    return new KernelArgs(List.of());
  }

  public static KernelArgs of(String... words) {
    return new KernelArgs(Arrays.asList(words));
  }

  /**
   * Lays {@code other} over these arguments: a key that {@code other} names loses all its
   * occurrences here and takes {@code other}'s, at the place of the first; keys only {@code other}
   * has follow at the end.
   */
  public KernelArgs overriddenBy(KernelArgs other) {
    Map<String, List<String>> replacing = other.byKey();
    Set<String> placed = new HashSet<>();
    List<String> merged = new ArrayList<>();
    for (String word : words) {
      String key = key(word);
      if (!replacing.containsKey(key)) {
        merged.add(word);
      } else if (placed.add(key)) {
        merged.addAll(replacing.get(key));
      }
    }
    other.words.stream().filter(each -> !placed.contains(key(each))).forEach(merged::add);
    return new KernelArgs(merged);
  }

  /** The keys in the order of the line, each occurrence counted. */
  public List<String> keys() {
    return words.stream().map(KernelArgs::key).toList();
  }

  /**
   * These arguments with the value of every key that names a secret replaced by {@link
   * SecretFields#MASK}.
   */
  public KernelArgs masked() {
    return new KernelArgs(
        words.stream()
            .map(
                each ->
                    each.contains("=") && SecretFields.isSecret(key(each))
                        ? key(each) + "=" + SecretFields.MASK
                        : each)
            .toList());
  }

  /** The words with a space between each two. */
  public String line() {
    return String.join(" ", words);
  }

  private Map<String, List<String>> byKey() {
    Map<String, List<String>> grouped = new LinkedHashMap<>();
    words.forEach(each -> grouped.computeIfAbsent(key(each), key -> new ArrayList<>()).add(each));
    return grouped;
  }

  private static String key(String word) {
    return KernelArgument.parse(word).key();
  }
}
