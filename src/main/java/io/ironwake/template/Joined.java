package io.ironwake.template;

import io.pebbletemplates.pebble.node.expression.BinaryExpression;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;

/** {@code a ~ b}, within the limit for texts. */
final class Joined extends BinaryExpression<Object> {
  @Override
  public Object evaluate(PebbleTemplateImpl template, EvaluationContextImpl context) {
    String left = scalar(getLeftExpression().evaluate(template, context));
    String right = scalar(getRightExpression().evaluate(template, context));
    return Limits.text(left + right);
  }

  private String scalar(Object value) {
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return Limits.text(value.toString());
    }
    throw new CheckedPrints.Misused(
        getLineNumber(), "only text, numbers, true and false can be joined");
  }
}
