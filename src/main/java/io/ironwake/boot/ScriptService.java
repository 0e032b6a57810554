package io.ironwake.boot;

import io.ironwake.boot.BootDecision.Hold;
import io.ironwake.boot.BootDecision.Ignore;
import io.ironwake.boot.BootDecision.Install;
import io.ironwake.boot.BootDecision.Live;
import io.ironwake.boot.BootDecision.LocalBoot;
import io.ironwake.boot.ScriptAnswer.Refused;
import io.ironwake.boot.ScriptAnswer.Script;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.machine.Sightings;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.net.SmbiosUuid;
import io.ironwake.problem.Problem;
import io.ironwake.store.DatabaseTime;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Serves the per-machine script: the one place where install arguments are handed out, in the
 * transaction that records it. It reads the machine from the database, never from a snapshot.
 */
@ApplicationScoped
class ScriptService {
  private final NonceLedger nonces;
  private final Machines machines;
  private final Sightings sightings;
  private final Installs installs;
  private final Servings servings;
  private final Models models;
  private final BootSites sites;
  private final Transactions transactions;
  private final DatabaseTime time;
  private final ScriptJournal journal;
  private final LatestAnswers latest = new LatestAnswers();
  private final int holdSeconds;
  private final HoldLimit holdLimit;

  ScriptService(
      NonceLedger nonces,
      Machines machines,
      Sightings sightings,
      Installs installs,
      Servings servings,
      Models models,
      BootSites sites,
      Transactions transactions,
      DatabaseTime time,
      ScriptJournal journal,
      @ConfigProperty(name = "ironwake.hold-every", defaultValue = "PT5S") Duration holdEvery,
      @ConfigProperty(name = "ironwake.hold-limit", defaultValue = "PT12H") Duration holdLimit) {
    this.nonces = nonces;
    this.machines = machines;
    this.sightings = sightings;
    this.installs = installs;
    this.servings = servings;
    this.models = models;
    this.sites = sites;
    this.transactions = transactions;
    this.time = time;
    this.journal = journal;
    this.holdSeconds = (int) Math.max(1, holdEvery.toSeconds());
    this.holdLimit = new HoldLimit(holdLimit);
  }

  /**
   * The script for whoever presents this nonce from this address. It may move the machine to
   * INSTALLING.
   *
   * @throws io.ironwake.problem.Problem UNAVAILABLE while the database is away: nothing is handed
   *     out then
   */
  ScriptAnswer script(String nonce, Ipv4 client, Ipv4 server, ScriptQuery query) {
    return switch (nonces.check(nonce, client)) {
      case NonceLedger.Check.Foreign foreign -> new Refused(foreign.reason());
      case NonceLedger.Check.Expired expired ->
          expired(serving(expired.nonce(), nonce, client, server, query));
      case NonceLedger.Check.Good good ->
          served(
              serving(good.nonce(), nonce, client, server, query),
              server,
              query.completedBy(nonces.client(good.nonce().mac())));
    };
  }

  /**
   * The script of a machine that is to get its disk or to wait, from memory and at once; empty for
   * one that may get more, or tells something new of itself: that needs {@link #script}. What this
   * process commits is in the snapshot before its caller hears of it; what another replica commits
   * may be missed for half a second, which withholds an install and never hands one out.
   */
  Optional<ScriptAnswer> atRest(String nonce, Ipv4 client, Ipv4 server, ScriptQuery query) {
    if (!(nonces.check(nonce, client) instanceof NonceLedger.Check.Good good)) {
      return Optional.empty();
    }
    MacAddress mac = good.nonce().mac();
    ScriptQuery told = query.completedBy(nonces.client(mac));
    return machines
        .snapshot()
        .byMac(mac)
        .filter(machine -> isAtRest(machine) && tellsNothingNew(machine, told))
        .flatMap(
            machine ->
                atRest(machine, serving(good.nonce(), nonce, client, server, query), server, told));
  }

  private Optional<ScriptAnswer> atRest(
      Machine machine, Serving serving, Ipv4 server, ScriptQuery query) {
    BootRequest request =
        sites
            .request(Door.HTTP, serving.boot().mac(), BootStage.SCRIPT, serving.client(), server)
            .with(query.uuid(), query.serial(), query.arch());
    BootFacts facts =
        new BootFacts(
            Optional.of(machine),
            sites.of(request.subnet()).unknown(),
            Optional.empty(),
            installs.inspector());
    Optional<ScriptAnswer> answer =
        switch (BootPolicy.decide(facts, request, time.reckoned())) {
          case Hold hold -> Optional.of(hold(hold, serving));
          case LocalBoot local -> Optional.of(localBoot(local, serving));
          case Ignore other -> Optional.empty();
          case Live other -> Optional.empty();
          case Install other -> Optional.empty();
        };
    answer
        .filter(any -> latest.isNews(serving, any))
        .ifPresent(news -> journal.tell(serving, news, query));
    return answer;
  }

  private static boolean isAtRest(Machine machine) {
    return machine.live().isEmpty() && machine.state() instanceof MachineState.Resting;
  }

  private boolean tellsNothingNew(Machine machine, ScriptQuery query) {
    return query.uuid().stream()
            .allMatch(
                uuid -> machine.smbiosUuid().filter(own -> SmbiosUuid.same(own, uuid)).isPresent())
        && query.serial().stream().allMatch(text -> machine.serial().equals(Optional.of(text)))
        && models.isKnown(machine, query);
  }

  private Serving serving(
      BootNonce boot, String nonce, Ipv4 client, Ipv4 server, ScriptQuery query) {
    BootSite site = sites.ofClient(client);
    return new Serving(
        boot,
        nonce,
        client,
        site.base(server, sites.port()),
        query.format(),
        site.localBoot(machines.snapshot().byMac(boot.mac()), nonces.client(boot.mac()).hints()),
        query.round());
  }

  private static Script expired(Serving serving) {
    return localBoot(
        new LocalBoot(
            "the boot link of "
                + serving.boot().mac()
                + " is older than 10 minutes; reboot to get a new one"),
        serving);
  }

  private static Script localBoot(LocalBoot decision, Serving serving) {
    return new Script(serving.localBoot(decision.reason()), decision);
  }

  private ScriptAnswer served(Serving serving, Ipv4 server, ScriptQuery query) {
    BootNonce boot = serving.boot();
    BootRequest request =
        sites
            .request(
                serving.format().gate(), boot.mac(), BootStage.SCRIPT, serving.client(), server)
            .with(query.uuid(), query.serial(), query.arch());
    if (machines.snapshot().byMac(boot.mac()).isEmpty()) {
      discover(boot, query);
    }
    ScriptAnswer answer = served(request, serving);
    journal.tell(serving, answer, query);
    journal.learn(serving, query);
    return answer;
  }

  /** What this loader cannot be told is not handed out: the transaction is as if it never was. */
  private ScriptAnswer served(BootRequest request, Serving serving) {
    try {
      return transactions.call(() -> serveNow(request, serving));
    } catch (Problem unsayable) {
      if (unsayable.kind() != Problem.Kind.NOT_APPROVABLE) {
        throw unsayable;
      }
      return hold(new Hold(unsayable.detail()), serving);
    }
  }

  /** A list of discoveries that is full keeps nobody from being told to wait. */
  private void discover(BootNonce boot, ScriptQuery query) {
    try {
      sightings.seen(boot.mac(), query.uuid(), query.serial());
    } catch (Problem full) {
      if (full.kind() != Problem.Kind.CONFLICT) {
        throw full;
      }
    }
  }

  private ScriptAnswer serveNow(BootRequest request, Serving serving) {
    Optional<Machine> machine = machines.ownerNow(request.mac());
    Optional<String> another =
        machine.flatMap(known -> sightings.anotherNow(known.id(), request.smbiosUuid()));
    BootFacts facts =
        new BootFacts(
            machine,
            sites.of(request.subnet()).unknown(),
            machine.flatMap(installs::checkedFactNow),
            installs.inspector(),
            another);
    BootDecision decision = BootPolicy.decide(facts, request, time.now());
    machine.ifPresent(
        known ->
            sightings.identifyNow(known.id(), request.smbiosUuid(), request.serial(), another));
    return switch (decision) {
      case Ignore ignore -> new Refused(ignore.reason());
      case Hold hold -> hold(hold, serving);
      case LocalBoot local -> localBoot(local, serving);
      case Live live ->
          answer(servings.live(machine.map(Machine::id), live, serving), live, serving);
      case Install install ->
          answer(servings.install(machine.orElseThrow(), install, serving), install, serving);
    };
  }

  private ScriptAnswer answer(Servings.Handed handed, BootDecision decision, Serving serving) {
    return switch (handed) {
      case Servings.Handed.Out out -> new Script(out.script(), decision);
      case Servings.Handed.UsedUp used -> localBoot(new LocalBoot(used.reason()), serving);
      case Servings.Handed.Stale stale ->
          hold(new Hold("the boot link was used before; a new one follows"), serving);
      case Servings.Handed.Foreign foreign ->
          new Refused("the boot link was first used from another address than " + serving.client());
    };
  }

  private Script hold(Hold hold, Serving serving) {
    int seconds = serving.format().seconds(holdSeconds);
    if (holdLimit.isReached(serving.round(), seconds)) {
      return localBoot(new LocalBoot(hold.reason() + "; it has waited long enough"), serving);
    }
    String fresh = nonces.fresh(serving.boot().mac(), serving.client());
    return new Script(
        serving.format().hold(hold.reason(), serving.at(fresh), serving.round(), seconds), hold);
  }
}
