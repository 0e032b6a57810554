package io.ironwake.asset;

import io.ironwake.problem.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Sees to it that a release somebody waits for comes: only one that a profile names, so that no
 * machine can make us fetch what it likes, and never again soon after it failed.
 *
 * @param isNamed whether a profile names the release
 * @param about the newest job about a release
 * @param start orders a sync
 */
record Wanted(
    Predicate<Release> isNamed,
    Function<Release, Optional<Job>> about,
    Function<SyncOrder, Job> start,
    InstantSource clock) {
  private static final Duration RESPITE = Duration.ofMinutes(5);

  /** How it stands with a release that is not here; empty when it will not come. */
  Optional<String> tell(Release release) {
    Optional<Vendor> vendor = Vendor.publishing(release);
    if (vendor.isEmpty() || !isNamed.test(release)) {
      return Optional.empty();
    }
    Optional<Job> last = about.apply(release).filter(job -> !job.isOver() || isRecent(job));
    try {
      Job job = last.isPresent() ? last.get() : order(vendor.get(), release);
      return Optional.of(words(release, JobView.of(job)));
    } catch (Problem busy) {
      return Optional.of(busy.detail());
    }
  }

  private boolean isRecent(Job job) {
    return job.standing()
        .ended()
        .filter(end -> end.plus(RESPITE).isAfter(clock.instant()))
        .isPresent();
  }

  private Job order(Vendor vendor, Release release) {
    Job job =
        start.apply(new SyncOrder(vendor, release.version(), release.arch(), Optional.empty()));
    job.isAbout(release);
    return job;
  }

  private static String words(Release release, JobView job) {
    if (job.state().equals("failed")) {
      return release.folder() + " could not be fetched: " + job.reason().orElse("");
    }
    String far =
        job.total().isPresent() && job.total().getAsLong() > 0
            ? ", " + 100 * job.bytes() / job.total().getAsLong() + " %"
            : "";
    return release.folder() + " is being fetched" + far + "; ask again when it is here";
  }
}
