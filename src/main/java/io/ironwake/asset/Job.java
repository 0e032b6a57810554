package io.ironwake.asset;

import java.time.Instant;
import java.util.Optional;

/** One sync or import, from the order to its end; written by its thread, read by whoever asks. */
final class Job {
  /** Where it is. */
  enum State {
    QUEUED,
    RUNNING,
    DONE,
    FAILED
  }

  private final String id;
  private final String text;
  private final String by;
  private final Instant ordered;
  private final Progress progress = new Progress();
  private volatile Standing standing = new Standing(State.QUEUED, "", Optional.empty());
  private volatile Optional<Release> release = Optional.empty();

  /**
   * How it stands.
   *
   * @param reason why it failed, with the fix
   */
  record Standing(State state, String reason, Optional<Instant> ended) {}

  Job(String id, String text, String by, Instant ordered) {
    this.id = id;
    this.text = text;
    this.by = by;
    this.ordered = ordered;
  }

  String id() {
    return id;
  }

  /** What was ordered, in words; the same order has the same words. */
  String text() {
    return text;
  }

  String by() {
    return by;
  }

  Instant ordered() {
    return ordered;
  }

  Progress progress() {
    return progress;
  }

  Standing standing() {
    return standing;
  }

  /** What it is about, once that is known. */
  Optional<Release> release() {
    return release;
  }

  void isAbout(Release known) {
    release = Optional.of(known);
  }

  boolean isOver() {
    return standing.ended.isPresent();
  }

  void started() {
    standing = new Standing(State.RUNNING, "", Optional.empty());
  }

  void succeeded(Instant now) {
    progress.say("");
    standing = new Standing(State.DONE, "", Optional.of(now));
  }

  void failed(String reason, Instant now) {
    standing = new Standing(State.FAILED, reason, Optional.of(now));
  }
}
