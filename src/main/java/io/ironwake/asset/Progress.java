package io.ironwake.asset;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How far a sync or an import is, written by its thread and read by whoever asks. */
final class Progress {
  /** What a file is at. */
  enum FileState {
    WAITING,
    RUNNING,
    DONE
  }

  /**
   * One file.
   *
   * @param bytes here so far
   * @param total empty while nobody has told
   */
  record FileProgress(String name, FileState state, long bytes, OptionalLong total) {}

  private final Map<String, FileProgress> files = new LinkedHashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private String note = "";

  synchronized void expect(List<String> names) {
    names.forEach(
        name ->
            files.putIfAbsent(
                name, new FileProgress(name, FileState.WAITING, 0, OptionalLong.empty())));
  }

  synchronized void running(String name, long bytes, OptionalLong total) {
    files.put(name, new FileProgress(name, FileState.RUNNING, bytes, total));
  }

  synchronized void done(String name, long bytes) {
    files.put(name, new FileProgress(name, FileState.DONE, bytes, OptionalLong.of(bytes)));
  }

  /** What it does or waits for right now, in words. */
  synchronized void say(String words) {
    note = words;
  }

  synchronized String note() {
    return note;
  }

  synchronized List<FileProgress> files() {
    return List.copyOf(files.values());
  }

  /** Asks the thread to end soon. */
  void stop() {
    stopped.countDown();
  }

  /**
   * Ends the work when it was asked to.
   *
   * @throws MirrorException when {@link #stop} was called
   */
  void proceed() throws MirrorException {
    pause(Duration.ZERO);
  }

  /** Waits, unless it is asked to end. */
  void pause(Duration time) throws MirrorException {
    try {
      if (stopped.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        throw stoppedNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw stoppedNow();
    }
  }

  private static MirrorException stoppedNow() {
    return new MirrorException("stopped; the same command again goes on where it stopped");
  }
}
