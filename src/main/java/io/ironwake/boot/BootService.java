package io.ironwake.boot;

import io.ironwake.boot.BootDecision.Ignore;
import io.ironwake.boot.BootDecision.LocalBoot;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.net.ClientArch;
import io.ironwake.net.Ipv4;
import io.ironwake.quirk.Effects;
import io.ironwake.quirk.LocalBootMethod;
import io.ironwake.quirk.Model;
import io.ironwake.quirk.QuirkSubject;
import io.ironwake.quirk.Quirks;
import io.ironwake.store.DatabaseTime;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * The gate's only caller: it gathers the facts from memory, asks {@link BootPolicy}, and names the
 * file that follows.
 */
@ApplicationScoped
public class BootService implements BootAdvisor, BootFiles {
  private static final Logger LOG = Logger.getLogger(BootService.class);
  private static final ClientArch WITHOUT_OPTION_93 = ClientArch.BIOS_X86;

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
    BootAdvice advice = advice(request, decide(request), quirks.applied(subject(request)));
    record(request, advice);
    return advice;
  }

  private QuirkSubject subject(BootRequest request) {
    Model model = models.of(machines.snapshot().byMac(request.mac()));
    return new QuirkSubject(request.mac(), request.arch(), request.traits(), model);
  }

  /** A decision, the plain name of the file that carries it out, and the quirks respected. */
  record Named(BootDecision decision, Optional<String> file, Effects effects) {}

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

  private BootAdvice advice(BootRequest request, BootDecision decision, Effects effects) {
    Named named = named(request, decision, effects);
    return new BootAdvice(
        named.decision,
        named.file.map(name -> file(request, sites.of(request.subnet()), name)),
        effects);
  }

  private Named named(BootRequest request, BootDecision decision, Effects effects) {
    if (decision instanceof Ignore
        || decision instanceof LocalBoot && !hasFileForLocalBoot(request, effects)) {
      return new Named(decision, Optional.empty(), effects);
    }
    return switch (request.stage()) {
      case FIRMWARE, HTTP_BOOT -> withLoader(request, decision, effects);
      case IPXE_WITHOUT_HTTP ->
          nonces.isLooping(request.mac())
              ? new Named(
                  decision.because(
                      "the loader came back without HTTP, so naming it again would loop; use an iPXE built with HTTP"),
                  Optional.empty(),
                  effects)
              : withLoader(request, decision, effects);
      case IPXE, SCRIPT -> new Named(decision, Optional.of("boot.ipxe"), effects);
    };
  }

  private boolean hasFileForLocalBoot(BootRequest request, Effects effects) {
    return effects
        .localBoot()
        .map(method -> method != LocalBootMethod.NO_FILE)
        .orElseGet(() -> sites.of(request.subnet()).fileForLocalBoot());
  }

  private Named withLoader(BootRequest request, BootDecision decision, Effects effects) {
    ClientArch arch = request.arch().orElse(WITHOUT_OPTION_93);
    Optional<String> forced = effects.loader();
    Optional<String> found = forced.filter(name -> loaders.find(name).isPresent());
    Optional<String> loader = found.or(() -> loaders.choose(arch));
    if (loader.isEmpty()) {
      return new Named(decision.because(Loader.missing(arch)), loader, effects);
    }
    String absent = "quirk rules want " + forced.orElse("") + ", which is not in loaders/";
    return new Named(
        forced.isPresent() && found.isEmpty() ? decision.because(absent) : decision,
        loader,
        effects);
  }

  private BootFile file(BootRequest request, BootSite site, String name) {
    String nonce = nonces.current(request.mac(), request.clientAddress());
    String base = site.base(request.serverAddress(), sites.port());
    return new BootFile(
        site.nextServer(request.serverAddress()),
        nonce + "/" + name,
        base + "/boot/" + nonce + "/" + name);
  }

  private void record(BootRequest request, BootAdvice advice) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("stage", request.stage().name());
    request.arch().ifPresent(arch -> detail.put("arch", arch.name()));
    request.clientAddress().ifPresent(address -> detail.put("address", address.toString()));
    request.subnet().ifPresent(subnet -> detail.put("subnet", subnet));
    detail.put("decision", advice.decision().name());
    detail.put("reason", advice.decision().reason());
    advice.file().ifPresent(file -> detail.put("file", file.lastSegment()));
    if (!advice.effects().rules().isEmpty()) {
      detail.put("quirks", advice.effects().rules());
    }
    Optional<Machine> machine = machines.snapshot().byMac(request.mac());
    recorder.record(
        FlightRecorder.event(request.door().name(), "decision", request.mac())
            .of(machine.map(Machine::id))
            .with(detail));
  }

  @Override
  public CompletionStage<FileAnswer> tftp(Ipv4 client, String name) {
    return CompletableFuture.completedFuture(decided(client, name));
  }

  private FileAnswer decided(Ipv4 client, String name) {
    try {
      return file(new Asked(Door.TFTP, client, LocalAddress.towards(client), true), name);
    } catch (RuntimeException e) {
      LOG.warnf(e, "tftp request from %s could not be decided", client);
      return new FileAnswer.Trouble("Ironwake has an internal problem; its log says which");
    }
  }

  /**
   * Who asks for a file, and where.
   *
   * @param fetches false for HEAD, which counts as nothing
   */
  record Asked(Door door, Ipv4 client, Ipv4 server, boolean fetches) {}

  /**
   * A loader or stub for whoever presents {@code nonce/name}, or a bare {@code name} where the site
   * admits that.
   */
  FileAnswer file(Asked asked, String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0
        ? withoutNonce(asked, name)
        : withNonce(asked, name.substring(0, slash), name.substring(slash + 1));
  }

  /** A bare name may be a nonce whose file name got lost, so no refusal repeats it. */
  private FileAnswer withoutNonce(Asked asked, String name) {
    BootSite site = sites.ofClient(asked.client);
    if (site.nonceRequired()) {
      return new FileAnswer.NotFound(
          "file names here begin with the boot link that DHCP gave; this one has none");
    }
    if (isStub(name)) {
      return new FileAnswer.Bytes(text(IpxeScript.entrance(site.base(asked.server, sites.port()))));
    }
    return loaders
        .find(name)
        .<FileAnswer>map(found -> found)
        .orElseGet(() -> new FileAnswer.NotFound("there is no loader of this name"));
  }

  private FileAnswer withNonce(Asked asked, String nonce, String name) {
    return switch (nonces.check(nonce, asked.client)) {
      case NonceLedger.Check.Foreign foreign -> new FileAnswer.Refused(foreign.reason());
      case NonceLedger.Check.Expired expired ->
          new FileAnswer.Refused("the boot link is older than 10 minutes; reboot the machine");
      case NonceLedger.Check.Good good -> granted(asked, good.nonce(), nonce, name);
    };
  }

  private FileAnswer granted(Asked asked, BootNonce boot, String nonce, String name) {
    BootSite site = sites.ofClient(asked.client);
    BootRequest request =
        sites.request(asked.door, boot.mac(), BootStage.FIRMWARE, asked.client, asked.server);
    if (decide(request) instanceof Ignore ignore) {
      return new FileAnswer.Refused(ignore.reason());
    }
    FileAnswer answer =
        isStub(name)
            ? new FileAnswer.Bytes(
                text(IpxeScript.stub(site.base(asked.server, sites.port()) + "/boot/" + nonce)))
            : loader(name);
    if (asked.fetches && answer instanceof FileAnswer.OnDisk) {
      nonces.loaderFetched(boot.mac());
    }
    record(asked, boot, name, answer);
    return answer;
  }

  private void record(Asked asked, BootNonce boot, String name, FileAnswer answer) {
    Map<String, Object> detail =
        Map.of(
            "file",
            name,
            "address",
            asked.client.toString(),
            "answer",
            answer instanceof FileAnswer.NotFound
                ? "not found"
                : asked.fetches ? "served" : "described");
    Optional<Machine> machine = machines.snapshot().byMac(boot.mac());
    recorder.record(
        FlightRecorder.event(asked.door.name(), "file", boot.mac())
            .of(machine.map(Machine::id))
            .in(boot.boot())
            .with(detail));
  }

  private FileAnswer loader(String name) {
    return loaders
        .find(name)
        .<FileAnswer>map(found -> found)
        .orElseGet(() -> new FileAnswer.NotFound("there is no loader named '" + name + "'"));
  }

  private static boolean isStub(String name) {
    return name.equals("boot.ipxe") || name.equals("autoexec.ipxe");
  }

  private static byte[] text(String script) {
    return script.getBytes(StandardCharsets.UTF_8);
  }
}
