package io.ironwake;

import io.ironwake.boot.BootPlane;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.quirk.Quirks;
import io.ironwake.store.ChangeFeed;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** What every way of running needs before anything else: snapshots, keys, the recorder. */
@ApplicationScoped
class Startup {
  private static final Logger LOG = Logger.getLogger(Startup.class);
  private static final int FIRST = 1;

  private final ChangeFeed feed;
  private final FlightRecorder recorder;
  private final BootPlane bootPlane;
  private final Quirks quirks;

  Startup(ChangeFeed feed, FlightRecorder recorder, BootPlane bootPlane, Quirks quirks) {
    this.feed = feed;
    this.recorder = recorder;
    this.bootPlane = bootPlane;
    this.quirks = quirks;
  }

  void start(@Observes @Priority(FIRST) StartupEvent event) {
    LOG.info(quirks.describe());
    feed.start();
    bootPlane.prepare();
    recorder.start();
  }
}
