package io.ironwake;

import io.ironwake.store.EmbeddedMariaDb;
import io.ironwake.store.PrivateFiles;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ironwake serve}: the service in this process, with its embedded database unless a JDBC URL
 * is named.
 */
@Command(name = "serve", mixinStandardHelpOptions = true, description = "Run the service.")
public class ServeCommand implements Callable<Integer> {
  private static final long STOP_SECONDS = 20;
  private static final String JDBC_URL = "quarkus.datasource.jdbc.url";

  @Spec CommandSpec spec;

  @Option(
      names = "--interface",
      paramLabel = "IF[=MODE]",
      description =
          "Network interface to serve; may be repeated. MODE is full, reservations-only, proxy or off: what its clients get at most, whatever their subnet says (default: what their subnet says, proxy where none is declared).")
  List<String> interfaces = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FILE|DIR",
      description = "Declared subnets, profiles, groups and machines; applied at start.")
  Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "ironwake-data",
      description = "Folder for the database, keys and tokens (default: ${DEFAULT-VALUE}).")
  Path data;

  @Option(
      names = "--assets",
      paramLabel = "DIR",
      description = "Folder with loaders and releases (default: pxe-assets).")
  Path assets;

  @Option(
      names = "--quirks",
      paramLabel = "FILE",
      description = "Firmware rules of your own (default: quirks.yaml in the data folder).")
  Path quirks;

  @Option(
      names = "--accept-approvals",
      description =
          "Let 'approved: true' in the file act although the database is new, restored, or not known to be neither.")
  boolean acceptApprovals;

  @Option(
      names = "--dhcp-port",
      paramLabel = "PORT",
      defaultValue = "67",
      description = "UDP port of DHCP (default: ${DEFAULT-VALUE}).")
  int dhcpPort;

  @Option(
      names = "--pxe-port",
      paramLabel = "PORT",
      defaultValue = "4011",
      description = "UDP port of the PXE boot server (default: ${DEFAULT-VALUE}).")
  int pxePort;

  @Option(
      names = "--tftp-port",
      paramLabel = "PORT",
      defaultValue = "69",
      description = "UDP port of TFTP (default: ${DEFAULT-VALUE}).")
  int tftpPort;

  @Option(
      names = "--tftp-port-mode",
      paramLabel = "MODE",
      description =
          "single: every transfer from the TFTP port; ephemeral: each from a port of its own (default: single).")
  String tftpPortMode;

  @Option(
      names = "--tftp-port-range",
      paramLabel = "FROM-TO",
      description = "Ports of --tftp-port-mode ephemeral (default: 30000-30999).")
  String tftpPortRange;

  @Option(
      names = "--lookout-interval",
      paramLabel = "TIME",
      description =
          "How often to look for other DHCP servers, 1m to 24h, or off: at start and on demand only (default: 10m).")
  String lookoutInterval;

  @Option(
      names = "--boot-port",
      paramLabel = "PORT",
      defaultValue = "8069",
      description = "TCP port of the boot plane (default: ${DEFAULT-VALUE}).")
  int bootPort;

  @Option(
      names = "--https-port",
      paramLabel = "PORT",
      description = "TCP port of the boot plane by HTTPS (default: no HTTPS).")
  Integer httpsPort;

  @Option(
      names = "--https-cert",
      paramLabel = "FILE",
      description =
          "Certificate chain in PEM; may be repeated, for RSA and ECDSA (default: Ironwake's own).")
  List<Path> httpsCertificates = new ArrayList<>();

  @Option(
      names = "--https-key",
      paramLabel = "FILE",
      description = "Key in PEM of each --https-cert, in the same order.")
  List<Path> httpsKeys = new ArrayList<>();

  @Option(
      names = "--matchbox",
      paramLabel = "MODE",
      description =
          "Matchbox's endpoints on the boot plane: off; unknown: for clients that are no machine of Ironwake's; all: also for those, past every guard against a second install. Read docs/matchbox.md first (default: off).")
  String matchbox;

  @Option(
      names = "--matchbox-key",
      paramLabel = "FILE",
      description = "OpenPGP secret key that signs their answers (default: no .sig and .asc).")
  Path matchboxKey;

  @Option(
      names = "--http-host",
      paramLabel = "ADDRESS",
      description = "Address of the REST API and web page (default: 127.0.0.1).")
  String httpHost;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "TCP port of the REST API and web page (default: 8080).")
  Integer httpPort;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description = "TCP port of health and metrics (default: 9000).")
  Integer managementPort;

  @Override
  public Integer call() throws Exception {
    configure();
    Optional<EmbeddedMariaDb> embedded = database();
    CountDownLatch closed = new CountDownLatch(1);
    embedded.ifPresent(any -> waitAtExit(closed));
    try {
      int[] exit = {0};
      Quarkus.run(Service.class, (code, failure) -> exit[0] = failed(code, failure), new String[0]);
      return exit[0];
    } finally {
      embedded.ifPresent(EmbeddedMariaDb::close);
      closed.countDown();
    }
  }

  /** The JVM ends when its shutdown hooks have; this one lets the database stop first. */
  private static void waitAtExit(CountDownLatch closed) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    closed.await(STOP_SECONDS, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "database-end"));
  }

  private int failed(int code, Throwable failure) {
    if (failure == null) {
      return code;
    }
    spec.commandLine().getErr().println("ironwake: " + StartFailure.explain(failure));
    return code == 0 ? 1 : code;
  }

  private void configure() throws Exception {
    PrivateFiles.folder(data.toAbsolutePath());
    set("ironwake.data", data.toAbsolutePath().normalize().toString());
    setIfGiven(
        "ironwake.serve.interfaces", interfaces.isEmpty() ? null : String.join(",", interfaces));
    set("ironwake.serve.dhcp-port", dhcpPort);
    set("ironwake.serve.pxe-port", pxePort);
    set("ironwake.serve.tftp-port", tftpPort);
    set("ironwake.serve.boot-port", bootPort);
    setIfGiven("ironwake.serve.lookout-interval", lookoutInterval);
    setIfGiven("ironwake.serve.https-port", httpsPort);
    setIfGiven("ironwake.serve.https-certificates", paths(httpsCertificates));
    setIfGiven("ironwake.serve.https-keys", paths(httpsKeys));
    set("ironwake.serve.accept-approvals", acceptApprovals);
    setIfGiven("ironwake.tftp.port-mode", tftpPortMode);
    setIfGiven("ironwake.tftp.port-range", tftpPortRange);
    setIfGiven("ironwake.matchbox.mode", matchbox);
    setIfGiven(
        "ironwake.matchbox.signing-key", matchboxKey == null ? null : matchboxKey.toAbsolutePath());
    setIfGiven("ironwake.unknown", config == null ? null : "ignore");
    setIfGiven("ironwake.serve.config", config == null ? null : config.toAbsolutePath());
    setIfGiven("ironwake.assets", assets == null ? null : assets.toAbsolutePath());
    setIfGiven("ironwake.quirks", quirks == null ? null : quirks.toAbsolutePath());
    setIfGiven("quarkus.http.host", httpHost);
    setIfGiven("quarkus.http.port", httpPort);
    setIfGiven("quarkus.management.port", managementPort);
  }

  private Optional<EmbeddedMariaDb> database() throws IOException {
    if (System.getenv("QUARKUS_DATASOURCE_JDBC_URL") != null
        || System.getProperty(JDBC_URL) != null) {
      String file = System.getenv("IRONWAKE_DATABASE_PASSWORD_FILE");
      if (file != null) {
        set("quarkus.datasource.password", Files.readString(Path.of(file)).strip());
      }
      return Optional.empty();
    }
    EmbeddedMariaDb embedded = EmbeddedMariaDb.start(data.toAbsolutePath().normalize());
    EmbeddedMariaDb.Database database = embedded.database();
    set(JDBC_URL, database.jdbcUrl());
    set("quarkus.datasource.username", database.user());
    set("quarkus.datasource.password", database.password());
    return Optional.of(embedded);
  }

  private static String paths(List<Path> files) {
    return files.isEmpty()
        ? null
        : files.stream()
            .map(each -> each.toAbsolutePath().toString().replace(",", "\\,"))
            .collect(Collectors.joining(","));
  }

  private static void set(String name, Object value) {
    System.setProperty(name, String.valueOf(value));
  }

  private static void setIfGiven(String name, Object value) {
    if (value != null) {
      set(name, value);
    }
  }
}
