package io.ironwake.boot;

import io.ironwake.access.Token;
import io.ironwake.cluster.Seats;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.machine.LifecycleEvent;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.net.Ipv4;
import io.ironwake.problem.Problem;
import io.ironwake.store.DatabaseTime;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Hears installers and installed systems by their report token. Every kind of report may be
 * repeated.
 */
@ApplicationScoped
class ReportService {
  private static final Logger LOG = Logger.getLogger(ReportService.class);
  private static final int LONGEST = 400;

  private final InstallRows rows;
  private final Installs installs;
  private final Machines machines;
  private final Seats seats;
  private final Transactions transactions;
  private final DatabaseTime time;
  private final FlightRecorder recorder;

  ReportService(
      InstallRows rows,
      Installs installs,
      Machines machines,
      Seats seats,
      Transactions transactions,
      DatabaseTime time,
      FlightRecorder recorder) {
    this.rows = rows;
    this.installs = installs;
    this.machines = machines;
    this.seats = seats;
    this.transactions = transactions;
    this.time = time;
    this.recorder = recorder;
  }

  /** The kinds of report, as the last segment of the URL. */
  enum Kind {
    PROGRESS,
    INSTALLED,
    FAILED,
    BOOTED
  }

  /**
   * Takes a report.
   *
   * @param message free text of the installer; control characters are dropped, 400 characters kept
   * @return the machine after it, or empty for a token nobody was given
   * @throws Problem ILLEGAL_TRANSITION when the report belongs to another install than the
   *     machine's current one
   */
  Optional<Machine> report(String token, Kind kind, String message, Ipv4 client) {
    String text = message.replaceAll("\\p{Cntrl}+", " ").strip();
    String said = text.length() <= LONGEST ? text : text.substring(text.length() - LONGEST);
    return transactions.call(
        () ->
            rows.byReportHash(Token.presented(token).sha256())
                .flatMap(row -> reportNow(row, kind, said, client)));
  }

  private Optional<Machine> reportNow(InstallEntity install, Kind kind, String said, Ipv4 client) {
    Machine before;
    try {
      before = machines.currentNow(install.machine);
    } catch (Problem gone) {
      return Optional.empty();
    }
    Instant now = time.now();
    Machine after =
        switch (kind) {
          case PROGRESS -> before;
          case INSTALLED ->
              send(install, new LifecycleEvent.InstallReported(install.id, now), client);
          case FAILED ->
              send(
                  install,
                  new LifecycleEvent.FailureReported(
                      install.id, "the installer reported: " + orNothing(said), now),
                  client);
          case BOOTED -> send(install, new LifecycleEvent.FirstBoot(install.id, now), client);
        };
    settle(install, before, after);
    journal(install, after, kind, said, client);
    return Optional.of(after);
  }

  private static String orNothing(String said) {
    return said.isEmpty() ? "no reason given" : said;
  }

  private Machine send(InstallEntity install, LifecycleEvent event, Ipv4 client) {
    return machines.sendNow(
        install.machine,
        event,
        "machine",
        Map.of("install", install.number, "address", client.toString()));
  }

  /** Ends the install's row when the report moved the machine. */
  private void settle(InstallEntity install, Machine before, Machine after) {
    if (after.state().equals(before.state())) {
      return;
    }
    switch (after.state()) {
      case MachineState.Installed installed -> {
        installs.endNow(install.id, "INSTALLED", "");
        seats.provenNow(install.id);
      }
      case MachineState.Failed failed -> installs.endNow(install.id, "FAILED", failed.reason());
      default -> {}
    }
  }

  private void journal(
      InstallEntity install, Machine machine, Kind kind, String said, Ipv4 client) {
    Map<String, Object> detail = new HashMap<>();
    detail.put("report", kind.name());
    detail.put("install", install.number);
    detail.put("address", client.toString());
    if (!said.isEmpty()) {
      detail.put("message", said);
    }
    LOG.infof(
        "machine=%s install=%d report=%s address=%s state=%s message=\"%s\"",
        machine.name(),
        install.number,
        kind,
        client,
        machine.state().name(),
        said.replace('"', '\''));
    recorder.record(
        FlightRecorder.event("HTTP", "report")
            .of(Optional.of(install.machine))
            .about(install.id)
            .with(detail));
  }
}
