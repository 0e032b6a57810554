package io.ironwake.template;

import io.pebbletemplates.pebble.extension.NodeVisitor;
import io.pebbletemplates.pebble.lexer.Token;
import io.pebbletemplates.pebble.node.AbstractRenderableNode;
import io.pebbletemplates.pebble.node.RenderableNode;
import io.pebbletemplates.pebble.node.SetNode;
import io.pebbletemplates.pebble.node.expression.Expression;
import io.pebbletemplates.pebble.parser.Parser;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;
import io.pebbletemplates.pebble.tokenParser.SetTokenParser;
import io.pebbletemplates.pebble.tokenParser.TokenParser;
import java.io.Writer;

/**
 * {@code set}, for texts, numbers and booleans: a list that holds itself twice, and that twice, and
 * so on, is beyond all measure after forty lines.
 */
final class BoundedSet implements TokenParser {
  private final TokenParser usual = new SetTokenParser();

  @Override
  public String getTag() {
    return usual.getTag();
  }

  @Override
  public RenderableNode parse(Token token, Parser parser) {
    SetNode set = (SetNode) usual.parse(token, parser);
    return new Scalar(set.getLineNumber(), set.getName(), set.getValue());
  }

  private static final class Scalar extends AbstractRenderableNode {
    private final String name;
    private final Expression<?> value;

    Scalar(int line, String name, Expression<?> value) {
      super(line);
      this.name = name;
      this.value = value;
    }

    @Override
    public void render(PebbleTemplateImpl self, Writer writer, EvaluationContextImpl context) {
      Object scalar = value.evaluate(self, context);
      boolean known =
          scalar instanceof String || scalar instanceof Number || scalar instanceof Boolean;
      if (!known) {
        throw new CheckedPrints.Misused(
            getLineNumber(), "only text, numbers, true and false can be set");
      }
      if (scalar instanceof String text) {
        Limits.text(text);
      }
      context.getScopeChain().set(name, scalar);
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }
}
