package io.ironwake.boot;

import io.ironwake.asset.AssetStore;
import io.ironwake.asset.Release;
import io.ironwake.boot.BootDecision.Ignore;
import io.ironwake.boot.BootDecision.Install;
import io.ironwake.boot.BootDecision.Live;
import io.ironwake.boot.BootTree.Asked;
import io.ironwake.boot.BootTree.Found;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.net.MacAddress;
import io.ironwake.quirk.Quirks;
import io.ironwake.quirk.Traits;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Raspberry Pi fetches by TFTP (quirk 13): the operator's firmware files, and the two texts
 * that name its kernel. Its names hold no nonce, so the living nonce of its address stands for one;
 * only a machine that is to install or to run a Live profile finds anything but firmware here.
 */
@ApplicationScoped
class RaspberryTree {
  private static final String ABSENT = "there is no such file for this Raspberry Pi";

  private final Quirks quirks;
  private final NonceLedger nonces;
  private final BootSites sites;
  private final BootService service;
  private final ScriptService scripts;
  private final BootImages images;
  private final LoaderFiles loaders;
  private final AssetStore assets;
  private final Machines machines;
  private final Map<String, Begun> begun = Collections.synchronizedMap(new Newest());

  /** A Live boot under way. */
  private record Begun(BootImages.Images images, String commandLine) {}

  private static final class Newest extends LinkedHashMap<String, Begun> {
    private static final long serialVersionUID = 1;
    private static final int KEPT = 1024;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Begun> eldest) {
      return size() > KEPT;
    }
  }

  RaspberryTree(
      Quirks quirks,
      NonceLedger nonces,
      BootSites sites,
      BootService service,
      ScriptService scripts,
      BootImages images,
      LoaderFiles loaders,
      AssetStore assets,
      Machines machines) {
    this.quirks = quirks;
    this.nonces = nonces;
    this.sites = sites;
    this.service = service;
    this.scripts = scripts;
    this.images = images;
    this.loaders = loaders;
    this.assets = assets;
    this.machines = machines;
  }

  /** Looks up what a Pi asks; empty for every other client and name. */
  Optional<Found> look(Asked asked, String path) {
    boolean pi =
        quirks
            .heardAt(asked.client())
            .filter(client -> client.traits().program() == Traits.Program.RASPBERRY_PI)
            .isPresent();
    List<String> here = pi ? nonces.at(asked.client()) : List.of();
    return here.size() == 1
        ? RaspberryName.of(path).map(name -> withNonce(asked, here.getFirst(), name))
        : Optional.empty();
  }

  private Found withNonce(Asked asked, String nonce, RaspberryName name) {
    return switch (nonces.check(nonce, asked.client())) {
      case NonceLedger.Check.Good good -> granted(asked, good.nonce(), nonce, name);
      case NonceLedger.Check.Expired _ -> missing("its boot began more than 10 minutes ago");
      case NonceLedger.Check.Foreign foreign ->
          new Found.Now(new FileAnswer.Refused(foreign.reason()));
    };
  }

  private Found granted(Asked asked, BootNonce boot, String nonce, RaspberryName name) {
    if (isAnothers(boot.mac(), name)) {
      return missing("this name is another machine's");
    }
    BootRequest request =
        sites.request(asked.door(), boot.mac(), BootStage.FIRMWARE, asked.client(), asked.server());
    BootDecision decision = service.decide(request);
    if (decision instanceof Ignore ignore) {
      return new Found.Now(new FileAnswer.Refused(ignore.reason()));
    }
    return switch (name.kind()) {
      case FIRMWARE -> new Found.Now(firmware(name.path()));
      case CONFIG -> new Found.InTurn(() -> config(boot, decision));
      case KERNEL -> new Found.InTurn(() -> kernel(boot, decision));
      case INITRD -> new Found.InTurn(() -> initrd(boot, decision, name.initrd()));
      case COMMAND_LINE ->
          asked.fetches()
              ? new Found.InTurn(() -> commandLine(asked, boot, nonce))
              : new Found.Now(text(""));
    };
  }

  private boolean isAnothers(MacAddress booting, RaspberryName name) {
    return name.mac().filter(mac -> !mac.equals(booting)).isPresent()
        || machines
            .snapshot()
            .byMac(booting)
            .flatMap(Machine::serial)
            .filter(name::isAnothers)
            .isPresent();
  }

  private static Found missing(String why) {
    return new Found.Now(new FileAnswer.NotFound(why));
  }

  private FileAnswer firmware(String path) {
    return loaders
        .raspberryFirmware(path)
        .<FileAnswer>map(file -> file)
        .orElseGet(() -> new FileAnswer.NotFound(ABSENT));
  }

  private FileAnswer config(BootNonce boot, BootDecision decision) {
    return imagesOf(boot, decision)
        .<FileAnswer>map(
            found -> text(RaspberryConfig.text(decision.reason(), found.initrds().size())))
        .orElseGet(() -> new FileAnswer.NotFound(decision.reason()));
  }

  private FileAnswer kernel(BootNonce boot, BootDecision decision) {
    return imagesOf(boot, decision)
        .map(found -> asset(found.release(), found.kernel()))
        .orElseGet(() -> new FileAnswer.NotFound(ABSENT));
  }

  private FileAnswer initrd(BootNonce boot, BootDecision decision, int number) {
    return imagesOf(boot, decision)
        .filter(found -> number < found.initrds().size())
        .map(found -> asset(found.release(), found.initrds().get(number)))
        .orElseGet(() -> new FileAnswer.NotFound(ABSENT));
  }

  /** A Live profile for one boot is spent with its command line, and its files come after that. */
  private Optional<BootImages.Images> imagesOf(BootNonce boot, BootDecision decision) {
    return Optional.ofNullable(begun.get(boot.boot()))
        .map(Begun::images)
        .or(() -> images.of(boot.mac(), decision));
  }

  private FileAnswer asset(Release release, String file) {
    return switch (assets.find(release, file)) {
      case AssetStore.Finding.Good good -> FileAnswer.OnDisk.of(good.asset());
      case AssetStore.Finding.Missing missing -> new FileAnswer.NotFound(missing.reason());
      case AssetStore.Finding.Coming coming -> new FileAnswer.Trouble(coming.reason());
      case AssetStore.Finding.Bad bad -> new FileAnswer.Trouble(bad.reason());
    };
  }

  /** The document that starts an install: handed out in the transaction that records it. */
  private FileAnswer commandLine(Asked asked, BootNonce boot, String nonce) {
    Begun again = begun.get(boot.boot());
    if (again != null) {
      return text(again.commandLine());
    }
    ScriptQuery query = ScriptQuery.of(ScriptFormat.RASPBERRY_PI, Optional.empty(), 0);
    return switch (scripts.script(nonce, asked.client(), asked.server(), query)) {
      case ScriptAnswer.Script script when script.decision() instanceof Install ->
          text(script.text());
      case ScriptAnswer.Script script when script.decision() instanceof Live live ->
          begin(boot, live, script.text());
      case ScriptAnswer.Script script -> new FileAnswer.NotFound(script.decision().reason());
      case ScriptAnswer.Refused refused -> new FileAnswer.Refused(refused.reason());
    };
  }

  private FileAnswer begin(BootNonce boot, Live live, String commandLine) {
    images
        .of(boot.mac(), live)
        .ifPresent(found -> begun.put(boot.boot(), new Begun(found, commandLine)));
    return text(commandLine);
  }

  private static FileAnswer text(String content) {
    return new FileAnswer.Bytes(content.getBytes(StandardCharsets.UTF_8));
  }
}
