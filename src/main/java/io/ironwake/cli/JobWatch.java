package io.ironwake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Follows a job to its end and says how far it is, a line whenever that changes. */
final class JobWatch {
  private static final long EVERY = TimeUnit.SECONDS.toNanos(1);

  private final Api api;
  private final PrintWriter out;

  JobWatch(Api api, PrintWriter out) {
    this.api = api;
    this.out = out;
  }

  /**
   * Waits until the job is over, unless told not to.
   *
   * @return the command's exit status: 0 when it succeeded or goes on
   */
  int follow(JsonNode first, boolean noWait) throws IOException {
    JsonNode job = first;
    String said = "";
    while (!noWait && !isOver(job)) {
      String line = line(job);
      if (!line.equals(said)) {
        out.println(line);
        out.flush();
        said = line;
      }
      LockSupport.parkNanos(EVERY);
      job = api.get("assets/syncs/" + job.path("id").asText());
    }
    out.println(line(job));
    return job.path("state").asText().equals("failed") ? 1 : 0;
  }

  private static boolean isOver(JsonNode job) {
    return job.has("ended");
  }

  /** A job in one line. */
  static String line(JsonNode job) {
    StringBuilder line = new StringBuilder(job.path("release").asText(job.path("order").asText()));
    line.append(": ").append(job.path("state").asText());
    if (job.path("bytes").asLong() > 0) {
      line.append(", ").append(Sizes.words(job.path("bytes").asLong()));
    }
    if (job.has("total")) {
      line.append(" of ").append(Sizes.words(job.path("total").asLong()));
    }
    if (job.has("note")) {
      line.append(", ").append(job.path("note").asText());
    }
    if (job.has("reason")) {
      line.append(": ").append(job.path("reason").asText());
    }
    return line.toString();
  }
}
