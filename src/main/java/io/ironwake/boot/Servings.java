package io.ironwake.boot;

import io.ironwake.access.Token;
import io.ironwake.access.Vault;
import io.ironwake.asset.Release;
import io.ironwake.config.Document;
import io.ironwake.config.FrozenInstall;
import io.ironwake.config.RenderedInstall;
import io.ironwake.config.ServeUrls;
import io.ironwake.machine.LifecycleEvent;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.problem.Problem;
import io.ironwake.profile.Profile;
import io.ironwake.profile.Profiles;
import io.ironwake.store.DatabaseTime;
import io.ironwake.store.Uuid7;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Hands out kernels with their arguments: makes the attempt and its documents, and moves the
 * machine. Every method runs inside the transaction of the script request, so a crash hands out
 * either all of it or nothing.
 */
@ApplicationScoped
class Servings {
  /** A retransmitted request within this time gets the same script and is the same attempt. */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private final Machines machines;
  private final Profiles profiles;
  private final Freezing freezing;
  private final Installs installs;
  private final InstallRows rows;
  private final Inspections inspections;
  private final LoopGuard loops;
  private final Vault vault;
  private final DatabaseTime time;
  private final Uuid7 ids;
  private final int maxAttempts;
  private final SecureRandom random = new SecureRandom();

  Servings(
      Machines machines,
      Profiles profiles,
      Freezing freezing,
      Installs installs,
      InstallRows rows,
      Inspections inspections,
      LoopGuard loops,
      Vault vault,
      DatabaseTime time,
      Uuid7 ids,
      @ConfigProperty(name = "ironwake.max-attempts", defaultValue = "3") int maxAttempts) {
    this.machines = machines;
    this.profiles = profiles;
    this.freezing = freezing;
    this.installs = installs;
    this.rows = rows;
    this.inspections = inspections;
    this.loops = loops;
    this.vault = vault;
    this.time = time;
    this.ids = ids;
    this.maxAttempts = maxAttempts;
  }

  /** What became of a request for an install. */
  sealed interface Handed {
    /** The script to send. */
    record Out(String script) implements Handed {}

    /** The install had its attempts, or the machine goes in circles; nothing is handed out. */
    record UsedUp(String reason) implements Handed {}

    /** This nonce was served longer ago than a retransmission takes, or for another install. */
    record Stale() implements Handed {}

    /** This nonce was served to another address. */
    record Foreign() implements Handed {}
  }

  Handed install(Machine machine, BootDecision.Install install, Serving serving) {
    Optional<InstallRows.Attempt> prior = prior(serving);
    if (prior.isPresent()) {
      return again(prior.get(), prior.get().install().equals(install.install()), serving);
    }
    InstallEntity row = rows.findById(install.install());
    Optional<String> loop = loops.stopNow(machine, row.id, serving.boot().mac());
    if (loop.isPresent()) {
      return new Handed.UsedUp(loop.get());
    }
    Machine moved =
        machines.sendNow(
            machine.id(),
            new LifecycleEvent.InstallerServed(row.id, maxAttempts, time.now()),
            "machine",
            handedOut(row, serving));
    if (moved.state() instanceof MachineState.Failed failed) {
      installs.endNow(row.id, "FAILED", failed.reason());
      return new Handed.UsedUp(failed.reason());
    }
    int attempt = ((MachineState.Installing) moved.state()).attempt();
    installs.servedNow(row.id);
    FrozenRecord frozen = installs.open(row);
    return new Handed.Out(
        write(
            row.id,
            attempt,
            frozen.install(),
            frozen.release(),
            frozen.reportToken(),
            serving,
            install.reason()));
  }

  /** What the journal keeps for ever: which digests went onto which disk of which machine. */
  private Map<String, Object> handedOut(InstallEntity row, Serving serving) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("install", row.number);
    detail.put("address", serving.client().toString());
    detail.put("profile", row.profile);
    detail.put("disk", String.valueOf(row.disk));
    detail.put("assets", installs.assets(row));
    return detail;
  }

  private Optional<InstallRows.Attempt> prior(Serving serving) {
    return rows.byNonceHash(Token.presented(serving.nonce()).sha256());
  }

  private Handed again(InstallRows.Attempt prior, boolean sameIntent, Serving serving) {
    if (!prior.address().equals(serving.client())) {
      return new Handed.Foreign();
    }
    boolean recent = serving.format().lasts() || prior.servedAt().plus(GRACE).isAfter(time.now());
    return sameIntent && recent
        ? rows.document(prior.id(), serving.format().document())
            .<Handed>map(
                stored -> new Handed.Out(text(prior.id(), serving.format().document(), stored)))
            .orElseGet(Handed.Stale::new)
        : new Handed.Stale();
  }

  /** Boots a Live profile: documents under a token like an install's, but no state moves. */
  Handed live(Optional<UUID> machine, BootDecision.Live live, Serving serving) {
    Optional<InstallRows.Attempt> prior = prior(serving);
    if (prior.isPresent()) {
      return again(prior.get(), rows.findByIdOptional(prior.get().install()).isEmpty(), serving);
    }
    Profile profile =
        profiles
            .find(live.profile())
            .orElseThrow(() -> Problem.notFound("the Live profile is gone; set another"));
    FrozenInstall frozen =
        freezing.live(machine.map(machines::currentNow), serving.boot().mac(), profile);
    Release release = new Release(profile.os().id(), profile.version(), profile.arch().id());
    Token report = Token.random(random);
    String script = write(ids.next(), 1, frozen, release, report.text(), serving, live.reason());
    machine.ifPresent(id -> inspections.openNow(id, report, serving));
    machine.ifPresent(machines::liveServedNow);
    return new Handed.Out(script);
  }

  private String write(
      UUID install,
      int attempt,
      FrozenInstall frozen,
      Release release,
      String reportToken,
      Serving serving,
      String reason) {
    Token config = Token.random(random);
    UUID id = ids.next();
    String assets = serving.base() + "/assets/" + release.folder();
    RenderedInstall rendered =
        frozen.render(
            new ServeUrls(
                assets,
                serving.base() + "/config/" + config.text(),
                serving.base() + "/report/" + reportToken));
    String script = script(reason, release, rendered, serving);
    rows.addAttempt(
        id,
        install,
        attempt,
        Token.presented(serving.nonce()).sha256(),
        serving.client(),
        config.sha256());
    Map<String, InstallRows.Stored> sealed = new LinkedHashMap<>();
    for (Document document : rendered.documents()) {
      sealed.put(
          document.name(), sealed(id, document.name(), document.contentType(), document.bytes()));
    }
    String name = serving.format().document();
    sealed.put(name, sealed(id, name, "text/plain", script.getBytes(StandardCharsets.UTF_8)));
    rows.addDocuments(id, sealed);
    return script;
  }

  private static String script(
      String reason, Release release, RenderedInstall rendered, Serving serving) {
    try {
      return serving.format().boot(reason, serving.place(), release.folder(), rendered);
    } catch (IllegalArgumentException unsayable) {
      throw Problem.of(Problem.Kind.NOT_APPROVABLE, String.valueOf(unsayable.getMessage()));
    }
  }

  private InstallRows.Stored sealed(UUID attempt, String name, String contentType, byte[] content) {
    Vault.Sealed sealed = vault.seal(content, context(attempt, name));
    return new InstallRows.Stored(contentType, sealed.ciphertext(), sealed.keyId());
  }

  private String text(UUID attempt, String name, InstallRows.Stored stored) {
    return new String(
        vault.open(stored.ciphertext(), stored.keyId(), context(attempt, name)),
        StandardCharsets.UTF_8);
  }

  /** A config document to serve. */
  record Served(UUID install, UUID attempt, String contentType, byte[] content) {}

  /**
   * The document behind a config token. The script is not among them: it is served by nonce alone.
   *
   * @param token as presented in the URL
   */
  Optional<Served> document(String token, String name) {
    if (ScriptFormat.isScript(name)) {
      return Optional.empty();
    }
    return rows.byConfigHash(Token.presented(token).sha256())
        .flatMap(
            attempt ->
                rows.document(attempt.id(), name)
                    .map(
                        stored ->
                            new Served(
                                attempt.install(),
                                attempt.id(),
                                stored.contentType(),
                                vault.open(
                                    stored.ciphertext(),
                                    stored.keyId(),
                                    context(attempt.id(), name)))));
  }

  private static String context(UUID attempt, String name) {
    return "document:" + attempt + ":" + name;
  }
}
