package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.boot.Approvals.Approval;
import io.ironwake.machine.LifecycleEvent;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineSpec;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.net.ClientArch;
import io.ironwake.net.Ipv4;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.MacAddress;
import io.ironwake.profile.Arch;
import io.ironwake.profile.Effect;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.OsFamily;
import io.ironwake.profile.Profile;
import io.ironwake.profile.Profiles;
import io.ironwake.profile.StoredProfile;
import io.ironwake.store.Binary;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Machines that boot over HTTP on loopback, as the firmware would once DHCP has named the script.
 */
@ApplicationScoped
class BootLab {
  static final Ipv4 HOME = Ipv4.parse("127.0.0.1");
  static final Ipv4 ELSEWHERE = Ipv4.parse("127.0.0.2");
  static final String OPERATOR = "operator";
  private static final AtomicInteger MACS = new AtomicInteger(1);
  private static final Pattern SECRET =
      Pattern.compile("/(?:boot|config|report|takeover|media)/([A-Za-z0-9_-]{20,})");

  private final BootPlane plane;
  private final BootSites sites;
  private final BootAdvisor advisor;
  private final Machines machines;
  private final Profiles profiles;
  private final Approvals approvals;
  private final Transactions transactions;
  private final EntityManager database;
  private final Path assets;
  private final Set<String> secrets = ConcurrentHashMap.newKeySet();

  BootLab(
      BootPlane plane,
      BootSites sites,
      BootAdvisor advisor,
      Machines machines,
      Profiles profiles,
      Approvals approvals,
      Transactions transactions,
      EntityManager database,
      @ConfigProperty(name = "ironwake.assets") String assets) {
    this.plane = plane;
    this.sites = sites;
    this.advisor = advisor;
    this.machines = machines;
    this.profiles = profiles;
    this.approvals = approvals;
    this.transactions = transactions;
    this.database = database;
    this.assets = Path.of(assets);
  }

  /** Opens the boot plane, once. */
  synchronized void open() {
    if (sites.port() == 0) {
      plane.open(HOME.toString(), 0);
    }
  }

  /** Every nonce and token that has been handed out here. */
  Set<String> secrets() {
    return secrets;
  }

  String base() {
    return "http://" + HOME + ":" + sites.port();
  }

  // ---- assets

  Path folder(OsFamily os, String version) {
    return assets.resolve(os.id()).resolve(version).resolve("amd64");
  }

  /** Makes stand-in assets with their checksums. */
  void assets(OsFamily os, String version, String... names) {
    try {
      Path folder = Files.createDirectories(folder(os, version));
      StringBuilder sums = new StringBuilder();
      for (String name : names) {
        byte[] content = (name + " stands in\n").repeat(20).getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve(name), content);
        sums.append(sha256(content)).append("  ").append(name).append('\n');
      }
      Files.writeString(folder.resolve("SHA256SUMS"), sums);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A k3OS profile that reaches its machine otherwise than by a network boot. */
  UUID k3os(String name, String way, Arch arch, String file, byte[] content) {
    try {
      Path folder =
          Files.createDirectories(folder(OsFamily.K3OS, "v1-" + name).resolveSibling(arch.id()));
      Files.write(folder.resolve(file), content);
      Files.writeString(folder.resolve("SHA256SUMS"), sha256(content) + "  " + file + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Profile profile =
        new Profile(
            name,
            OsFamily.K3OS,
            "v1-" + name,
            arch,
            KernelArgs.of("console=ttyS0"),
            Map.of("install", Map.of("way", way)),
            OsFamily.K3OS.usualCompletion(),
            Effect.INSTALL);
    return profiles
        .byName(name)
        .map(StoredProfile::id)
        .orElseGet(() -> profiles.create(profile, OPERATOR).id());
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a stand-in loader, and gives its name. */
  String loader() {
    return loader("snponly.efi");
  }

  /** Makes a stand-in loader of this name, and gives it. */
  String loader(String name) {
    try {
      Files.writeString(
          Files.createDirectories(assets.resolve("loaders")).resolve(name), "a loader stands in");
      return name;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final String FLATCAR_VERSION = "3815.2.0";

  // ---- profiles and machines

  /** A k3OS profile: its install ends with the first boot from disk. */
  UUID k3os(String name) {
    assets(
        OsFamily.K3OS, "v1-" + name, "k3os-vmlinuz-amd64", "k3os-initrd-amd64", "k3os-amd64.iso");
    return profile(name, OsFamily.K3OS, Map.of(), List.of("console=ttyS0"), Effect.INSTALL);
  }

  /** A generic profile: its install ends with the installer's report. */
  UUID generic(String name) {
    assets(OsFamily.GENERIC, "v1-" + name, "vmlinuz", "initrd");
    return profile(
        name,
        OsFamily.GENERIC,
        Map.of(
            "kernel",
            "vmlinuz",
            "initrds",
            List.of("initrd"),
            "text",
            "report={report-url}/installed\ndisk={disk}\n"),
        List.of("config={config-url}", "quiet"),
        Effect.INSTALL);
  }

  /** A profile whose kernel line fits the kernel only if nothing is put in front of it. */
  UUID longLine(String name) {
    assets(OsFamily.GENERIC, "v1-" + name, "vmlinuz", "initrd");
    return profile(
        name,
        OsFamily.GENERIC,
        Map.of("kernel", "vmlinuz", "initrds", List.of("initrd"), "text", "{report-url}/installed"),
        List.of("x=" + "y".repeat(2000)),
        Effect.INSTALL);
  }

  /** A profile that runs from memory. */
  UUID live(String name) {
    assets(OsFamily.GENERIC, "v1-" + name, "vmlinuz", "initrd");
    return profile(
        name,
        OsFamily.GENERIC,
        Map.of("kernel", "vmlinuz", "initrds", List.of("initrd")),
        List.of("rescue"),
        Effect.LIVE);
  }

  /** The same, told where to report. */
  UUID inspector(String name) {
    assets(OsFamily.GENERIC, "v1-" + name, "vmlinuz", "initrd");
    return profile(
        name,
        OsFamily.GENERIC,
        Map.of("kernel", "vmlinuz", "initrds", List.of("initrd")),
        List.of("ironwake.report={report-url}", "ironwake.then=reboot"),
        Effect.LIVE);
  }

  /** A Flatcar profile: two configs, and its install ends with the installer's report. */
  UUID flatcar(String name) {
    assets(
        OsFamily.FLATCAR,
        FLATCAR_VERSION,
        "flatcar_production_pxe.vmlinuz",
        "flatcar_production_pxe_image.cpio.gz",
        "flatcar_production_image.bin.bz2",
        "flatcar_production_image.bin.bz2.sig");
    return profile(
        name,
        OsFamily.FLATCAR,
        FLATCAR_VERSION,
        Map.of(),
        List.of("console=ttyS0"),
        Effect.INSTALL);
  }

  private UUID profile(
      String name, OsFamily os, Map<String, Object> config, List<String> arguments, Effect effect) {
    return profile(name, os, "v1-" + name, config, arguments, effect);
  }

  private UUID profile(
      String name,
      OsFamily os,
      String version,
      Map<String, Object> config,
      List<String> arguments,
      Effect effect) {
    Optional<StoredProfile> known = profiles.byName(name);
    Profile profile =
        new Profile(
            name,
            os,
            version,
            Arch.AMD64,
            new KernelArgs(arguments),
            config,
            os.usualCompletion(),
            effect);
    return known.map(StoredProfile::id).orElseGet(() -> profiles.create(profile, OPERATOR).id());
  }

  static MacAddress freshMac() {
    return new MacAddress(0x5254_0000_0000L + 0xA0_0000L + MACS.getAndIncrement());
  }

  /** A machine that could be approved. */
  Machine machine(UUID profile) {
    return machine(profile, "/dev/sda");
  }

  Machine machine(UUID profile, String disk) {
    MacAddress mac = freshMac();
    return machines.create(
        spec(
            Optional.of(List.of(mac)),
            Optional.of(Optional.of(profile)),
            Optional.of(Optional.of(disk))),
        OPERATOR);
  }

  static MachineSpec spec(
      Optional<List<MacAddress>> macs,
      Optional<Optional<UUID>> profile,
      Optional<Optional<String>> disk) {
    return new MachineSpec(
        Optional.empty(),
        macs,
        profile,
        Optional.empty(),
        disk,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  Machine approved(UUID profile) {
    return approve(machine(profile));
  }

  Machine approve(Machine machine) {
    return approvals.approve(machine.id(), Approval.PLAIN, OPERATOR);
  }

  /** A machine that runs from its disk already. */
  Machine adopted(UUID profile) {
    Machine machine = machine(profile);
    return machines.send(
        machine.id(),
        Optional.empty(),
        new LifecycleEvent.Adopt(java.time.Instant.now()),
        OPERATOR);
  }

  /** Sets a Live profile for the next boot. */
  void liveOnce(Machine machine, UUID profile) {
    change(machine, Optional.of(profile), Optional.empty());
  }

  /** Sets a machine's loader. */
  void change(Machine machine, String loader) {
    change(machine, Optional.empty(), Optional.of(new LoaderChoice(loader)));
  }

  private void change(Machine machine, Optional<UUID> liveOnce, Optional<LoaderChoice> loader) {
    MachineSpec spec =
        new MachineSpec(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            liveOnce.map(Optional::of),
            liveOnce.map(any -> true),
            loader.map(Optional::of),
            Optional.empty());
    machines.change(machine.id(), Optional.empty(), spec, OPERATOR);
  }

  Machine reinstall(Machine machine) {
    return approvals.approve(
        machine.id(),
        new Approval(true, Optional.of(now(machine).version()), Optional.empty()),
        OPERATOR);
  }

  /** Of an installed member of a cluster. */
  Machine reinstall(Machine machine, String cluster) {
    return approvals.approve(
        machine.id(),
        new Approval(
            true, Optional.of(now(machine).version()), Optional.empty(), Optional.of(cluster)),
        OPERATOR);
  }

  Machine now(Machine machine) {
    return transactions.call(() -> machines.currentNow(machine.id()));
  }

  MachineState state(Machine machine) {
    return now(machine).state();
  }

  /** The number of servings its latest install has had, by the database. */
  int attempts(Machine machine) {
    return transactions.call(
        () ->
            ((Number)
                    database
                        .createNativeQuery(
                            "SELECT COUNT(*) FROM attempt WHERE install = (SELECT id FROM install WHERE machine = ?1 ORDER BY number DESC LIMIT 1)")
                        .setParameter(1, Binary.of(machine.id()))
                        .getSingleResult())
                .intValue());
  }

  /**
   * Everything that tells what the service did for a machine: its row, its installs and attempts,
   * its audit rows.
   */
  String traces(Machine machine) {
    return transactions.call(
        () ->
            now(machine)
                + query(
                    "SELECT number, outcome, ended_at FROM install WHERE machine = ?1 ORDER BY number",
                    machine)
                + query(
                    "SELECT number, served_at, config_at FROM attempt WHERE install IN (SELECT id FROM install WHERE machine = ?1) ORDER BY served_at",
                    machine)
                + query("SELECT action, at FROM audit WHERE machine = ?1 ORDER BY id", machine));
  }

  private String query(String sql, Machine machine) {
    StringBuilder text = new StringBuilder();
    for (Object row :
        database
            .createNativeQuery(sql, Object[].class)
            .setParameter(1, Binary.of(machine.id()))
            .getResultList()) {
      text.append(java.util.Arrays.toString((Object[]) row)).append('\n');
    }
    return text.toString();
  }

  void sql(String statement, Object... parameters) {
    transactions.run(
        () -> {
          var query = database.createNativeQuery(statement);
          for (int i = 0; i < parameters.length; i++) {
            query.setParameter(
                i + 1, parameters[i] instanceof UUID id ? Binary.of(id) : parameters[i]);
          }
          query.executeUpdate();
        });
  }

  // ---- booting

  /**
   * What DHCP would name for this machine's network boot: {@code http://address:port/boot/nonce}.
   */
  String power(Machine machine) {
    return power(machine.nics().getFirst().mac(), Optional.empty(), Optional.of(HOME))
        .orElseThrow();
  }

  Optional<String> power(MacAddress mac, Optional<UUID> uuid, Optional<Ipv4> address) {
    BootAdvice advice =
        advisor.advise(
            new BootRequest(
                Door.DHCP,
                mac,
                BootStage.IPXE,
                Optional.of(ClientArch.UEFI_X64),
                uuid,
                Optional.empty(),
                address,
                HOME,
                Optional.empty()));
    Optional<String> url = advice.file().map(BootFile::url);
    url.ifPresent(this::note);
    return url.map(text -> text.substring(0, text.lastIndexOf('/')));
  }

  /** The script of a boot, asked for as iPXE does. */
  String script(String boot) {
    return get(boot + "/script?platform=efi&buildarch=x86_64").body();
  }

  /** Turns the machine on: DHCP, then its script. */
  String bootScript(Machine machine) {
    return script(power(machine));
  }

  HttpResponse<String> get(String url, String... headers) {
    return send("GET", url, HOME, headers);
  }

  HttpResponse<String> head(String url, String... headers) {
    return send("HEAD", url, HOME, headers);
  }

  HttpResponse<String> getFrom(Ipv4 address, String url) {
    return send("GET", url, address);
  }

  HttpResponse<String> post(String url, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        HOME);
  }

  HttpResponse<String> send(String method, String url, Ipv4 from, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request, from);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, Ipv4 from) {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .localAddress(from.toInetAddress())
            .build()) {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      note(response.body());
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void note(String text) {
    Matcher matcher = SECRET.matcher(text);
    while (matcher.find()) {
      secrets.add(matcher.group(1));
    }
  }

  // ---- reading scripts

  static boolean isInstall(String script) {
    return script.contains("\nkernel ");
  }

  static boolean isHold(String script) {
    return script.contains("Asking again in ");
  }

  static boolean isLocalBoot(String script) {
    return script.contains("echo Booting from disk");
  }

  /** The URL of the configuration that a script's kernel line names. */
  static String configUrl(String script) {
    return first("(http://[^ ]*/config/[^ ]+)", script);
  }

  /** {@code http://address:port/report/token}, from the configuration. */
  String reportUrl(String script) {
    // Ignition carries its scripts as data URLs.
    String config = get(configUrl(script)).body().replace("%3A", ":").replace("%2F", "/");
    return first("(http://[0-9.:]+/report/[A-Za-z0-9_-]+)", config);
  }

  /** Where the kernel line of an inspector tells it to report. */
  static String inspectorUrl(String script) {
    return first("ironwake.report=(http://[^ ]+)", script);
  }

  private static String first(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }
}
