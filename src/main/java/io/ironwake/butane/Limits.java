package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a document may be, where it is used.
 *
 * @param variants of Butane that fit the system it is for
 * @param newest the newest Ignition 3 minor that system reads
 * @param includes whether it may fetch other configs ({@code merge}, {@code replace})
 * @param claimed files and folders Ironwake writes itself
 * @param claimedUnits beginning of the names of units Ironwake writes itself; empty if none
 * @param existing files of the image, which are replaced only with {@code overwrite}
 */
@Pure
public record Limits(
    Set<Variant> variants,
    int newest,
    boolean includes,
    Set<String> claimed,
    String claimedUnits,
    Set<String> existing) {
  /** Whatever the specifications allow. */
  public static final Limits NONE =
      new Limits(
          Set.of(Variant.FLATCAR, Variant.FCOS), Integer.MAX_VALUE, true, Set.of(), "", Set.of());

  public Limits {
    variants = Set.copyOf(variants);
    claimed = Set.copyOf(claimed);
    existing = Set.copyOf(existing);
  }

  /** The claimed path that this one would be or lie in. */
  Optional<String> claimOn(String path) {
    return claimed.stream()
        .filter(each -> path.equals(each) || path.startsWith(each + "/"))
        .sorted()
        .findFirst();
  }

  /** The claimed path that lies below this one, which therefore must be a directory. */
  Optional<String> claimBelow(String path) {
    return claimed.stream().filter(each -> each.startsWith(path + "/")).sorted().findFirst();
  }

  boolean claimsUnit(String name) {
    return !claimedUnits.isEmpty() && name.startsWith(claimedUnits);
  }

  List<String> variantIds() {
    return variants.stream().map(Variant::id).sorted().toList();
  }
}
