package io.ironwake.matchbox;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;

/** A parsed template. */
@Pure
sealed interface GoNode {
  /** Copied as it is. */
  record Text(String text) implements GoNode {}

  /** {@code {{pipeline}}}. */
  record Print(GoExpression value) implements GoNode {}

  /** {@code {{$x := pipeline}}}. */
  record Declare(String name, GoExpression value) implements GoNode {}

  /**
   * {@code if} and {@code with}.
   *
   * @param rebinds true for {@code with}, whose dot becomes the value
   */
  record Choice(
      boolean rebinds,
      Optional<String> name,
      GoExpression condition,
      List<GoNode> then,
      List<GoNode> otherwise)
      implements GoNode {}

  /**
   * {@code range}.
   *
   * @param key {@code $i}
   * @param value {@code $e}
   */
  record Range(
      Optional<String> key,
      Optional<String> value,
      GoExpression list,
      List<GoNode> body,
      List<GoNode> otherwise)
      implements GoNode {}
}
