package io.ironwake.boot;

import io.ironwake.address.DeclaredOptions;
import io.ironwake.net.BootHints;
import io.ironwake.net.Pure;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All groups at one moment, immutable. Of several that select a machine, the one with the most
 * labels is heard first, by name where they are equal; each value is the first one said.
 *
 * @param groups in any order
 */
@Pure
public record GroupRanking(List<Group> groups) {
  private static final Comparator<Group> STRONGEST_FIRST =
      Comparator.comparingInt((Group group) -> -group.selector().size()).thenComparing(Group::name);

  /** No group declared. */
  public static final GroupRanking NONE = new GroupRanking(List.of());

  public GroupRanking {
    groups = groups.stream().sorted(STRONGEST_FIRST).toList();
  }

  /** The groups of a machine with these labels, the strongest first. */
  public Stream<Group> of(Map<String, String> labels) {
    return groups.stream().filter(group -> group.selector().selects(labels));
  }

  /** What they say of its boot. */
  public BootHints boot(Map<String, String> labels) {
    return of(labels).map(Group::boot).reduce(BootHints.NONE, BootHints::or);
  }

  /** The group whose loader that is. */
  public Optional<Group> loaderGiver(Map<String, String> labels) {
    return of(labels).filter(group -> group.boot().loader().isPresent()).findFirst();
  }

  /** The strongest group that names a profile. */
  public Optional<Group> profileGiver(Map<String, String> labels) {
    return of(labels).filter(group -> group.profile().isPresent()).findFirst();
  }

  /** The DHCP options they declare. */
  public DeclaredOptions options(Map<String, String> labels) {
    return DeclaredOptions.layered(of(labels).map(Group::options).toList().reversed());
  }
}
