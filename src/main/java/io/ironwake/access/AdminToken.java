package io.ironwake.access;

import io.ironwake.store.PrivateFiles;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The first administrator's token: taken from a file the operator names, else made at the first
 * start and left in the data folder. It is printed to a terminal and never to a log. With several
 * replicas the first insert wins.
 */
@ApplicationScoped
class AdminToken {
  private static final Logger LOG = Logger.getLogger(AdminToken.class);
  private static final String NAME = "admin";

  private final ApiTokens tokens;
  private final Path data;
  private final Optional<Path> given;

  AdminToken(
      ApiTokens tokens,
      @ConfigProperty(name = "ironwake.data", defaultValue = "ironwake-data") Path data,
      @ConfigProperty(name = "ironwake.admin-token-file") Optional<Path> given) {
    this.tokens = tokens;
    this.data = data;
    this.given = given;
  }

  void start(@Observes StartupEvent event) throws IOException {
    if (given.isPresent()) {
      tokens.replace(NAME, Role.ADMIN, supplied(given.get()));
    } else if (!tokens.isNamed(NAME)) {
      create(data.resolve("admin-token"));
    }
  }

  private static Token supplied(Path file) throws IOException {
    String text = Files.readString(file).strip();
    if (text.length() < 22) {
      throw new IllegalStateException(
          "the admin token in "
              + file
              + " is too short to be safe; `openssl rand -base64 24` makes a good one");
    }
    return Token.presented(text);
  }

  /**
   * The file comes first: a cut between the two leaves a token that the next start still stores.
   */
  private void create(Path file) throws IOException {
    PrivateFiles.folder(data.toAbsolutePath());
    Token token =
        Token.presented(
            PrivateFiles.readOrCreate(file, () -> Token.random(new SecureRandom()).text()));
    tokens.createUnlessNamed(NAME, Role.ADMIN, token);
    if (tokens.find(token).isEmpty()) {
      Files.delete(file);
      LOG.info("another replica made the admin token first; it is in that replica's data folder");
      return;
    }
    LOG.infof("the admin token is in %s", file);
    Console console = System.console();
    if (console != null && console.isTerminal()) {
      console.printf("Sign in with this token: %s%n", token.text());
    }
  }
}
