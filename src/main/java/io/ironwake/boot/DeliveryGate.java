package io.ironwake.boot;

import io.ironwake.access.Token;
import io.ironwake.config.Way;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.machine.LifecycleEvent;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.net.Ipv4;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.MacAddress;
import io.ironwake.store.DatabaseTime;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Asks the gate for what an operator's link opens, and hands install arguments out: once for each
 * link, however often it is read.
 */
@ApplicationScoped
class DeliveryGate {
  private static final Logger LOG = Logger.getLogger(DeliveryGate.class);

  private final DeliveryRows links;
  private final InstallRows rows;
  private final Installs installs;
  private final Servings servings;
  private final Machines machines;
  private final BootSites sites;
  private final Transactions transactions;
  private final DatabaseTime time;
  private final FlightRecorder recorder;

  DeliveryGate(
      DeliveryRows links,
      InstallRows rows,
      Installs installs,
      Servings servings,
      Machines machines,
      BootSites sites,
      Transactions transactions,
      DatabaseTime time,
      FlightRecorder recorder) {
    this.links = links;
    this.rows = rows;
    this.installs = installs;
    this.servings = servings;
    this.machines = machines;
    this.sites = sites;
    this.transactions = transactions;
    this.time = time;
    this.recorder = recorder;
  }

  /** A link with what it is for. */
  record Found(Delivery delivery, InstallEntity install, Way way) {}

  /** The link behind a token. */
  Optional<Found> find(String token) {
    return transactions.call(
        () ->
            links
                .byTokenHash(Token.presented(token).sha256())
                .flatMap(
                    link ->
                        rows.findByIdOptional(link.install())
                            .map(row -> new Found(link, row, Way.valueOf(row.way)))));
  }

  /** The machine of a link whose install lives. */
  Optional<Machine> machine(Found found) {
    return machines
        .snapshot()
        .byId(found.install.machine)
        .filter(it -> it.state().currentInstall().equals(Optional.of(found.install.id)))
        .filter(it -> found.install.endedAt == null);
  }

  /** What the gate says of a link's machine now. */
  sealed interface Given {
    record Arguments(String text) implements Given {
      @Override
      public String toString() {
        return "Arguments";
      }
    }

    record Disk(String reason) implements Given {}
  }

  private BootDecision decision(Machine machine) {
    MacAddress mac = machine.nics().getFirst().mac();
    BootRequest request = sites.request(Door.DELIVERY, mac, BootStage.SCRIPT, Ipv4.ANY, Ipv4.ANY);
    BootFacts facts =
        new BootFacts(
            Optional.of(machine),
            sites.of(request.subnet()).unknown(),
            installs.checkedFactNow(machine),
            installs.inspector());
    return BootPolicy.decide(facts, request, time.now());
  }

  /** What would be handed out, without doing it. */
  Given look(Found found) {
    return transactions.call(
        () -> {
          Machine machine = machines.currentNow(found.install.machine);
          BootDecision decision = decision(machine);
          return decision instanceof BootDecision.Install install
                  && install.install().equals(found.install.id)
              ? new Given.Arguments("")
              : new Given.Disk(decision.reason());
        });
  }

  /** The arguments, or why the machine is to start its disk. */
  Given handOut(Found found, String token, ScriptFormat format) {
    return transactions.call(
        () -> {
          Machine machine = machines.currentNow(found.install.machine);
          BootDecision decision = decision(machine);
          if (!(decision instanceof BootDecision.Install install)
              || !install.install().equals(found.install.id)) {
            return new Given.Disk(decision.reason());
          }
          return handOutNow(found, machine, install, serving(found, machine, token, format));
        });
  }

  private Serving serving(Found found, Machine machine, String token, ScriptFormat format) {
    BootNonce boot = new BootNonce(machine.nics().getFirst().mac(), 0, time.now(), false);
    return new Serving(boot, token, Ipv4.ANY, found.delivery.base(), format, LocalBoot.SCRIPT, 0);
  }

  private Given handOutNow(
      Found found, Machine machine, BootDecision.Install install, Serving serving) {
    return switch (servings.install(machine, install, serving)) {
      case Servings.Handed.Out out -> {
        if (serving.format() == ScriptFormat.OVERLAY) {
          configTakenNow(found, machine);
        }
        tell(found, machine, serving);
        yield new Given.Arguments(out.script());
      }
      case Servings.Handed.UsedUp used -> new Given.Disk(used.reason());
      case Servings.Handed.Stale stale -> new Given.Disk("the link was used for another install");
      case Servings.Handed.Foreign foreign -> new Given.Disk("the link was used before");
    };
  }

  /** The archive holds the configuration: nothing fetches it later. */
  private void configTakenNow(Found found, Machine machine) {
    if (machines.currentNow(machine.id()).state() instanceof MachineState.Installing s
        && s.configAt().isEmpty()) {
      machines.sendNow(
          machine.id(),
          new LifecycleEvent.ConfigServed(found.install.id, time.now()),
          "machine",
          Map.of("document", ScriptFormat.OVERLAY.asked()));
    }
  }

  private void tell(Found found, Machine machine, Serving serving) {
    LOG.infof(
        "machine=%s install=%d document=%s by=delivery arguments read",
        machine.name(), found.install.number, serving.format().asked());
    recorder.record(
        FlightRecorder.event(Door.DELIVERY.name(), "script", serving.boot().mac())
            .of(Optional.of(machine.id()))
            .about(found.install.id)
            .with(
                Map.of(
                    "decision",
                    "install",
                    "loader",
                    serving.format().loader(),
                    "document",
                    serving.format().asked())));
  }
}
