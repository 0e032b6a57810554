package io.ironwake.asset;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of an archive becomes which file of the release.
 *
 * @param files the entries by the names they get
 */
record ImportPlan(Recipe recipe, Map<String, Parcel.Entry> files) {
  private static final int LARGEST_SUMS = 4 << 20;

  /** Not {@code SHA256SUMS}: that is what we write once everything is verified. */
  private static final String KEPT = "SHA256SUMS.published";

  private static final List<String> SUMS =
      List.of("SHA256SUMS", "SHA512SUMS", "SHA256SUM", "sha256sum.txt", "CHECKSUM");

  private static final URI HERE = URI.create("import:/");

  /** A vendor's own recipe; for the rest, the files beside a list of digests that it lists. */
  static ImportPlan of(ImportOrder order, Parcel parcel) throws IOException {
    Picker picker = new Picker(parcel, order.within());
    return order.vendor().isPresent()
        ? ofVendor(order.vendor().get(), order.release(), picker)
        : ofSums(order.release(), parcel, picker);
  }

  private static ImportPlan ofVendor(Vendor vendor, Release release, Picker picker)
      throws MirrorException {
    Recipe recipe;
    try {
      recipe = vendor.recipe(release.version(), release.arch(), Optional.of(HERE));
    } catch (IllegalArgumentException e) {
      throw new MirrorException(String.valueOf(e.getMessage()));
    }
    Map<String, Parcel.Entry> files = new LinkedHashMap<>();
    for (String name : recipe.all()) {
      files.put(name, picker.only(name));
    }
    return new ImportPlan(recipe, files);
  }

  private static ImportPlan ofSums(Release release, Parcel parcel, Picker picker)
      throws IOException {
    String name =
        picker
            .present(SUMS)
            .orElseThrow(
                () ->
                    new MirrorException(
                        "there is no list of digests in it; put the publisher's "
                            + String.join(" or ", SUMS)
                            + " beside the files"));
    Parcel.Entry sums = picker.only(name);
    Map<String, String> listed = listed(parcel, sums);
    Map<String, Parcel.Entry> files = new LinkedHashMap<>(Map.of(KEPT, sums));
    picker.beside(sums).stream()
        .filter(each -> listed.containsKey(each.name()) && isName(each.name()))
        .forEach(each -> files.put(each.name(), each));
    List<String> names = files.keySet().stream().filter(each -> !each.equals(KEPT)).toList();
    if (names.isEmpty()) {
      throw new MirrorException(sums.path() + " lists none of the files beside it");
    }
    return new ImportPlan(new Recipe(release, HERE, names, new Proof.Sums(KEPT)), files);
  }

  private static boolean isName(String name) {
    return name.matches("[A-Za-z0-9_][A-Za-z0-9._+~@-]{0,199}")
        && !SUMS.contains(name)
        && !name.equals(KEPT);
  }

  private static Map<String, String> listed(Parcel parcel, Parcel.Entry sums) throws IOException {
    try (InputStream in = parcel.open(sums)) {
      return Checksums.published(new String(in.readNBytes(LARGEST_SUMS), StandardCharsets.UTF_8));
    }
  }
}
