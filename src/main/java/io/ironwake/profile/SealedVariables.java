package io.ironwake.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.access.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Variables as the database keeps them: encrypted, since some are secrets. */
@ApplicationScoped
public class SealedVariables {
  private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};

  private final Vault vault;
  private final ObjectMapper json;

  SealedVariables(Vault vault, ObjectMapper json) {
    this.vault = vault;
    this.json = json;
  }

  /**
   * Encrypts; nothing for no variables.
   *
   * @param owner whose they are, such as {@code group:} and its id; they open for the same alone
   */
  public Optional<Vault.Sealed> seal(String owner, Map<String, Object> values) {
    try {
      return values.isEmpty()
          ? Optional.empty()
          : Optional.of(vault.seal(json.writeValueAsBytes(values), context(owner)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("variables could not be written", e);
    }
  }

  /** What {@link #seal} made of them, from two columns of a row. */
  public Map<String, Object> open(
      String owner, byte @Nullable [] ciphertext, @Nullable String keyId) {
    if (ciphertext == null || keyId == null) {
      return Map.of();
    }
    try {
      return Variables.copyOf(
          json.readValue(vault.open(ciphertext, keyId, context(owner)), VALUES));
    } catch (IOException e) {
      throw new IllegalStateException("the variables of " + owner + " are unreadable", e);
    }
  }

  private static String context(String owner) {
    return "variables:" + owner;
  }
}
