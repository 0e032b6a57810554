package io.ironwake.boot;

import io.ironwake.boot.BootDecision.Hold;
import io.ironwake.boot.BootDecision.Ignore;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What is remembered of a script that was sent: the end of its nonce, the timeline, the log. */
@ApplicationScoped
class ScriptJournal {
  private static final Logger LOG = Logger.getLogger(ScriptJournal.class);

  private final NonceLedger nonces;
  private final Machines machines;
  private final Models models;
  private final FlightRecorder recorder;

  ScriptJournal(NonceLedger nonces, Machines machines, Models models, FlightRecorder recorder) {
    this.nonces = nonces;
    this.machines = machines;
    this.models = models;
    this.recorder = recorder;
  }

  void tell(Serving serving, ScriptAnswer answer, ScriptQuery query) {
    BootDecision decision =
        switch (answer) {
          case ScriptAnswer.Script script -> script.decision();
          case ScriptAnswer.Refused refused -> new Ignore(refused.reason());
        };
    if (!(decision instanceof Hold)) {
      nonces.served(serving.boot().mac());
    }
    Optional<Machine> machine = machines.snapshot().byMac(serving.boot().mac());
    if (serving.round() == 0 || !(decision instanceof Hold)) {
      log(serving, decision, machine);
    }
    recorder.record(
        FlightRecorder.event(serving.format().door().name(), "script", serving.boot().mac())
            .of(machine.map(Machine::id))
            .in(serving.boot().boot())
            .with(detail(serving, decision, query)));
  }

  /** Keeps the model a machine told; writes to the database. */
  void learn(Serving serving, ScriptQuery query) {
    machines.snapshot().byMac(serving.boot().mac()).ifPresent(known -> models.told(known, query));
  }

  private static void log(Serving serving, BootDecision decision, Optional<Machine> machine) {
    LOG.infof(
        "mac=%s machine=%s stage=SCRIPT loader=%s address=%s decision=%s reason=\"%s\"",
        serving.boot().mac(),
        machine.map(Machine::name).orElse("-"),
        serving.format().loader(),
        serving.client(),
        decision.name(),
        decision.reason());
  }

  private static Map<String, Object> detail(
      Serving serving, BootDecision decision, ScriptQuery query) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("address", serving.client().toString());
    detail.put("decision", decision.name());
    detail.put("reason", decision.reason());
    query.manufacturer().ifPresent(text -> detail.put("manufacturer", text));
    query.product().ifPresent(text -> detail.put("product", text));
    detail.put("round", serving.round());
    detail.put("loader", serving.format().loader());
    detail.put("document", serving.format().asked());
    return detail;
  }
}
