package io.ironwake.matchbox;

import io.ironwake.matchbox.GoToken.Kind;
import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a Go template (package text/template) into tokens; trim markers are carried out here. */
@Pure
final class GoLexer {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?");
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"|`[^`]*`");

  private final String text;
  private final List<GoToken> tokens = new ArrayList<>();
  private int at;
  private boolean trimNext;

  private GoLexer(String text) {
    this.text = text;
  }

  /**
   * All tokens, an END last.
   *
   * @throws TemplateException with the place
   */
  static List<GoToken> tokens(String text) {
    GoLexer lexer = new GoLexer(text);
    while (lexer.at < text.length()) {
      lexer.copied();
      if (lexer.at < text.length()) {
        lexer.action();
      }
    }
    lexer.add(Kind.END, "", true, text.length());
    return lexer.tokens;
  }

  private void copied() {
    int next = text.indexOf(OPEN, at);
    int end = next < 0 ? text.length() : next;
    String piece = text.substring(at, end);
    String left = trimNext ? piece.stripLeading() : piece;
    boolean trims = next >= 0 && isTrim(next + 2, true);
    add(Kind.TEXT, trims ? left.stripTrailing() : left, true, at);
    trimNext = false;
    at = end;
  }

  /** A minus trims only with white space between it and the action. */
  private boolean isTrim(int minus, boolean opening) {
    int space = opening ? minus + 1 : minus - 1;
    return minus < text.length()
        && text.charAt(minus) == '-'
        && space >= 0
        && space < text.length()
        && Character.isWhitespace(text.charAt(space));
  }

  private void action() {
    int start = at;
    at += isTrim(at + 2, true) ? 3 : 2;
    if (isComment()) {
      comment(start);
      return;
    }
    add(Kind.OPEN, OPEN, true, start);
    while (!closes()) {
      if (at >= text.length()) {
        throw wrong(start, "this action is not closed; end it with }}");
      }
      token();
    }
  }

  private boolean isComment() {
    int from = at;
    while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    if (!text.startsWith("/*", from)) {
      return false;
    }
    at = from;
    return true;
  }

  private void comment(int start) {
    int end = text.indexOf("*/", at);
    if (end < 0) {
      throw wrong(start, "this comment is not closed; end it with */}}");
    }
    at = end + 2;
    skipBlanks();
    trimNext = at < text.length() && isTrim(at, false);
    at += trimNext ? 1 : 0;
    if (!text.startsWith(CLOSE, at)) {
      throw wrong(start, "a comment is an action of its own: {{/* … */}}");
    }
    at += 2;
  }

  /** Eats the end of an action. */
  private boolean closes() {
    int before = at;
    skipBlanks();
    boolean trims = at > before && text.startsWith("-" + CLOSE, at);
    if (!trims && !text.startsWith(CLOSE, at)) {
      at = before;
      return false;
    }
    add(Kind.CLOSE, CLOSE, true, at);
    trimNext = trims;
    at += trims ? 3 : 2;
    return true;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private void token() {
    int before = at;
    skipBlanks();
    boolean spaced = at > before || tokens.getLast().kind() == Kind.OPEN;
    if (at >= text.length()) {
      return;
    }
    char next = text.charAt(at);
    switch (next) {
      case '|' -> single(Kind.PIPE, spaced);
      case '(' -> single(Kind.LEFT, spaced);
      case ')' -> single(Kind.RIGHT, spaced);
      case ',' -> single(Kind.COMMA, spaced);
      case '.' -> field(spaced);
      case '$' -> variable(spaced);
      case '"', '`' -> quoted(spaced);
      case ':' -> declare(spaced);
      default -> other(spaced);
    }
  }

  private void single(Kind kind, boolean spaced) {
    add(kind, text.substring(at, at + 1), spaced, at);
    at++;
  }

  private void field(boolean spaced) {
    Matcher word = WORD.matcher(text).region(at + 1, text.length());
    if (word.lookingAt()) {
      add(Kind.FIELD, word.group(), spaced, at);
      at = word.end();
    } else {
      single(Kind.DOT, spaced);
    }
  }

  private void variable(boolean spaced) {
    Matcher word = WORD.matcher(text).region(at + 1, text.length());
    String name = word.lookingAt() ? word.group() : "";
    add(Kind.VARIABLE, name, spaced, at);
    at += 1 + name.length();
  }

  private void quoted(boolean spaced) {
    Matcher string = QUOTED.matcher(text).region(at, text.length());
    if (!string.lookingAt()) {
      throw wrong(at, "this text is not closed");
    }
    String inner = string.group().substring(1, string.group().length() - 1);
    String value = text.charAt(at) == '`' ? inner : unescaped(inner);
    add(Kind.STRING, value, spaced, at);
    at = string.end();
  }

  private String unescaped(String inner) {
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < inner.length(); i++) {
      char each = inner.charAt(i);
      if (each != '\\') {
        value.append(each);
        continue;
      }
      switch (inner.charAt(++i)) {
        case 'n' -> value.append('\n');
        case 't' -> value.append('\t');
        case 'r' -> value.append('\r');
        case '"', '\\' -> value.append(inner.charAt(i));
        default ->
            throw wrong(
                at, "\\" + inner.charAt(i) + " is not supported; use \\n, \\t, \\r, \\\" or \\\\");
      }
    }
    return value.toString();
  }

  private void declare(boolean spaced) {
    if (!text.startsWith(":=", at)) {
      throw wrong(at, "':' has no meaning here");
    }
    add(Kind.DECLARE, ":=", spaced, at);
    at += 2;
  }

  private void other(boolean spaced) {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    Matcher word = WORD.matcher(text).region(at, text.length());
    if (word.lookingAt()) {
      add(Kind.WORD, word.group(), spaced, at);
      at = word.end();
    } else if (number.lookingAt()) {
      add(Kind.NUMBER, number.group(), spaced, at);
      at = number.end();
    } else {
      throw wrong(at, "'" + text.charAt(at) + "' is not supported; " + GoParser.SUPPORTED);
    }
  }

  private void add(Kind kind, String value, boolean spaced, int offset) {
    if (kind != Kind.TEXT || !value.isEmpty()) {
      int start = text.lastIndexOf('\n', offset - 1) + 1;
      int line = 1 + (int) text.substring(0, start).chars().filter(each -> each == '\n').count();
      tokens.add(new GoToken(kind, value, spaced, line, offset - start + 1));
    }
  }

  private TemplateException wrong(int offset, String message) {
    int start = text.lastIndexOf('\n', offset - 1) + 1;
    int line = 1 + (int) text.substring(0, start).chars().filter(each -> each == '\n').count();
    return new TemplateException(line, offset - start + 1, message);
  }
}
