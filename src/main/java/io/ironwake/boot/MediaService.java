package io.ironwake.boot;

import io.ironwake.asset.AssetStore;
import io.ironwake.asset.IsoText;
import io.ironwake.asset.VerifiedAsset;
import io.ironwake.boot.DeliveryGate.Found;
import io.ironwake.boot.DeliveryGate.Given;
import io.ironwake.image.K3osMenu;
import io.ironwake.image.Splice;
import io.ironwake.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Serves what an operator's link opens. The gate is asked at every read, and whoever first reads
 * the bytes that hold install arguments is handed the install, once for each link. A machine that
 * is not to install any more reads a menu that starts its disk: an image that stays attached does
 * not install again.
 */
@ApplicationScoped
class MediaService {
  private static final Splice UNTOUCHED = new Splice(List.of());

  private final DeliveryGate gate;
  private final Installs installs;
  private final AssetStore assets;

  MediaService(DeliveryGate gate, Installs installs, AssetStore assets) {
    this.gate = gate;
    this.installs = installs;
    this.assets = assets;
  }

  /** Which bytes of an answer its client will get, by the answer's length and tag. */
  @FunctionalInterface
  interface Wanted {
    /** Empty when it gets none. */
    Optional<ByteRange> of(Media.Image image);
  }

  /**
   * What a link gives.
   *
   * @param file the last segment of its URL
   * @param fetches false for HEAD, which hands nothing out
   * @throws Problem UNAVAILABLE while the database is away
   */
  Media read(String token, String file, boolean fetches, Wanted wanted) {
    Optional<Found> found = gate.find(token);
    if (found.isEmpty()) {
      return new Media.Unknown();
    }
    return switch (found.get().way()) {
      case ISO ->
          file.equals("grub.cfg")
              ? menu(found.get(), token, fetches)
              : file.endsWith(".iso")
                  ? image(found.get(), token, fetches, wanted)
                  : new Media.Unknown();
      case OVERLAY ->
          file.equals(ScriptFormat.OVERLAY.asked())
              ? overlay(found.get(), token, fetches)
              : new Media.Unknown();
      case NETWORK, TAKEOVER -> new Media.Unknown();
    };
  }

  private Media overlay(Found found, String token, boolean fetches) {
    if (!fetches) {
      return new Media.Whole("application/x-tar", new byte[0]);
    }
    return switch (gate.handOut(found, token, ScriptFormat.OVERLAY)) {
      case Given.Arguments given -> whole("application/x-tar", given.text());
      case Given.Disk disk -> new Media.Over(disk.reason());
    };
  }

  /** The menu alone, for whoever makes the image or types the line. */
  private Media menu(Found found, String token, boolean fetches) {
    if (!fetches) {
      return new Media.Whole("text/plain; charset=utf-8", new byte[0]);
    }
    IsoText original = original(asset(found));
    return switch (gate.handOut(found, token, ScriptFormat.ISO_MENU)) {
      case Given.Arguments given ->
          whole(
              "text/plain; charset=utf-8",
              IsoMenus.install(original, given.text(), found.delivery().unasked()));
      case Given.Disk disk -> new Media.Over(disk.reason());
    };
  }

  private static Media whole(String contentType, String text) {
    return new Media.Whole(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  private Media image(Found found, String token, boolean fetches, Wanted wanted) {
    VerifiedAsset asset = asset(found);
    IsoText original = original(asset);
    Given peeked = gate.look(found);
    String menu =
        switch (peeked) {
          case Given.Arguments any -> "";
          case Given.Disk disk -> K3osMenu.disk(IpxeScript.plain(disk.reason()));
        };
    Media.Image bare = image(asset, UNTOUCHED, menu);
    boolean reads = wanted.of(bare).filter(range -> touches(original, range)).isPresent();
    if (!fetches || !reads) {
      return bare;
    }
    if (peeked instanceof Given.Disk) {
      return image(asset, IsoMenus.splice(original, menu), menu);
    }
    return switch (gate.handOut(found, token, ScriptFormat.ISO_MENU)) {
      case Given.Arguments given ->
          image(
              asset,
              IsoMenus.splice(
                  original, IsoMenus.install(original, given.text(), found.delivery().unasked())),
              "");
      case Given.Disk disk -> throw Problem.unavailable(disk.reason());
    };
  }

  private static Media.Image image(VerifiedAsset asset, Splice splice, String menu) {
    String kind = menu.isEmpty() ? "install" : Integer.toHexString(menu.hashCode());
    Instant modified = Instant.ofEpochMilli(asset.path().toFile().lastModified());
    return new Media.Image(
        asset.path(), asset.size(), "\"" + asset.sha256() + "-" + kind + "\"", modified, splice);
  }

  /** The menu, or a place where its length stands. */
  private static boolean touches(IsoText menu, ByteRange range) {
    return overlaps(range, menu.position(), menu.room())
        || menu.lengths().stream().anyMatch(at -> overlaps(range, at, Long.BYTES));
  }

  private static boolean overlaps(ByteRange range, long position, long length) {
    return range.first() < position + length && range.last() >= position;
  }

  private VerifiedAsset asset(Found found) {
    FrozenRecord frozen = installs.open(found.install());
    String name = frozen.install().assets().getFirst();
    return switch (assets.find(frozen.release(), name)) {
      case AssetStore.Finding.Good good -> good.asset();
      case AssetStore.Finding.Missing missing -> throw Problem.unavailable(missing.reason());
      case AssetStore.Finding.Coming coming -> throw Problem.unavailable(coming.reason());
      case AssetStore.Finding.Bad bad -> throw Problem.unavailable(bad.reason());
    };
  }

  private static IsoText original(VerifiedAsset asset) {
    try {
      return IsoMenus.of(asset);
    } catch (IOException unreadable) {
      throw Problem.unavailable("the image cannot be read: " + unreadable.getMessage());
    }
  }
}
