package io.ironwake;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The rule for tests that need a program of the system: where it is missing they are skipped and
 * say which package has it, but a build with {@code CI=true} in its environment fails, since it
 * must not skip silently.
 */
public final class RequiredTool {
  private RequiredTool() {}

  /**
   * Goes on only if the program is there.
   *
   * @param command a name to find in PATH or the system's sbin folders
   * @param debianPackage the package that has it
   */
  public static void require(String command, String debianPackage) {
    if (Stream.concat(path(), Stream.of("/usr/sbin", "/sbin"))
        .anyMatch(folder -> isProgram(folder, command))) {
      return;
    }
    String reason =
        command + " is not installed; install it with: apt-get install " + debianPackage;
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(reason);
    }
    Assumptions.abort(reason);
  }

  private static Stream<String> path() {
    return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":"));
  }

  private static boolean isProgram(String folder, String command) {
    return Files.isExecutable(Path.of(folder, command));
  }
}
