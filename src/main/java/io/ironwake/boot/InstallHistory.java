package io.ironwake.boot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A machine's installs as an auditor reads them: who approved what, when, with which image digests;
 * no secrets.
 */
@ApplicationScoped
public class InstallHistory {
  private final InstallRows rows;
  private final Transactions transactions;
  private final ObjectMapper json;

  InstallHistory(InstallRows rows, Transactions transactions, ObjectMapper json) {
    this.rows = rows;
    this.transactions = transactions;
    this.json = json;
  }

  /**
   * One install.
   *
   * @param number counts the machine's installs from 1
   * @param arguments the kernel line as approved, tokens and secrets masked
   * @param assets the release folder and its files with sizes and SHA-256
   * @param outcome INSTALLED, FAILED, EXPIRED, CANCELLED or ABANDONED, once it has ended
   */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record InstallView(
      int number,
      String profile,
      String arguments,
      Optional<String> disk,
      JsonNode assets,
      String approvedBy,
      Instant approvedAt,
      Instant expiresAt,
      Optional<Instant> endedAt,
      Optional<String> outcome,
      Optional<String> reason,
      List<AttemptView> attempts) {}

  /** One serving of an install. */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record AttemptView(
      int number, String address, Instant servedAt, Optional<Instant> configAt) {}

  /** The newest first. */
  public List<InstallView> of(UUID machine) {
    return transactions.call(() -> rows.ofMachine(machine).stream().map(this::view).toList());
  }

  private InstallView view(InstallEntity row) {
    return new InstallView(
        row.number,
        row.profile,
        row.arguments,
        Optional.ofNullable(row.disk),
        tree(row.assets),
        row.approvedBy,
        row.approvedAt,
        row.expiresAt,
        Optional.ofNullable(row.endedAt),
        Optional.ofNullable(row.outcome),
        Optional.ofNullable(row.reason).filter(text -> !text.isEmpty()),
        rows.attempts(row.id).stream().map(InstallHistory::view).toList());
  }

  private static AttemptView view(InstallRows.Attempt attempt) {
    return new AttemptView(
        attempt.number(), attempt.address().toString(), attempt.servedAt(), attempt.configAt());
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      return json.nullNode();
    }
  }
}
