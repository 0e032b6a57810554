package io.ironwake.boot;

import io.ironwake.asset.AssetStore;
import io.ironwake.asset.Release;
import io.ironwake.boot.BootDecision.Ignore;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.net.ClientArch;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The folder that every machine sees as its own, over TFTP and HTTP: below its nonce, and below the
 * root for the names that loaders fix, where the living nonce of the source address stands for the
 * one that the name lacks.
 */
@ApplicationScoped
class BootTree {
  private static final Logger LOG = Logger.getLogger(BootTree.class);

  private static final String NO_LINK = Waiting.NO_LINK;

  private final BootService service;
  private final BootSites sites;
  private final LoaderFiles loaders;
  private final NonceLedger nonces;
  private final ScriptService scripts;
  private final RaspberryTree raspberry;
  private final AssetStore assets;
  private final Waiting waiting;
  private final Machines machines;
  private final FlightRecorder recorder;

  BootTree(
      BootService service,
      BootSites sites,
      LoaderFiles loaders,
      NonceLedger nonces,
      ScriptService scripts,
      RaspberryTree raspberry,
      AssetStore assets,
      Waiting waiting,
      Machines machines,
      FlightRecorder recorder) {
    this.service = service;
    this.sites = sites;
    this.loaders = loaders;
    this.nonces = nonces;
    this.scripts = scripts;
    this.raspberry = raspberry;
    this.assets = assets;
    this.waiting = waiting;
    this.machines = machines;
    this.recorder = recorder;
  }

  /**
   * Who asks for a file, and where.
   *
   * @param fetches false for HEAD, which counts as nothing
   */
  record Asked(Door door, Ipv4 client, Ipv4 server, boolean fetches) {}

  /** What comes of a name. */
  sealed interface Found {
    /** Decided from memory. */
    record Now(FileAnswer answer) implements Found {}

    /** Reads a whole file: not for an event loop. */
    record Later(Supplier<FileAnswer> work) implements Found {}

    /** Needs the database: for {@link BootQueue}. */
    record InTurn(Supplier<FileAnswer> work) implements Found {}
  }

  private static Found now(FileAnswer answer) {
    return new Found.Now(answer);
  }

  /**
   * Looks a name up.
   *
   * @param path segments with single slashes, none of them {@code ..}
   */
  Found look(Asked asked, String path) {
    String first = path.substring(0, slash(path));
    if (!BootNonce.looksLikeOne(first)) {
      return withoutNonce(asked, path);
    }
    if (first.equals(path)) {
      return now(new FileAnswer.NotFound(NO_LINK));
    }
    BootName name = BootName.of(path.substring(first.length() + 1));
    return withNonce(asked, first, name.mac(), name);
  }

  private static int slash(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path.length() : slash;
  }

  private Found withoutNonce(Asked asked, String path) {
    return raspberry.look(asked, path).orElseGet(() -> withoutNonceByOthers(asked, path));
  }

  private Found withoutNonceByOthers(Asked asked, String path) {
    Entrance entrance = Entrance.of(path);
    BootName name = BootName.of(entrance.rest());
    Optional<MacAddress> mac = entrance.mac().or(name::mac);
    BootSite site = sites.ofClient(asked.client);
    Optional<String> own =
        site.nonceRequired() ? Optional.empty() : mac.flatMap(told -> nonceOf(asked, told));
    if (own.isPresent()) {
      return withNonce(asked, own.get(), mac, name);
    }
    List<String> here = nonces.at(asked.client);
    if (here.size() == 1) {
      return withNonce(asked, here.getFirst(), mac, name);
    }
    return now(
        site.nonceRequired()
            ? waiting.nobody(asked.client, name, mac, here.size())
            : anonymous(asked, site, name));
  }

  /** A name asked for again belongs to the boot that asked before. */
  private Optional<String> nonceOf(Asked asked, MacAddress mac) {
    Optional<String> living = nonces.living(mac, asked.client);
    return living.isPresent() || !asked.fetches
        ? living
        : Optional.of(nonces.current(mac, Optional.of(asked.client), nonces.client(mac)));
  }

  /** Where another DHCP server names the files, loaders and the scripts that ask who they are. */
  private FileAnswer anonymous(Asked asked, BootSite site, BootName name) {
    return switch (name) {
      case BootName.IpxeStub _ -> text(IpxeScript.entrance(site.base(asked.server, sites.port())));
      case BootName.GrubStub _ -> text(GrubScript.entrance());
      case BootName.LoaderFile loader ->
          loaders
              .find(loader.name(), LoaderNames.arch(loader.name()))
              .<FileAnswer>map(found -> found)
              .orElseGet(() -> new FileAnswer.NotFound("there is no loader of this name"));
      default -> new FileAnswer.NotFound(NO_LINK);
    };
  }

  private Found withNonce(Asked asked, String nonce, Optional<MacAddress> named, BootName name) {
    return switch (nonces.check(nonce, asked.client)) {
      case NonceLedger.Check.Foreign foreign -> now(new FileAnswer.Refused(foreign.reason()));
      case NonceLedger.Check.Expired expired ->
          name.outlivesItsLink()
              ? granted(asked, expired.nonce(), nonce, named, name)
              : now(
                  new FileAnswer.Refused(
                      "the boot link is older than 10 minutes; reboot the machine"));
      case NonceLedger.Check.Good good -> granted(asked, good.nonce(), nonce, named, name);
    };
  }

  private Found granted(
      Asked asked, BootNonce boot, String nonce, Optional<MacAddress> named, BootName name) {
    if (!proves(boot, named, name)) {
      return now(waiting.another(asked.client, nonce, name));
    }
    BootRequest request =
        sites.request(asked.door, boot.mac(), BootStage.FIRMWARE, asked.client, asked.server);
    if (service.decide(request) instanceof Ignore ignore) {
      return now(new FileAnswer.Refused(ignore.reason()));
    }
    BootClient client = nonces.client(boot.mac());
    return switch (name) {
      case BootName.IpxeStub _ -> now(recorded(asked, boot, name, stub(asked, nonce)));
      case BootName.GrubStub _ ->
          now(recorded(asked, boot, name, text(GrubScript.stub("/" + nonce))));
      case BootName.UBootFile _ -> now(text("Ironwake: read pxelinux.cfg beside this file\n"));
      case BootName.UBootImage _ ->
          now(recorded(asked, boot, name, new FileAnswer.Bytes(UBootScript.of(nonce))));
      case BootName.LoaderFile loader ->
          now(recorded(asked, boot, name, loader(asked, boot, client, loader.name())));
      case BootName.Absent absent -> now(new FileAnswer.NotFound("there is no " + absent.file()));
      case BootName.GrubScript script ->
          script(asked, nonce, ScriptQuery.of(ScriptFormat.GRUB, script.uuid(), script.round()));
      case BootName.Pxelinux config ->
          script(asked, nonce, ScriptQuery.of(client.pxelinux(), Optional.empty(), config.round()));
      case BootName.Asset asset -> new Found.Later(() -> recorded(asked, boot, name, asset(asset)));
    };
  }

  /**
   * True unless the names tell another MAC than the nonce's. GRUB's document is granted by source
   * address, which may have been another machine's a minute ago: GRUB must tell its MAC.
   */
  private static boolean proves(BootNonce boot, Optional<MacAddress> named, BootName name) {
    return Stream.concat(named.stream(), name.mac().stream()).allMatch(boot.mac()::equals)
        && !(name instanceof BootName.GrubScript script && script.named().isEmpty());
  }

  private FileAnswer stub(Asked asked, String nonce) {
    String base = sites.ofClient(asked.client).base(asked.server, sites.port());
    return text(IpxeScript.stub(base + "/boot/" + nonce));
  }

  private FileAnswer loader(Asked asked, BootNonce boot, BootClient client, String name) {
    ClientArch arch = client.arch().orElseGet(() -> LoaderNames.arch(name));
    Optional<FileAnswer.OnDisk> found = loaders.find(name, arch);
    if (asked.fetches && found.isPresent()) {
      nonces.loaderFetched(boot.mac());
    }
    return found
        .<FileAnswer>map(file -> file)
        .orElseGet(() -> new FileAnswer.NotFound("there is no loader named '" + name + "'"));
  }

  /** HEAD promises a script and hands nothing out. */
  private Found script(Asked asked, String nonce, ScriptQuery query) {
    return asked.fetches
        ? new Found.InTurn(() -> script(scripts.script(nonce, asked.client, asked.server, query)))
        : now(text(""));
  }

  private static FileAnswer script(ScriptAnswer answer) {
    return switch (answer) {
      case ScriptAnswer.Script script -> text(script.text());
      case ScriptAnswer.Refused refused -> new FileAnswer.Refused(refused.reason());
    };
  }

  private FileAnswer asset(BootName.Asset asset) {
    try {
      Release release = new Release(asset.os(), asset.version(), asset.arch());
      return switch (assets.find(release, asset.file())) {
        case AssetStore.Finding.Good good -> FileAnswer.OnDisk.of(good.asset());
        case AssetStore.Finding.Missing missing -> new FileAnswer.NotFound(missing.reason());
        case AssetStore.Finding.Coming coming -> new FileAnswer.Trouble(coming.reason());
        case AssetStore.Finding.Bad bad -> {
          LOG.errorf("%s", bad.reason());
          yield new FileAnswer.Trouble(bad.reason());
        }
      };
    } catch (IllegalArgumentException noFolder) {
      return new FileAnswer.NotFound("there is no such asset");
    }
  }

  private FileAnswer recorded(Asked asked, BootNonce boot, BootName name, FileAnswer answer) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("file", name.file());
    detail.put("address", asked.client.toString());
    detail.put(
        "answer",
        answer instanceof FileAnswer.NotFound
            ? "not found"
            : asked.fetches ? "served" : "described");
    if (answer instanceof FileAnswer.OnDisk file) {
      file.sha256().ifPresent(digest -> detail.put("sha256", digest));
    }
    recorder.record(
        FlightRecorder.event(asked.door.name(), "file", boot.mac())
            .of(machines.snapshot().byMac(boot.mac()).map(Machine::id))
            .in(boot.boot())
            .with(detail));
    return answer;
  }

  private static FileAnswer text(String script) {
    return new FileAnswer.Bytes(script.getBytes(StandardCharsets.UTF_8));
  }
}
