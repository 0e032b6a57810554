package io.ironwake.asset;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** One release from its publisher's server to our shelf: fetched, verified, published. */
final class Mirroring {
  private static final int LARGEST_TEXT = 64 << 10;
  private static final int LARGEST_KEY = 1 << 20;

  private final Path root;
  private final Fetcher fetcher;
  private final Download download;
  private final KeyRings rings;
  private final InstantSource clock;
  private final Verifier verifier;

  Mirroring(Path root, Fetcher fetcher, Download download, KeyRings rings, InstantSource clock) {
    this.root = root;
    this.fetcher = fetcher;
    this.download = download;
    this.rings = rings;
    this.clock = clock;
    this.verifier = new Verifier(rings, clock);
  }

  /**
   * What is to be fetched; asks the publisher when {@code version} is a channel.
   *
   * @throws MirrorException when there is no such release
   */
  Recipe resolve(SyncOrder order) throws IOException {
    try {
      if (order.vendor() == Vendor.FCOS) {
        String metadata =
            fetcher.text(
                CoreosStream.metadata(order.version(), order.from()), CoreosMetadata.LARGEST);
        return CoreosMetadata.recipe(metadata, order.version(), order.arch());
      }
      return order.vendor().recipe(version(order), order.arch(), order.from());
    } catch (IllegalArgumentException e) {
      throw new MirrorException(String.valueOf(e.getMessage()));
    }
  }

  private String version(SyncOrder order) throws IOException {
    Vendor vendor = order.vendor();
    Optional<URI> channel = vendor.channel(order.version(), order.arch(), order.from());
    if (channel.isPresent()) {
      return Vendor.currentVersion(fetcher.text(channel.get(), LARGEST_TEXT));
    }
    Optional<URI> latest = vendor.latest(order.version());
    if (latest.isEmpty()) {
      return order.version();
    }
    String path =
        fetcher
            .redirection(latest.get())
            .map(URI::getPath)
            .orElseThrow(
                () -> new MirrorException(latest.get() + " names no release; name a version"));
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * Fetches, verifies and publishes.
   *
   * @param by who asked
   * @throws MirrorException naming what is wrong and the fix; what is here and may be good is kept
   *     for the next try
   */
  List<CheckedFile> run(Recipe recipe, String by, Progress progress) throws IOException {
    try (Staging staging = Staging.open(root, recipe.release())) {
      progress.expect(recipe.all());
      fetch(recipe, recipe.proofs(), staging, progress);
      verified(recipe, staging, () -> precheck(recipe, staging));
      fetch(recipe, recipe.files(), staging, progress);
      List<CheckedFile> files =
          verified(recipe, staging, () -> verifier.verify(recipe, staging.folder(), progress));
      progress.proceed();
      String source = UrlRule.shown(recipe.folder());
      staging.publish(files, Provenance.of(source, clock.instant(), by, recipe, files));
      return files;
    }
  }

  private void fetch(Recipe recipe, List<String> names, Staging staging, Progress progress)
      throws IOException {
    for (String name : names) {
      progress.say("fetching " + name);
      download.fetch(recipe.url(name), staging.folder().resolve(name), progress);
    }
  }

  private Boolean precheck(Recipe recipe, Staging staging) throws IOException {
    verifier.precheck(recipe, staging.folder());
    return true;
  }

  @FunctionalInterface
  private interface Check<T> {
    T run() throws IOException;
  }

  /** A vendor appends next year's key to its file: an unknown key is looked for there, once. */
  private <T> T verified(Recipe recipe, Staging staging, Check<T> check) throws IOException {
    try {
      try {
        return check.run();
      } catch (DetachedSignature.UnknownKey e) {
        renewKeys(recipe, e);
        return check.run();
      }
    } catch (DetachedSignature.UnknownKey e) {
      throw new MirrorException(String.valueOf(e.getMessage()));
    } catch (Unverified e) {
      staging.discard(e.files());
      throw new MirrorException(String.valueOf(e.getMessage()));
    }
  }

  private void renewKeys(Recipe recipe, DetachedSignature.UnknownKey reason) throws IOException {
    if (!(recipe.proof() instanceof Proof.Signatures signatures)) {
      throw reason;
    }
    Optional<URI> published = rings.published(signatures.keyRing());
    if (published.isEmpty()) {
      throw reason;
    }
    try {
      byte[] key = fetcher.text(published.get(), LARGEST_KEY).getBytes(StandardCharsets.UTF_8);
      rings.add(signatures.keyRing(), key);
    } catch (IOException e) {
      throw new MirrorException(
          reason.getMessage() + " (fetching it failed: " + e.getMessage() + ")");
    }
  }
}
