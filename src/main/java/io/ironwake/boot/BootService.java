package io.ironwake.boot;

import io.ironwake.boot.BootDecision.Ignore;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.net.BootHints;
import io.ironwake.net.ClientArch;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LoaderKind;
import io.ironwake.net.LocalBoot;
import io.ironwake.quirk.Effects;
import io.ironwake.quirk.Model;
import io.ironwake.quirk.QuirkSubject;
import io.ironwake.quirk.Quirks;
import io.ironwake.quirk.Traits;
import io.ironwake.store.DatabaseTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The gate's only caller: it gathers the facts from memory, asks {@link BootPolicy}, and names the
 * file that follows.
 */
@ApplicationScoped
public class BootService implements BootAdvisor {
  private final Machines machines;
  private final Installs installs;
  private final BootSites sites;
  private final LoaderFiles loaders;
  private final NonceLedger nonces;
  private final Discoveries discoveries;
  private final Quirks quirks;
  private final Models models;
  private final FlightRecorder recorder;
  private final DatabaseTime time;

  BootService(
      Machines machines,
      Installs installs,
      BootSites sites,
      LoaderFiles loaders,
      NonceLedger nonces,
      Discoveries discoveries,
      Quirks quirks,
      Models models,
      FlightRecorder recorder,
      DatabaseTime time) {
    this.machines = machines;
    this.installs = installs;
    this.sites = sites;
    this.loaders = loaders;
    this.nonces = nonces;
    this.discoveries = discoveries;
    this.quirks = quirks;
    this.models = models;
    this.recorder = recorder;
    this.time = time;
  }

  /**
   * Asks the gate and changes nothing: for {@code explain} and for doors that act on the answer
   * themselves.
   */
  BootDecision decide(BootRequest request) {
    return BootPolicy.decide(facts(request), request, time.reckoned());
  }

  private BootFacts facts(BootRequest request) {
    Optional<Machine> machine = machines.snapshot().byMac(request.mac());
    BootSite site = sites.of(request.subnet());
    return new BootFacts(
        machine, site.unknown(), machine.flatMap(installs::factOf), installs.inspector());
  }

  @Override
  public BootAdvice advise(BootRequest request) {
    discoveries.heard(request);
    Effects effects = quirks.applied(subject(request), request.clientAddress());
    Named named = named(request, decide(request), effects);
    record(request, named);
    return new BootAdvice(
        named.decision, named.file.map(name -> file(request, name, named)), named.effects);
  }

  private QuirkSubject subject(BootRequest request) {
    Model model = models.of(machines.snapshot().byMac(request.mac()));
    return new QuirkSubject(request.mac(), request.arch(), request.traits(), model);
  }

  /**
   * A decision and how it is carried out.
   *
   * @param chain the way the machine is started; empty when nothing starts it here
   * @param file the plain name of the file it is told to fetch
   * @param way to its disk, should it be sent there
   * @param effects the quirks respected
   */
  record Named(
      BootDecision decision,
      Optional<Chain> chain,
      Optional<String> file,
      LocalBoot way,
      Effects effects) {
    /** What the loader is served then. */
    Optional<String> document() {
      return file.map(
          name ->
              name.equals(RaspberryName.CONFIG)
                  ? ScriptFormat.RASPBERRY_PI.asked()
                  : chain.map(each -> each.format().asked()).orElse(ScriptFormat.IPXE.asked()));
    }
  }

  /** What {@link #advise} would say, without minting, recording or discovering anything. */
  Named explain(BootRequest request, Optional<BootFacts.InstallFact> install) {
    Optional<Machine> machine = machines.snapshot().byMac(request.mac());
    BootFacts facts =
        new BootFacts(machine, sites.of(request.subnet()).unknown(), install, installs.inspector());
    return named(
        request,
        BootPolicy.decide(facts, request, time.reckoned()),
        quirks.effectsFor(subject(request)));
  }

  private Named named(BootRequest request, BootDecision decision, Effects effects) {
    BootHints hints =
        sites.of(request.subnet()).hints(machines.snapshot().byMac(request.mac()), effects.boot());
    LocalBoot way = hints.localBoot().orElse(LocalBoot.SCRIPT);
    if (decision instanceof Ignore
        || decision instanceof BootDecision.LocalBoot && way == LocalBoot.NO_FILE) {
      return new Named(decision, Optional.empty(), Optional.empty(), way, effects);
    }
    return switch (request.stage()) {
      case FIRMWARE, HTTP_BOOT, U_BOOT -> started(request, decision, hints, effects);
      case IPXE_WITHOUT_HTTP ->
          nonces.isLooping(request.mac())
              ? new Named(
                  decision.because(
                      "the loader came back without HTTP, so naming it again would loop; use an"
                          + " iPXE built with HTTP"),
                  Optional.empty(),
                  Optional.empty(),
                  way,
                  effects)
              : started(request, decision, hints, effects);
      case IPXE, SCRIPT ->
          new Named(decision, Optional.empty(), Optional.of("boot.ipxe"), way, effects);
    };
  }

  private Named started(
      BootRequest request, BootDecision decision, BootHints hints, Effects effects) {
    if (request.traits().program() == Traits.Program.RASPBERRY_PI) {
      return raspberry(decision, effects);
    }
    ClientArch arch = request.arch().orElseGet(() -> request.stage().usualArch());
    LoaderFiles.Start start = loaders.start(arch, loader(decision, hints));
    return new Named(
        start.note().map(decision::because).orElse(decision),
        Optional.of(start.chain()),
        start.file(),
        hints.localBoot().orElse(LocalBoot.SCRIPT),
        effects);
  }

  /**
   * It runs no script, so only a kernel helps it: all else is silence, and it asks DHCP again or
   * goes on in its boot order.
   */
  private Named raspberry(BootDecision decision, Effects effects) {
    boolean boots =
        decision instanceof BootDecision.Install || decision instanceof BootDecision.Live;
    boolean ready = boots && loaders.hasRaspberryFirmware();
    BootDecision told =
        boots && !ready
            ? decision.because(
                "no firmware for a Raspberry Pi: put start4.elf, its device trees and overlays"
                    + " into the asset folder's loaders/raspberrypi/")
            : decision;
    Optional<String> file = ready ? Optional.of(RaspberryName.CONFIG) : Optional.empty();
    return new Named(told, Optional.empty(), file, LocalBoot.NO_FILE, effects);
  }

  /** A machine that GRUB sends to its disk needs GRUB for it, whatever installed it. */
  private static Optional<LoaderChoice> loader(BootDecision decision, BootHints hints) {
    return decision instanceof BootDecision.LocalBoot
            && hints.localBoot().equals(Optional.of(LocalBoot.GRUB_CHAIN))
        ? Optional.of(new LoaderChoice(LoaderKind.SHIM_GRUB.word()))
        : hints.loader();
  }

  private BootFile file(BootRequest request, String name, Named named) {
    BootSite site = sites.of(request.subnet());
    String nonce =
        nonces.current(
            request.mac(),
            request.clientAddress(),
            BootClient.of(request, named.chain, named.effects.boot()));
    String base = site.base(request.serverAddress(), sites.port());
    return new BootFile(
        site.nextServer(request.serverAddress()),
        nonce + "/" + name,
        base + "/boot/" + nonce + "/" + name);
  }

  private void record(BootRequest request, Named named) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("stage", request.stage().name());
    request.arch().ifPresent(arch -> detail.put("arch", arch.name()));
    request.clientAddress().ifPresent(address -> detail.put("address", address.toString()));
    request.subnet().ifPresent(subnet -> detail.put("subnet", subnet));
    detail.put("decision", named.decision.name());
    detail.put("reason", named.decision.reason());
    named.chain.ifPresent(chain -> detail.put("chain", chain.kind().word()));
    named.file.ifPresent(file -> detail.put("file", file));
    if (!named.effects.rules().isEmpty()) {
      detail.put("quirks", named.effects.rules());
    }
    Optional<Machine> machine = machines.snapshot().byMac(request.mac());
    recorder.record(
        FlightRecorder.event(request.door().name(), "decision", request.mac())
            .of(machine.map(Machine::id))
            .with(detail));
  }
}
