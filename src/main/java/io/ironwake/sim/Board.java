package io.ironwake.sim;

import java.io.IOException;
import java.net.URI;
import java.util.function.Predicate;

/** What a program that runs on the machine can use. */
record Board(MachineSpec spec, SimSettings settings, Disk disk, Web web, LifeLog log, Power power) {
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
    return require(what, Patience.CURL, request);
  }

  /** The same with a program's own patience. */
  Web.Reply require(String what, Patience patience, Request request) {
    return requireOk(what, until(reply -> !reply.isTemporary(), what, patience, request));
  }

  /**
   * Sends a request until there is an answer, whatever it is.
   *
   * @throws MachineStopped when there is none
   */
  Web.Reply answer(String what, Request request) {
    return until(reply -> true, what, Patience.CURL, request);
  }

  private Web.Reply until(
      Predicate<Web.Reply> done, String what, Patience patience, Request request) {
    String trouble = "";
    for (int i = 0; i < patience.tries(); i++) {
      try {
        Web.Reply reply = request.send();
        if (done.test(reply)) {
          return reply;
        }
        trouble = "HTTP " + reply.status();
      } catch (IOException failed) {
        trouble = String.valueOf(failed.getMessage());
      }
      power.pause(patience.pause(i));
    }
    throw new MachineStopped(what + " failed " + patience.tries() + " times, last with " + trouble);
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
