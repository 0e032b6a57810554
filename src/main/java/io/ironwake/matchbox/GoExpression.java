package io.ironwake.matchbox;

import io.ironwake.net.Pure;
import java.util.List;

/** A value a template asks for. */
@Pure
sealed interface GoExpression {
  /** Its place, for messages. */
  GoToken at();

  /** A text, number, true, false; {@code nil} is {@link GoValues#NIL}. */
  record Literal(GoToken at, Object value) implements GoExpression {}

  record Dot(GoToken at) implements GoExpression {}

  /** {@code $x}; the empty name is what the template was given. */
  record Variable(GoToken at, String name) implements GoExpression {}

  /** A key of a map. */
  record Field(GoToken at, GoExpression of, String name) implements GoExpression {}

  record Call(GoToken at, String function, List<GoExpression> arguments) implements GoExpression {}
}
