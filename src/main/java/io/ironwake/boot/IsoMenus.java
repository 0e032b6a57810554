package io.ironwake.boot;

import io.ironwake.asset.AssetStore;
import io.ironwake.asset.IsoText;
import io.ironwake.asset.Release;
import io.ironwake.asset.VerifiedAsset;
import io.ironwake.config.FrozenInstall;
import io.ironwake.config.ServeUrls;
import io.ironwake.config.Way;
import io.ironwake.image.IsoPatch;
import io.ironwake.image.K3osMenu;
import io.ironwake.image.Splice;
import io.ironwake.problem.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The menu of a k3OS image, read where it is and replaced as it is sent. */
final class IsoMenus {
  private static final String MENU = "boot/grub/grub.cfg";

  /** As long as a serving's can be. */
  private static final String LONGEST = "http://h/" + "x".repeat(ServeUrls.MAX_LENGTH - 9);

  private IsoMenus() {}

  /**
   * Where an image's menu is.
   *
   * @throws IOException when it has none, or is no image
   */
  static IsoText of(VerifiedAsset image) throws IOException {
    Optional<IsoText> menu = IsoText.find(image.path(), MENU);
    return menu.orElseThrow(() -> new IOException("it has no /" + MENU));
  }

  /** The menu that installs, of the words that were handed out. */
  static String install(IsoText original, String words, boolean unasked) {
    List<String> lines = words.lines().toList();
    K3osMenu.Choice choice =
        new K3osMenu.Choice(lines.getFirst(), lines.subList(2, lines.size()), unasked);
    return K3osMenu.install(original.text(), choice);
  }

  /** True when words are of an install that begins by itself unless an operator says otherwise. */
  static boolean isUnasked(FrozenInstall frozen) {
    return words(frozen).lines().anyMatch("unasked"::equals);
  }

  static Splice splice(IsoText original, String menu) {
    return IsoPatch.of(
        new IsoPatch.Place(
            original.position(), original.length(), original.room(), original.lengths()),
        menu);
  }

  private static String words(FrozenInstall frozen) {
    return frozen.render(new ServeUrls(LONGEST, LONGEST, LONGEST)).arguments(Way.ISO);
  }

  /**
   * Tries the longest menu that an install could need.
   *
   * @throws Problem NOT_APPROVABLE with what the image lacks
   */
  static void check(AssetStore assets, Release release, FrozenInstall frozen) {
    if (frozen.way() != Way.ISO) {
      return;
    }
    String name = frozen.assets().getFirst();
    try {
      IsoText menu =
          of(assets.verified(release, name).orElseThrow(() -> new IOException("it is not there")));
      splice(menu, install(menu, words(frozen), true));
    } catch (IOException | IllegalArgumentException unfit) {
      String reason = "asset " + release.folder() + "/" + name + ": " + unfit.getMessage();
      throw Problem.of(
          Problem.Kind.NOT_APPROVABLE,
          "it cannot be approved: " + reason,
          Map.of("reasons", List.of(reason)));
    }
  }
}
