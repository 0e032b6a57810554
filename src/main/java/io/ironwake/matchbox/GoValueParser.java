package io.ironwake.matchbox;

import io.ironwake.matchbox.GoToken.Kind;
import io.ironwake.net.NearestKey;
import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the values inside a template's actions. */
@Pure
final class GoValueParser {
  private final GoCursor tokens;
  private final List<String> variables;

  /**
   * @param variables the names declared so far, kept by the parser around it
   */
  GoValueParser(GoCursor tokens, List<String> variables) {
    this.tokens = tokens;
    this.variables = variables;
  }

  /**
   * Reads a value with what is piped on.
   *
   * @throws TemplateException with the place
   */
  GoExpression pipeline() {
    GoExpression value = command(Optional.empty());
    while (tokens.takes(Kind.PIPE)) {
      value = command(Optional.of(value));
    }
    return value;
  }

  private GoExpression command(Optional<GoExpression> piped) {
    GoToken first = tokens.peek();
    if (first.kind() == Kind.WORD && !Set.of("true", "false", "nil").contains(first.text())) {
      return call(piped);
    }
    GoExpression value = operand();
    if (piped.isPresent() || startsOperand()) {
      throw first.wrong(
          "only a function takes arguments; known are " + String.join(", ", GoParser.FUNCTIONS));
    }
    return value;
  }

  private GoExpression call(Optional<GoExpression> piped) {
    GoToken name = tokens.next();
    if (!GoParser.FUNCTIONS.contains(name.text())) {
      throw name.wrong(
          "'"
              + name.text()
              + "' is not supported; "
              + NearestKey.hint(name.text(), GoParser.FUNCTIONS)
              + " ("
              + GoParser.SUPPORTED
              + ")");
    }
    List<GoExpression> arguments = new ArrayList<>();
    while (startsOperand()) {
      arguments.add(operand());
    }
    piped.ifPresent(arguments::add);
    if (arguments.isEmpty() && !name.text().equals("print")) {
      throw name.wrong(name.text() + " needs arguments");
    }
    return new GoExpression.Call(name, name.text(), arguments);
  }

  private boolean startsOperand() {
    return switch (tokens.peek().kind()) {
      case FIELD, DOT, VARIABLE, STRING, NUMBER, LEFT, WORD -> true;
      default -> false;
    };
  }

  private GoExpression operand() {
    GoToken token = tokens.next();
    GoExpression value =
        switch (token.kind()) {
          case DOT -> new GoExpression.Dot(token);
          case FIELD -> new GoExpression.Field(token, new GoExpression.Dot(token), token.text());
          case VARIABLE -> variable(token);
          case STRING -> new GoExpression.Literal(token, token.text());
          case NUMBER -> new GoExpression.Literal(token, number(token));
          case LEFT -> parenthesised();
          case WORD -> constant(token);
          default -> throw token.wrong("a value was expected before '" + token.said() + "'");
        };
    while (tokens.peek().kind() == Kind.FIELD && !tokens.peek().spaced()) {
      GoToken field = tokens.next();
      value = new GoExpression.Field(field, value, field.text());
    }
    return value;
  }

  private GoExpression variable(GoToken token) {
    if (!variables.contains(token.text())) {
      throw token.wrong("the variable $" + token.text() + " is not declared before");
    }
    return new GoExpression.Variable(token, token.text());
  }

  private static Object number(GoToken token) {
    if (token.text().contains(".")) {
      return Double.valueOf(token.text());
    }
    if (token.text().length() > 18) {
      throw token.wrong("this number is too long");
    }
    return Long.valueOf(token.text());
  }

  private GoExpression parenthesised() {
    tokens.enter();
    GoExpression inner = pipeline();
    GoToken end = tokens.next();
    if (end.kind() != Kind.RIGHT) {
      throw end.wrong("')' was expected");
    }
    tokens.leave();
    return inner;
  }

  private static GoExpression constant(GoToken token) {
    return switch (token.text()) {
      case "true" -> new GoExpression.Literal(token, true);
      case "false" -> new GoExpression.Literal(token, false);
      case "nil" -> new GoExpression.Literal(token, GoValues.NIL);
      default -> new GoExpression.Call(known(token), token.text(), List.of());
    };
  }

  private static GoToken known(GoToken token) {
    if (!token.text().equals("print")) {
      throw token.wrong(
          "put the call of '" + token.text() + "' in parentheses; " + GoParser.SUPPORTED);
    }
    return token;
  }
}
