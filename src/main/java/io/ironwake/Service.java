package io.ironwake;

import io.ironwake.problem.Problem;
import io.ironwake.rack.Continuity;
import io.ironwake.rack.RackApply;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The running service: applies the declared file, opens the doors, says what it serves, and waits.
 */
public class Service implements QuarkusApplication {
  private static final Logger LOG = Logger.getLogger(Service.class);

  private final ServeConfig config;
  private final Continuity continuity;
  private final RackApply rack;
  private final Doors doors;
  private final String httpHost;
  private final int httpPort;

  @Inject
  Service(
      ServeConfig config,
      Continuity continuity,
      RackApply rack,
      Doors doors,
      @ConfigProperty(name = "quarkus.http.host") String httpHost,
      @ConfigProperty(name = "quarkus.http.port") int httpPort) {
    this.config = config;
    this.continuity = continuity;
    this.rack = rack;
    this.doors = doors;
    this.httpHost = httpHost;
    this.httpPort = httpPort;
  }

  @Override
  public int run(String... args) {
    Continuity.Finding finding = continuity.check();
    try {
      config.config().ifPresent(file -> apply(file, finding));
      doors.open();
    } catch (Problem e) {
      throw new StartRefused(e.detail());
    }
    say(doors.describe());
    LOG.infof("web page and REST API: http://%s:%d/", httpHost, httpPort);
    LOG.info("Ironwake is ready");
    Quarkus.waitForExit();
    return 0;
  }

  private void apply(Path file, Continuity.Finding finding) {
    boolean accept = config.acceptApprovals() || finding == Continuity.Finding.CONTINUOUS;
    RackApply.Outcome outcome = rack.apply(file, accept, whyNot(finding));
    if (config.acceptApprovals()) {
      continuity.accept();
    }
    LOG.infof(
        "%s applied: %s",
        file.getFileName(),
        outcome.changes().isEmpty() ? "nothing to change" : outcome.changes().size() + " changes");
    say(outcome.changes());
    outcome.waiting().forEach(LOG::warn);
  }

  private static String whyNot(Continuity.Finding finding) {
    String fix = "; approve it in the page, or start once with --accept-approvals";
    return switch (finding) {
      case CONTINUOUS -> "";
      case NEW ->
          "the database is new, so nobody knows whether this machine was installed before" + fix;
      case UNKNOWN -> "this data folder has not seen this database before" + fix;
      case RESTORED ->
          "the database was restored or copied, so nobody knows what happened since" + fix;
    };
  }

  private static void say(List<String> sentences) {
    sentences.forEach(LOG::info);
  }
}
