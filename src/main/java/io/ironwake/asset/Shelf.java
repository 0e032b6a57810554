package io.ironwake.asset;

import io.ironwake.journal.Audit;
import io.ironwake.problem.Problem;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The releases that are here: what they are, who needs them, and how they leave. */
@ApplicationScoped
public class Shelf {
  private static final String KIND = "asset";

  private final Path root;
  private final ShelfFolders folders;
  private final Pins pins;
  private final Instance<ReleaseUse> users;
  private final Transactions transactions;
  private final Audit audit;
  private final Clock clock;

  Shelf(
      AssetStore store,
      Pins pins,
      @Any Instance<ReleaseUse> users,
      Transactions transactions,
      Audit audit,
      Clock clock) {
    this.root = store.root();
    this.folders = new ShelfFolders(root);
    this.pins = pins;
    this.users = users;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  /** Everything that is here, by folder. */
  public List<ShelvedRelease> all() {
    Map<String, String> pinned = transactions.call(pins::all);
    Map<Release, List<String>> uses = uses();
    try {
      List<ShelvedRelease> all = new ArrayList<>();
      for (Release each : folders.all()) {
        all.add(look(each, pinned, uses));
      }
      return all;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private ShelvedRelease look(
      Release release, Map<String, String> pinned, Map<Release, List<String>> uses)
      throws IOException {
    return folders.look(
        release,
        Optional.ofNullable(pinned.get(release.folder())),
        uses.getOrDefault(release, List.of()));
  }

  private Map<Release, List<String>> uses() {
    Map<Release, List<String>> all = new LinkedHashMap<>();
    for (ReleaseUse each : users) {
      each.uses()
          .forEach(
              (release, names) ->
                  all.computeIfAbsent(release, any -> new ArrayList<>()).addAll(names));
    }
    return all;
  }

  /**
   * One release.
   *
   * @throws Problem NOT_FOUND
   */
  public ShelvedRelease get(Release release) {
    if (!folders.has(release)) {
      throw Problem.notFound(
          "there is no release " + release.folder() + " here; list them, or sync or import it");
    }
    try {
      return look(release, transactions.call(pins::all), uses());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Keeps a release from leaving until it is unpinned. */
  public void pin(Release release, String actor) {
    get(release);
    transactions.run(
        () -> {
          if (pins.pin(release, actor)) {
            record(actor, "pin", release, Map.of());
          }
        });
  }

  /** Takes a pin away; without one it does nothing. */
  public void unpin(Release release, String actor) {
    transactions.run(
        () -> {
          if (pins.unpin(release)) {
            record(actor, "unpin", release, Map.of());
          }
        });
  }

  /**
   * Removes a release.
   *
   * @throws Problem NOT_FOUND; CONFLICT while it is pinned or needed, naming by whom
   */
  public void remove(Release release, String actor) {
    ShelvedRelease here = get(release);
    keptFor(here)
        .ifPresent(
            reason -> {
              throw Problem.conflict(release.folder() + " stays: " + reason);
            });
    take(here, actor, "remove");
  }

  /** Why a release may not leave. */
  private static Optional<String> keptFor(ShelvedRelease release) {
    if (release.pinnedBy().isPresent()) {
      return Optional.of("pinned by " + release.pinnedBy().get() + "; unpin it first");
    }
    return release.usedBy().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "needed by "
                + String.join(", ", release.usedBy())
                + "; change the profile, or cancel or end the install first");
  }

  /** Out of sight first; whoever came to need it in that moment gets it back. */
  private void take(ShelvedRelease gone, String actor, String action) {
    Release release = gone.toRelease();
    try {
      Path hidden = Staging.hide(root, release);
      if (uses().containsKey(release)) {
        Staging.bringBack(root, release, hidden);
        throw Problem.conflict(release.folder() + " stays: it was needed just now; look again");
      }
      Staging.delete(hidden);
      transactions.run(() -> record(actor, action, release, Map.of("bytes", gone.bytes())));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * What garbage collection did or would do with a release.
   *
   * @param reason why it stays; empty for one that goes
   */
  public record Sorted(String release, long bytes, Optional<String> reason) {
    public boolean goes() {
      return reason.isEmpty();
    }
  }

  /**
   * Removes what nobody needs: mirrored or imported here, not pinned, of no profile and no living
   * install, and older than {@code age}.
   *
   * @param dryRun only says what would go
   */
  public List<Sorted> collect(boolean dryRun, Duration age, String actor) {
    Instant young = clock.instant().minus(age);
    List<Sorted> sorted = new ArrayList<>();
    for (ShelvedRelease each : all()) {
      Optional<String> reason = keptFor(each).or(() -> tooSoon(each, young));
      if (reason.isEmpty() && !dryRun) {
        take(each, actor, "collect");
      }
      sorted.add(new Sorted(each.release(), each.bytes(), reason));
    }
    sorted.addAll(unfinished(dryRun, young));
    return sorted;
  }

  /** Syncs that failed long ago and were not repeated still take room. */
  private List<Sorted> unfinished(boolean dryRun, Instant young) {
    List<Sorted> sorted = new ArrayList<>();
    try {
      for (Path each : Staging.abandoned(root, young)) {
        long bytes = new DiskBudget(each, OptionalLong.empty(), 0).used();
        sorted.add(
            new Sorted(
                "unfinished " + String.valueOf(each.getFileName()).replace('@', '/'),
                bytes,
                Optional.empty()));
        if (!dryRun) {
          Staging.delete(each);
        }
      }
      return sorted;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static Optional<String> tooSoon(ShelvedRelease release, Instant young) {
    if (!release.isMirrored()) {
      return Optional.of("put there by hand; remove it by name");
    }
    return release.published().isAfter(young)
        ? Optional.of("new, since " + release.published())
        : Optional.empty();
  }

  /** Records what became visible, with the digest of every file. */
  void published(Release release, List<CheckedFile> files, String actor) {
    List<Map<String, Object>> all =
        files.stream()
            .map(
                file ->
                    Map.<String, Object>of(
                        "name", file.name(), "size", file.size(), "sha256", file.sha256()))
            .toList();
    List<String> keys =
        files.stream().flatMap(file -> file.signedBy().stream()).distinct().toList();
    transactions.run(
        () -> record(actor, "publish", release, Map.of("files", all, "signed-by", keys)));
  }

  private void record(String actor, String action, Release release, Map<String, Object> detail) {
    Map<String, Object> all = new LinkedHashMap<>(detail);
    all.put("release", release.folder());
    UUID subject = UUID.nameUUIDFromBytes(release.folder().getBytes(StandardCharsets.UTF_8));
    audit.record(actor, action, KIND, subject, Optional.empty(), all);
  }

  private static UncheckedIOException unreadable(IOException e) {
    return new UncheckedIOException("the asset folder cannot be read or changed", e);
  }
}
