package io.ironwake.boot;

import io.ironwake.journal.FlightRecorder;
import io.ironwake.machine.LifecycleEvent;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.net.Ipv4;
import io.ironwake.store.DatabaseTime;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Serves config documents by their token, whatever happened to the install since: an installer that
 * loses its configuration goes on without it and leaves a machine nobody can log in to. Once the
 * machine is INSTALLED by this install, the secrets are not given out again.
 */
@ApplicationScoped
class ConfigService {
  private static final Logger LOG = Logger.getLogger(ConfigService.class);

  private final Servings servings;
  private final InstallRows rows;
  private final Machines machines;
  private final Transactions transactions;
  private final DatabaseTime time;
  private final FlightRecorder recorder;

  ConfigService(
      Servings servings,
      InstallRows rows,
      Machines machines,
      Transactions transactions,
      DatabaseTime time,
      FlightRecorder recorder) {
    this.servings = servings;
    this.rows = rows;
    this.machines = machines;
    this.transactions = transactions;
    this.time = time;
    this.recorder = recorder;
  }

  /** What the config door sends. */
  sealed interface Answer {
    record Document(String contentType, byte[] content) implements Answer {
      /** Without the content, which holds secrets. */
      @Override
      public String toString() {
        return "Document[" + contentType + "]";
      }
    }

    /** No such token or name: HTTP 404, which is final for Ignition. */
    record Unknown() implements Answer {}

    /** The install this token belonged to is finished: HTTP 410. */
    record Finished() implements Answer {}
  }

  /** Reads a document; {@code effective} is false for HEAD, which counts as nothing. */
  Answer document(String token, String name, Ipv4 client, boolean effective) {
    return transactions.call(() -> documentNow(token, name, client, effective));
  }

  private Answer documentNow(String token, String name, Ipv4 client, boolean effective) {
    Optional<Servings.Served> served = servings.document(token, name);
    if (served.isEmpty()) {
      return new Answer.Unknown();
    }
    Optional<InstallEntity> install = rows.findByIdOptional(served.get().install());
    if (install.isPresent() && isFinished(install.get())) {
      return new Answer.Finished();
    }
    if (effective) {
      install.ifPresent(row -> fetched(row, served.get(), name, client));
    }
    return new Answer.Document(served.get().contentType(), served.get().content());
  }

  private boolean isFinished(InstallEntity install) {
    return "INSTALLED".equals(install.outcome);
  }

  private void fetched(InstallEntity install, Servings.Served served, String name, Ipv4 client) {
    rows.configFetched(served.attempt());
    MachineState state = machines.currentNow(install.machine).state();
    if (state.currentInstall().equals(Optional.of(install.id)) && needsConfigAt(state)) {
      machines.sendNow(
          install.machine,
          new LifecycleEvent.ConfigServed(install.id, time.now()),
          "machine",
          Map.of("document", name, "address", client.toString()));
    }
    LOG.infof(
        "machine=%s install=%d document=%s address=%s config served",
        install.machine, install.number, name, client);
    recorder.record(
        FlightRecorder.event("HTTP", "config")
            .of(Optional.of(install.machine))
            .about(install.id)
            .with(
                Map.of("document", name, "address", client.toString(), "install", install.number)));
  }

  private static boolean needsConfigAt(MachineState state) {
    return switch (state) {
      case MachineState.Installing s -> s.configAt().isEmpty();
      case MachineState.Failed s -> s.configAt().isEmpty();
      default -> false;
    };
  }
}
