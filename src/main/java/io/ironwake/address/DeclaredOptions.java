package io.ironwake.address;

import io.ironwake.net.Pure;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The DHCP options declared at one level: global, subnet, pool, group of machines, or reservation.
 *
 * @param byCode none of a code Ironwake sets itself
 */
@Pure
public record DeclaredOptions(SortedMap<Integer, DeclaredOption> byCode) {
  /** Nothing declared. */
  public static final DeclaredOptions NONE = new DeclaredOptions(Collections.emptySortedMap());

  /** What to declare instead, for the codes that have a key of their own. */
  private static final Map<Integer, String> FIXES =
      Map.ofEntries(
          Map.entry(1, "it follows from cidr"),
          Map.entry(3, "use gateway"),
          Map.entry(6, "use dns"),
          Map.entry(15, "use domain"),
          Map.entry(51, "use valid-lifetime, min-lifetime and max-lifetime"),
          Map.entry(58, "use renew-timer"),
          Map.entry(59, "use rebind-timer"),
          Map.entry(66, "use next-server or boot-url"),
          Map.entry(67, "use a machine's profile; the loader follows from its firmware"));

  private static final Set<Integer> OURS = Set.of(50, 52, 53, 54, 55, 57, 60, 61, 82, 93, 94, 97);

  public DeclaredOptions {
    byCode = Collections.unmodifiableSortedMap(new TreeMap<>(byCode));
    byCode.keySet().forEach(DeclaredOptions::requireFree);
  }

  public static DeclaredOptions of(Collection<DeclaredOption> options) {
    SortedMap<Integer, DeclaredOption> byCode = new TreeMap<>();
    options.forEach(each -> byCode.put(each.code(), each));
    return new DeclaredOptions(byCode);
  }

  /** What holds of several levels, given from the most general to the most specific. */
  public static DeclaredOptions layered(List<DeclaredOptions> levels) {
    List<DeclaredOptions> some = levels.stream().filter(each -> !each.byCode.isEmpty()).toList();
    if (some.size() < 2) {
      return some.isEmpty() ? NONE : some.getFirst();
    }
    SortedMap<Integer, DeclaredOption> all = new TreeMap<>();
    some.forEach(each -> all.putAll(each.byCode));
    return new DeclaredOptions(all);
  }

  private static void requireFree(int code) {
    if (code < 1 || code > 254) {
      throw new IllegalArgumentException(
          "DHCP option " + code + " does not exist; codes are 1 to 254");
    }
    if (FIXES.containsKey(code)) {
      throw new IllegalArgumentException(
          "DHCP option " + code + " is set by Ironwake itself; " + FIXES.get(code));
    }
    if (OURS.contains(code)) {
      throw new IllegalArgumentException(
          "DHCP option " + code + " is set by Ironwake itself; leave it out");
    }
  }
}
