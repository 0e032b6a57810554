package io.ironwake.asset;

import io.ironwake.problem.Problem;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Runs syncs and imports two at a time and remembers the last ones. */
final class Jobs implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Jobs.class);
  private static final int AT_ONCE = 2;
  private static final int MOST_OPEN = 20;
  private static final int REMEMBERED = 50;

  private final List<Job> jobs = new ArrayList<>();
  private final Supplier<String> ids;
  private final InstantSource clock;
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, daemons());

  /** What a job does. */
  @FunctionalInterface
  interface Work {
    void run(Job job) throws IOException;
  }

  Jobs(Supplier<String> ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  private static ThreadFactory daemons() {
    return task -> {
      Thread thread = new Thread(task, "asset-job");
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Starts work, unless the same is under way.
   *
   * @param text the order in words
   * @throws Problem UNAVAILABLE when too much waits already
   */
  synchronized Job start(String text, String by, Work work) {
    Optional<Job> same =
        jobs.stream().filter(each -> !each.isOver() && each.text().equals(text)).findFirst();
    if (same.isPresent()) {
      return same.get();
    }
    if (jobs.stream().filter(each -> !each.isOver()).count() >= MOST_OPEN) {
      throw Problem.unavailable(MOST_OPEN + " syncs and imports wait already; let some end first");
    }
    Job job = new Job(ids.get(), text, by, clock.instant());
    jobs.add(job);
    forget();
    threads.execute(() -> run(job, work));
    return job;
  }

  private void forget() {
    while (jobs.size() > REMEMBERED) {
      Optional<Job> oldest = jobs.stream().filter(Job::isOver).findFirst();
      if (oldest.isEmpty()) {
        return;
      }
      jobs.remove(oldest.get());
    }
  }

  private void run(Job job, Work work) {
    try {
      job.progress().proceed();
      job.started();
      LOG.infof("%s begins", job.text());
      work.run(job);
      job.succeeded(clock.instant());
      LOG.infof("%s is done", job.text());
    } catch (MirrorException e) {
      failed(job, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      failed(job, "a file could not be read or written: " + e);
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s ended by a defect", job.text());
      failed(job, "it ended by a defect of Ironwake's, which the log describes");
    }
  }

  private void failed(Job job, String reason) {
    LOG.warnf("%s failed: %s", job.text(), reason);
    job.failed(reason, clock.instant());
  }

  /** The newest first. */
  synchronized List<Job> all() {
    return List.copyOf(jobs).reversed();
  }

  synchronized Optional<Job> find(String id) {
    return jobs.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** The newest about a release. */
  synchronized Optional<Job> about(Release release) {
    return all().stream().filter(each -> each.release().equals(Optional.of(release))).findFirst();
  }

  @Override
  public void close() {
    all().forEach(each -> each.progress().stop());
    threads.shutdownNow();
  }
}
