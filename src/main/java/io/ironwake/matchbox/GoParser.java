package io.ironwake.matchbox;

import io.ironwake.matchbox.GoToken.Kind;
import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the part of Go's template language that Matchbox's files use, and refuses the rest. */
@Pure
final class GoParser {
  static final List<String> FUNCTIONS =
      List.of(
          "eq", "ne", "lt", "le", "gt", "ge", "and", "or", "not", "index", "len", "print",
          "printf");

  static final String SUPPORTED =
      "supported are {{.key}}, {{.a.b}}, if, else, range, with, end, $variables, comments and "
          + String.join(", ", FUNCTIONS);

  private static final Set<String> ENDS = Set.of("end", "else");

  private final GoCursor tokens;
  private final List<String> variables = new ArrayList<>(List.of(""));
  private final GoValueParser values;

  private GoParser(GoCursor tokens) {
    this.tokens = tokens;
    this.values = new GoValueParser(tokens, variables);
  }

  /**
   * Parses a template.
   *
   * @throws TemplateException with the place, and what is supported
   */
  static List<GoNode> parse(String text) {
    GoParser parser = new GoParser(new GoCursor(GoLexer.tokens(text)));
    List<GoNode> nodes = parser.nodes();
    GoToken rest = parser.tokens.peek();
    if (rest.kind() != Kind.END) {
      throw rest.wrong("{{" + parser.tokens.second().said() + "}} belongs to nothing here");
    }
    return nodes;
  }

  /** Up to an end, an else or the end of the text. */
  private List<GoNode> nodes() {
    tokens.enter();
    int known = variables.size();
    List<GoNode> nodes = new ArrayList<>();
    while (tokens.peek().kind() != Kind.END && !isEnd()) {
      if (tokens.peek().kind() == Kind.TEXT) {
        nodes.add(new GoNode.Text(tokens.next().text()));
      } else {
        tokens.next();
        nodes.add(action());
      }
    }
    variables.subList(known, variables.size()).clear();
    tokens.leave();
    return nodes;
  }

  private boolean isEnd() {
    GoToken word = tokens.second();
    return tokens.peek().kind() == Kind.OPEN
        && word.kind() == Kind.WORD
        && ENDS.contains(word.text());
  }

  private GoNode action() {
    GoToken first = tokens.peek();
    String word = first.kind() == Kind.WORD ? first.text() : "";
    return switch (word) {
      case "if", "with" -> {
        tokens.next();
        yield choice(first, word.equals("with"));
      }
      case "range" -> {
        tokens.next();
        yield range(first);
      }
      case "template", "define", "block", "break", "continue" ->
          throw first.wrong("'" + word + "' is not supported; " + SUPPORTED);
      default -> printed();
    };
  }

  private GoNode printed() {
    Optional<String> name = declared();
    GoExpression value = values.pipeline();
    close();
    name.ifPresent(variables::add);
    return name.<GoNode>map(each -> new GoNode.Declare(each, value))
        .orElseGet(() -> new GoNode.Print(value));
  }

  private Optional<String> declared() {
    boolean declares =
        tokens.peek().kind() == Kind.VARIABLE && tokens.second().kind() == Kind.DECLARE;
    if (!declares) {
      return Optional.empty();
    }
    String name = tokens.next().text();
    tokens.next();
    return Optional.of(name);
  }

  private void close() {
    GoToken end = tokens.next();
    if (end.kind() != Kind.CLOSE) {
      throw end.wrong("'" + end.said() + "' was not expected here; " + SUPPORTED);
    }
  }

  private GoNode choice(GoToken opened, boolean rebinds) {
    Optional<String> name = declared();
    GoExpression condition = values.pipeline();
    close();
    int known = variables.size();
    name.ifPresent(variables::add);
    List<GoNode> then = nodes();
    List<GoNode> otherwise = otherwise(opened, !rebinds);
    variables.subList(known, variables.size()).clear();
    return new GoNode.Choice(rebinds, name, condition, then, otherwise);
  }

  private GoNode range(GoToken opened) {
    Optional<String> key = Optional.empty();
    Optional<String> value = Optional.empty();
    if (tokens.peek().kind() == Kind.VARIABLE && tokens.second().kind() == Kind.COMMA) {
      key = Optional.of(tokens.next().text());
      tokens.next();
      GoToken second = tokens.peek();
      value = declared();
      if (value.isEmpty()) {
        throw second.wrong("write it as {{range $i, $e := .list}}");
      }
    } else {
      value = declared();
    }
    GoExpression list = values.pipeline();
    close();
    int known = variables.size();
    key.ifPresent(variables::add);
    value.ifPresent(variables::add);
    List<GoNode> body = nodes();
    variables.subList(known, variables.size()).clear();
    return new GoNode.Range(key, value, list, body, otherwise(opened, false));
  }

  /** What follows an else, up to the end of what {@code opened} opened. */
  private List<GoNode> otherwise(GoToken opened, boolean chains) {
    if (tokens.peek().kind() == Kind.END) {
      throw opened.wrong("'" + opened.text() + "' has no {{end}}");
    }
    tokens.next();
    if (tokens.next().text().equals("end")) {
      close();
      return List.of();
    }
    GoToken word = tokens.peek();
    if (chains && word.kind() == Kind.WORD && word.text().equals("if")) {
      tokens.next();
      return List.of(choice(opened, false));
    }
    close();
    List<GoNode> otherwise = nodes();
    end(opened);
    return otherwise;
  }

  private void end(GoToken opened) {
    if (tokens.peek().kind() == Kind.END) {
      throw opened.wrong("'" + opened.text() + "' has no {{end}}");
    }
    tokens.next();
    GoToken end = tokens.next();
    if (!end.text().equals("end")) {
      throw end.wrong("there is an {{else}} already");
    }
    close();
  }
}
