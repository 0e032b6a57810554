package io.ironwake.template;

import io.pebbletemplates.pebble.extension.AbstractNodeVisitor;
import io.pebbletemplates.pebble.extension.NodeVisitor;
import io.pebbletemplates.pebble.node.PrintNode;
import io.pebbletemplates.pebble.node.expression.Expression;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;

/** Lets a template print texts, numbers and booleans, and nothing else. */
final class CheckedPrints extends AbstractNodeVisitor {
  CheckedPrints(PebbleTemplateImpl template) {
    super(template);
  }

  @Override
  public void visit(PrintNode node) {
    node.setExpression(new Checked(node.getExpression(), node.getLineNumber()));
    super.visit(node);
  }

  /** A printed value that knows its line. */
  private record Checked(Expression<?> inner, int line) implements Expression<Object> {
    @Override
    public Object evaluate(PebbleTemplateImpl template, EvaluationContextImpl context) {
      Object value = inner.evaluate(template, context);
      return switch (value) {
        case null -> throw refused("nothing");
        case String text -> new Printer.Printed(Limits.text(text), false, line);
        case Boolean flag -> new Printer.Printed(flag.toString(), true, line);
        case Long number -> new Printer.Printed(number.toString(), true, line);
        case Integer number -> new Printer.Printed(number.toString(), true, line);
        case Double number when Double.isFinite(number) ->
            new Printer.Printed(number.toString(), true, line);
        case java.util.Map<?, ?> map -> throw refused("a map; print one of its values");
        case java.util.List<?> list -> throw refused("a list; use a loop, or the filter join");
        default -> throw refused("neither text nor number");
      };
    }

    private Misused refused(String what) {
      return new Misused(line, "this is " + what);
    }

    @Override
    public int getLineNumber() {
      return line;
    }

    @Override
    public void accept(NodeVisitor visitor) {
      inner.accept(visitor);
    }
  }

  /** Something that a template must not do, in a line of it. */
  static final class Misused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;

    Misused(int line, String why) {
      super(why, null, false, false);
      this.line = line;
    }

    int line() {
      return line;
    }
  }
}
