package io.ironwake.access;

import io.ironwake.journal.Audit;
import io.ironwake.problem.Problem;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Secrets that operators give a name: written and used, never shown again. They are read when they
 * are used, so that a change is effective at once.
 */
@ApplicationScoped
public class OperatorSecrets {
  private static final String KIND = "secret";
  private static final String PREFIX = "operator/";
  private static final String NAME = "[a-z0-9][a-z0-9.-]{0,62}";
  private static final int LONGEST = 16 << 10;

  private final Secrets secrets;
  private final Transactions transactions;
  private final Audit audit;

  OperatorSecrets(Secrets secrets, Transactions transactions, Audit audit) {
    this.secrets = secrets;
    this.transactions = transactions;
    this.audit = audit;
  }

  /** Their names, in order. */
  public List<String> names() {
    return secrets.names(PREFIX).stream().map(name -> name.substring(PREFIX.length())).toList();
  }

  /** The value behind a name. */
  public Optional<String> find(String name) {
    return secrets.find(PREFIX + name).map(value -> new String(value, StandardCharsets.UTF_8));
  }

  /**
   * Sets a secret.
   *
   * @return false when it had this value already
   * @throws Problem INVALID for a name or value that cannot be; it never quotes the value
   */
  public boolean put(String name, String value, String actor) {
    check(name, value);
    if (find(name).filter(value::equals).isPresent()) {
      return false;
    }
    transactions.run(() -> putNow(name, value, actor));
    return true;
  }

  /** {@link #put} inside the caller's transaction, whatever it was before. */
  public void putNow(String name, String value, String actor) {
    check(name, value);
    secrets.putNow(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    record(name, "put", actor);
  }

  private static void check(String name, String value) {
    if (!name.matches(NAME)) {
      throw Problem.invalid(
          "'"
              + name
              + "' is not a secret's name; use at most 63 lower-case letters, digits, dots and"
              + " dashes");
    }
    if (value.isEmpty() || value.length() > LONGEST) {
      throw Problem.invalid("secret " + name + " must have 1 to " + LONGEST + " characters");
    }
  }

  /**
   * Forgets a secret.
   *
   * @throws Problem NOT_FOUND
   */
  public void remove(String name, String actor) {
    transactions.run(() -> removeNow(name, actor));
  }

  /** {@link #remove} inside the caller's transaction. */
  public void removeNow(String name, String actor) {
    if (!secrets.removeNow(PREFIX + name)) {
      throw Problem.notFound("there is no secret '" + name + "'");
    }
    record(name, "delete", actor);
  }

  private void record(String name, String action, String actor) {
    UUID subject = UUID.nameUUIDFromBytes((PREFIX + name).getBytes(StandardCharsets.UTF_8));
    audit.record(actor, action, KIND, subject, Optional.empty(), Map.of("name", name));
  }
}
