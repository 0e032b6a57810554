package io.ironwake.template;

import io.pebbletemplates.pebble.node.expression.BinaryExpression;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;

/** {@code a + b} of whole numbers: Pebble's own grows lists. */
final class Sum extends BinaryExpression<Object> {
  @Override
  public Object evaluate(PebbleTemplateImpl template, EvaluationContextImpl context) {
    Object left = getLeftExpression().evaluate(template, context);
    Object right = getRightExpression().evaluate(template, context);
    if (isWhole(left) && isWhole(right)) {
      return Math.addExact(((Number) left).longValue(), ((Number) right).longValue());
    }
    throw new CheckedPrints.Misused(getLineNumber(), "'+' adds whole numbers; '~' joins texts");
  }

  private static boolean isWhole(Object value) {
    return value instanceof Long || value instanceof Integer;
  }
}
