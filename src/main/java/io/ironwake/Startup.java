package io.ironwake;

import io.ironwake.boot.BootPlane;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.store.ChangeFeed;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What every way of running needs before anything else: snapshots, keys, the recorder. */
@ApplicationScoped
class Startup {
  private static final int FIRST = 1;

  private final ChangeFeed feed;
  private final FlightRecorder recorder;
  private final BootPlane bootPlane;

  Startup(ChangeFeed feed, FlightRecorder recorder, BootPlane bootPlane) {
    this.feed = feed;
    this.recorder = recorder;
    this.bootPlane = bootPlane;
  }

  void start(@Observes @Priority(FIRST) StartupEvent event) {
    feed.start();
    bootPlane.prepare();
    recorder.start();
  }
}
