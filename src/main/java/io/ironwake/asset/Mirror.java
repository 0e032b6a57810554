package io.ironwake.asset;

import io.ironwake.problem.Problem;
import io.ironwake.store.Uuid7;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Brings releases here, from their publishers or from uploads, each as a job. */
@ApplicationScoped
public class Mirror {
  private static final Logger LOG = Logger.getLogger(Mirror.class);

  private final Shelf shelf;
  private final Uploads uploads;
  private final Mirroring mirroring;
  private final Importing importing;
  private final UrlRule rule;
  private final KeyRings rings;
  private final Path root;
  private final Jobs jobs;
  private final VertxExchange exchange;

  Mirror(
      MirrorConfig config,
      AssetStore store,
      Shelf shelf,
      Uploads uploads,
      Vertx vertx,
      Uuid7 ids,
      Clock clock,
      @ConfigProperty(name = "ironwake.data", defaultValue = "ironwake-data") Path data) {
    this.shelf = shelf;
    this.uploads = uploads;
    this.root = store.root();
    this.rule = new UrlRule(config.allow().orElse(List.of()));
    this.rings = new KeyRings(config.keyRings().orElse(data.resolve("keyrings")));
    this.exchange = new VertxExchange(vertx, config.patience());
    Fetcher fetcher = new Fetcher(rule, Fetcher.Resolver.SYSTEM, exchange, System::nanoTime);
    DiskBudget budget = budget(root, config);
    Download download = new Download(fetcher, budget, limits(config), System::nanoTime);
    this.mirroring = new Mirroring(root, fetcher, download, rings, clock);
    this.importing = new Importing(root, budget, limits(config), rings, clock);
    this.jobs = new Jobs(() -> ids.next().toString(), clock);
  }

  private static TransferLimits limits(MirrorConfig config) {
    TransferLimits usual = TransferLimits.DEFAULT;
    return new TransferLimits(
        config.largestFile().asLongValue(),
        config.longest(),
        config.slowest().asLongValue(),
        usual.window(),
        usual.tries(),
        usual.pause());
  }

  static DiskBudget budget(Path root, MirrorConfig config) {
    OptionalLong limit =
        config.budget().isPresent()
            ? OptionalLong.of(config.budget().get().asLongValue())
            : OptionalLong.empty();
    return new DiskBudget(root, limit, config.reserve().asLongValue());
  }

  /**
   * An order as somebody wrote it.
   *
   * @throws Problem INVALID naming what is wrong and the fix
   */
  static SyncOrder order(String vendor, String version, String arch, Optional<String> from) {
    try {
      Vendor known = Vendor.parse(vendor);
      Optional<URI> base = from.map(Mirror::url);
      known.check(version, arch, base);
      return new SyncOrder(known, version, arch, base);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("from: '" + text + "' is not a URL", e);
    }
  }

  /**
   * Starts the sync of a release from its publisher.
   *
   * @param vendor flatcar, k3os or k3os-petercb
   * @param version a number, or a channel such as stable
   * @throws Problem INVALID naming what is wrong and the fix
   */
  public JobView sync(String vendor, String version, String arch, String actor) {
    return JobView.of(sync(order(vendor, version, arch, Optional.empty()), actor));
  }

  /** Syncs and imports of this process, the newest first. */
  public List<JobView> recent() {
    return jobs.all().stream().map(JobView::of).toList();
  }

  /** The vendors that can be mirrored. */
  public static List<String> vendors() {
    return Arrays.stream(Vendor.values()).map(Vendor::id).toList();
  }

  /**
   * Orders a release from its publisher or a mirror of it.
   *
   * @throws Problem INVALID when its URL may not be asked
   */
  Job sync(SyncOrder order, String actor) {
    order
        .from()
        .flatMap(rule::refusal)
        .ifPresent(
            reason -> {
              throw Problem.invalid("from: " + reason);
            });
    return jobs.start(order.text(), actor, job -> sync(order, job));
  }

  private void sync(SyncOrder order, Job job) throws IOException {
    Files.createDirectories(root);
    job.progress().say("asking the publisher");
    Recipe recipe = mirroring.resolve(order);
    job.isAbout(recipe.release());
    shelf.published(recipe.release(), mirroring.run(recipe, job.by(), job.progress()), job.by());
  }

  /** Orders the import of an upload, which goes when that succeeds. */
  Job bring(ImportOrder order, String actor) {
    Path upload = uploads.find(order.name());
    return jobs.start(
        order.text(),
        actor,
        job -> {
          job.isAbout(order.release());
          List<CheckedFile> files = importing.run(order, Parcel.at(upload), actor, job.progress());
          shelf.published(order.release(), files, actor);
          uploads.drop(order.name());
        });
  }

  /**
   * One job.
   *
   * @throws Problem NOT_FOUND
   */
  Job job(String id) {
    return jobs.find(id)
        .orElseThrow(
            () ->
                Problem.notFound(
                    "there is no such job in this process; list them, or ask the replica that took it"));
  }

  Optional<Job> about(Release release) {
    return jobs.about(release);
  }

  /**
   * Adds or renews a vendor's public key.
   *
   * @return its fingerprint
   * @throws Problem INVALID when it may not be trusted, naming the fix
   */
  String addKey(String ring, byte[] file) {
    try {
      return rings.add(ring, file);
    } catch (MirrorException e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw Problem.unavailable("the key could not be kept: " + e.getMessage());
    }
  }

  /** A removal that a crash interrupted is ended. */
  void tidy(@Observes StartupEvent event) {
    try {
      Staging.tidy(root);
    } catch (IOException e) {
      LOG.warnf("%s could not be tidied: %s", root.resolve(Staging.FOLDER), e.getMessage());
    }
  }

  void stop(@Observes ShutdownEvent event) {
    jobs.close();
    exchange.close();
  }
}
