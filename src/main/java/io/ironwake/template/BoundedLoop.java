package io.ironwake.template;

import io.ironwake.template.Limits.Stopped;
import io.pebbletemplates.pebble.extension.NodeVisitor;
import io.pebbletemplates.pebble.lexer.Token;
import io.pebbletemplates.pebble.node.AbstractRenderableNode;
import io.pebbletemplates.pebble.node.BodyNode;
import io.pebbletemplates.pebble.node.ForNode;
import io.pebbletemplates.pebble.node.RenderableNode;
import io.pebbletemplates.pebble.parser.Parser;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;
import io.pebbletemplates.pebble.tokenParser.ForTokenParser;
import io.pebbletemplates.pebble.tokenParser.TokenParser;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** {@code for}, with every round counted. */
final class BoundedLoop implements TokenParser {
  private final TokenParser usual = new ForTokenParser();

  @Override
  public String getTag() {
    return usual.getTag();
  }

  @Override
  public RenderableNode parse(Token token, Parser parser) {
    ForNode loop = (ForNode) usual.parse(token, parser);
    List<RenderableNode> body = new ArrayList<>();
    body.add(new Round(loop.getLineNumber()));
    body.addAll(loop.getBody().getChildren());
    return new ForNode(
        loop.getLineNumber(),
        loop.getIterationVariable(),
        loop.getIterable(),
        new BodyNode(loop.getLineNumber(), body),
        loop.getElseBody());
  }

  private static final class Round extends AbstractRenderableNode {
    Round(int line) {
      super(line);
    }

    @Override
    public void render(PebbleTemplateImpl self, Writer writer, EvaluationContextImpl context) {
      if (!(writer instanceof Printer printer)) {
        throw new Stopped("a loop writes elsewhere");
      }
      printer.round();
    }

    @Override
    public void accept(NodeVisitor visitor) {
      visitor.visit(this);
    }
  }
}
