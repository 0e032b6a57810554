package io.ironwake;

import java.io.File;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A program or file that a test drives and the build does not bring. Its package stands in {@code
 * src/test/lab-packages.txt}, which {@code ./ironwake test} installs from.
 */
public final class RequiredTool {
  private static final System.Logger LOG = System.getLogger(RequiredTool.class.getName());

  // Debian keeps DHCP clients and daemons where a user's PATH does not look.
  private static final Stream<String> SYSTEM_FOLDERS =
      Stream.of("/usr/local/sbin", "/usr/sbin", "/sbin");

  private static final List<Path> FOLDERS =
      Stream.concat(
              Stream.of(
                  Optional.ofNullable(System.getenv("PATH"))
                      .orElse("/usr/bin")
                      .split(File.pathSeparator)),
              SYSTEM_FOLDERS)
          .map(Path::of)
          .toList();

  private RequiredTool() {}

  /**
   * Skips the calling test, with the package as reason, when the tool is missing; fails it when the
   * environment says {@code CI=true}, where a silent skip would pass for a proof.
   *
   * @param command a program's name, or the absolute path of a file
   * @param debianPackage the Debian package that brings it
   */
  public static void require(String command, String debianPackage) {
    require(command, debianPackage, FOLDERS, "true".equals(System.getenv("CI")));
  }

  static void require(String command, String debianPackage, List<Path> folders, boolean mandatory) {
    if (isPresent(command, folders)) {
      return;
    }
    String reason =
        command + " is missing; install the Debian package " + debianPackage + " to run this test";
    if (mandatory) {
      Assertions.fail(reason);
    }
    LOG.log(Level.WARNING, reason);
    Assumptions.abort(reason);
  }

  private static boolean isPresent(String command, List<Path> folders) {
    return command.startsWith("/")
        ? Files.isReadable(Path.of(command))
        : folders.stream().map(folder -> folder.resolve(command)).anyMatch(Files::isExecutable);
  }
}
