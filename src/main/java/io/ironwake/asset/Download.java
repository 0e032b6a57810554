package io.ironwake.asset;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Brings one file to disk, however often the connection breaks and the process restarts: what is
 * here is kept, and only the rest is asked for (Range with If-Range, RFC 9110 §14.2, §13.1.5). The
 * file gets its name when it is whole; nothing here says that it is good.
 */
final class Download {
  private static final int BUFFER = 128 << 10;

  /** A file of unknown size is granted room in steps of this many bytes. */
  private static final long UNANNOUNCED = 16L << 20;

  private final Fetcher fetcher;
  private final DiskBudget budget;
  private final TransferLimits limits;
  private final LongSupplier nanos;

  /**
   * @param nanos as {@link System#nanoTime}
   */
  Download(Fetcher fetcher, DiskBudget budget, TransferLimits limits, LongSupplier nanos) {
    this.fetcher = fetcher;
    this.budget = budget;
    this.limits = limits;
    this.nanos = nanos;
  }

  /** One file on its way. */
  private record Task(URI url, Path target, long deadline, Progress progress) {
    String name() {
      return String.valueOf(target.getFileName());
    }

    Path part() {
      return target.resolveSibling(name() + ".part");
    }

    Path mark() {
      return target.resolveSibling(name() + ".mark");
    }

    long have() throws IOException {
      return Files.exists(part()) ? Files.size(part()) : 0;
    }

    void beginAnew() throws IOException {
      Files.deleteIfExists(part());
      Files.deleteIfExists(mark());
    }
  }

  /**
   * Fetches, trying again while there is progress.
   *
   * @param target where the whole file goes; a file that is there already stays
   * @throws MirrorException when no further try would help
   */
  void fetch(URI url, Path target, Progress progress) throws IOException {
    Task task = new Task(url, target, nanos.getAsLong() + limits.time().toNanos(), progress);
    int failures = 0;
    while (!Files.exists(target)) {
      long before = task.have();
      try {
        attempt(task);
      } catch (MirrorException e) {
        throw e;
      } catch (IOException e) {
        failures = task.have() > before ? 1 : failures + 1;
        waitFor(task, failures, e);
      }
    }
    progress.done(task.name(), Files.size(target));
  }

  private void waitFor(Task task, int failures, IOException reason) throws MirrorException {
    if (failures >= limits.tries() || nanos.getAsLong() - task.deadline > 0) {
      throw new MirrorException(
          UrlRule.shown(task.url)
              + " failed "
              + failures
              + " times, last: "
              + reason.getMessage()
              + "; the same command again goes on where it stopped");
    }
    task.progress.say(task.name() + ": " + reason.getMessage() + "; trying again");
    task.progress.pause(limits.pause().multipliedBy(1L << Math.min(failures - 1, 3)));
  }

  private void attempt(Task task) throws IOException {
    Optional<ResumeMark> mark =
        ResumeMark.read(task.mark()).filter(known -> known.url().equals(task.url.toString()));
    long have = mark.isPresent() ? task.have() : 0;
    boolean whole =
        have > 0 && mark.filter(known -> known.total().equals(OptionalLong.of(have))).isPresent();
    if (!whole) {
      try (Reply reply = fetcher.get(task.url, mark.map(m -> m.ask(have)).orElse(Map.of()))) {
        check(task.url, reply);
        OptionalLong total =
            reply.status() == 200 ? fresh(task, reply) : continued(task, reply, have, mark);
        receive(task, reply, total);
      }
    }
    Files.move(task.part(), task.target, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(task.mark());
  }

  private static void check(URI url, Reply reply) throws IOException {
    String answered = UrlRule.shown(url) + " was answered " + reply.status();
    int status = reply.status();
    if (status >= 500 || status == 429 || status == 408) {
      throw new IOException(answered);
    }
    if (status != 200 && status != 206 && status != 416) {
      throw new MirrorException(
          answered + "; check version and architecture, or name a mirror with --from");
    }
    if (reply.header("content-encoding").filter(coding -> !coding.equals("identity")).isPresent()) {
      throw new MirrorException(
          UrlRule.shown(url) + " comes compressed although nobody asked; name another mirror");
    }
  }

  private static OptionalLong fresh(Task task, Reply reply) throws IOException {
    task.beginAnew();
    Optional<ResumeMark> mark = ResumeMark.of(task.url.toString(), reply);
    if (mark.isPresent()) {
      mark.get().write(task.mark());
    }
    return reply.length();
  }

  /** The whole size; throws the part away when what would follow does not belong to it. */
  private static OptionalLong continued(
      Task task, Reply reply, long have, Optional<ResumeMark> mark) throws IOException {
    OptionalLong total =
        mark.filter(known -> have > 0)
            .map(known -> known.continues(reply, have))
            .orElse(OptionalLong.empty());
    if (total.isEmpty()) {
      task.beginAnew();
      throw new IOException("the server continues another file than it began; beginning anew");
    }
    return total;
  }

  private void receive(Task task, Reply reply, OptionalLong total) throws IOException {
    long have = task.have();
    if (total.orElse(0) > limits.bytes()) {
      throw tooLarge(task);
    }
    budget.demand(Math.max(0, total.orElse(have + UNANNOUNCED) - have));
    try (FileChannel out =
        FileChannel.open(task.part(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      long size = pour(task, reply.body(), out, have, total);
      out.force(true);
      if (total.isPresent() && size != total.getAsLong()) {
        throw new IOException("it ended after " + size + " of " + total.getAsLong() + " bytes");
      }
    }
  }

  private MirrorException tooLarge(Task task) {
    return new MirrorException(
        UrlRule.shown(task.url)
            + " has more than "
            + limits.bytes()
            + " bytes, which no file of a release has");
  }

  private long pour(Task task, InputStream in, FileChannel out, long have, OptionalLong total)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    Pace pace = new Pace(limits, nanos, task.deadline);
    long size = have;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      task.progress.proceed();
      size += n;
      if (size > total.orElse(limits.bytes())) {
        throw tooLarge(task);
      }
      pace.count(n);
      if (total.isEmpty() && size / UNANNOUNCED > (size - n) / UNANNOUNCED) {
        budget.demand(UNANNOUNCED);
      }
      out.write(ByteBuffer.wrap(buffer, 0, n));
      task.progress.running(task.name(), size, total);
    }
    return size;
  }
}
