package io.ironwake.cli;

import io.ironwake.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which service a command asks, and with which token. */
final class ServerOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:IRONWAKE_URL:-http://127.0.0.1:8080}",
      description = "The service's REST API (default: ${DEFAULT-VALUE}, or IRONWAKE_URL).")
  private URI server = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      defaultValue = "${env:IRONWAKE_TOKEN_FILE:-ironwake-data/admin-token}",
      description = "File with an API token (default: ${DEFAULT-VALUE}, or IRONWAKE_TOKEN_FILE).")
  private Path tokenFile = Path.of("ironwake-data/admin-token");

  /**
   * A client for it.
   *
   * @throws Problem INVALID when there is no token
   */
  Api open() throws IOException {
    try {
      return new Api(server, Files.readString(tokenFile).strip());
    } catch (NoSuchFileException e) {
      throw Problem.invalid(
          "there is no token in " + tokenFile + "; name a file that holds one with --token-file");
    }
  }
}
