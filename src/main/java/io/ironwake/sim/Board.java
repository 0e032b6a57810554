package io.ironwake.sim;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** What a program that runs on the machine can use. */
record Board(MachineSpec spec, SimSettings settings, Disk disk, Web web, LifeLog log, Power power) {
  private static final int TRIES = 6;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

  /** One HTTP request. */
  @FunctionalInterface
  interface Request {
    Web.Reply send() throws IOException;
  }

  /**
   * Sends a request until the server gives something else than its own trouble, as curl --retry
   * does.
   *
   * @param what named in errors
   * @throws MachineStopped when it never does, or answers with anything but 200
   */
  Web.Reply require(String what, Request request) {
    String trouble = "";
    for (int i = 0; i < TRIES; i++) {
      try {
        Web.Reply reply = request.send();
        if (!reply.isTemporary()) {
          return requireOk(what, reply);
        }
        trouble = "HTTP " + reply.status();
      } catch (IOException failed) {
        trouble = String.valueOf(failed.getMessage());
      }
      power.pause(BETWEEN_TRIES);
    }
    throw new MachineStopped(what + " failed " + TRIES + " times, last with " + trouble);
  }

  private static Web.Reply requireOk(String what, Web.Reply reply) {
    if (!reply.isOk()) {
      throw new MachineStopped(what + " was refused with HTTP " + reply.status());
    }
    return reply;
  }

  /** Reports to the boot service; which method a script uses depends on its tool. */
  void report(URI uri, Request request) {
    String kind = ShownUrl.lastSegment(uri.getPath());
    require("the report '" + kind + "'", request);
    log.reached(Step.REPORT, "reported " + kind);
  }
}
