package io.ironwake.template;

import io.ironwake.net.Pure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows a shell script's quoting (POSIX.1-2017 XCU 2.2 and 2.7.4, and bash's <code>$'…'</code>).
 * What it does not follow exactly makes it lost for the rest of the script, never wrong.
 */
@Pure
final class ShellScan {
  private static final Pattern PARAMETER = Pattern.compile("\\$\\{[^}'\"\\\\`$\\n]*\\}");
  private static final Pattern SIMPLE_COMMAND =
      Pattern.compile("\\$\\((?![^)]*\\bcase\\b)[^()'\"\\\\`#\\n]*\\)");
  private static final Pattern ANSI_TEXT = Pattern.compile("\\$'(?:[^'\\\\]|\\\\.)*'");
  private static final Pattern DOCUMENT =
      Pattern.compile(
          "<<(-?)[ \\t]*(?:'([A-Za-z_]\\w*)'|\"([A-Za-z_]\\w*)\"|([A-Za-z_]\\w*))(?=[\\s;|&)>])");

  private static final int LOOK_BACK = 256;

  /** What surrounds the next character. */
  enum State {
    PLAIN,
    SINGLE,
    DOUBLE,
    COMMENT,
    EXPANDED_DOCUMENT,
    LITERAL_DOCUMENT,
    LOST
  }

  private record Document(String end, boolean tabs, boolean literal) {}

  private final StringBuilder out = new StringBuilder();
  private final Deque<Document> documents = new ArrayDeque<>();
  private State state = State.PLAIN;
  private boolean escaped;
  private int line = 1;
  private int lineStart;
  private int lostAt;
  private int valueLine;

  State state() {
    return state;
  }

  int lostAt() {
    return lostAt;
  }

  boolean isAfterEscape() {
    boolean expands = state != State.SINGLE && state != State.COMMENT;
    return escaped || (expands && state != State.LITERAL_DOCUMENT && last() == '$');
  }

  boolean isInsideWord() {
    return !isWordStart();
  }

  private boolean isWordStart() {
    return out.isEmpty() || " \t\n;&|()<>".indexOf(last()) >= 0;
  }

  private char last() {
    return out.isEmpty() ? '\n' : out.charAt(out.length() - 1);
  }

  void text(String text) {
    int at = 0;
    while (at < text.length()) {
      int end = escaped ? at + 1 : step(text, at);
      escaped = !escaped && end == at + 1 && text.charAt(at) == '\\' && escapes();
      for (int i = at; i < end; i++) {
        put(text.charAt(i));
      }
      at = end;
    }
  }

  private boolean escapes() {
    return state == State.PLAIN || state == State.DOUBLE || state == State.EXPANDED_DOCUMENT;
  }

  /** Changes the state by what stands at {@code at}, and tells where to go on. */
  private int step(String text, int at) {
    return switch (state) {
      case PLAIN -> plain(text, at);
      case SINGLE -> toggled(text, at, '\'');
      case DOUBLE -> text.charAt(at) == '"' ? toggled(text, at, '"') : expansion(text, at);
      case EXPANDED_DOCUMENT -> expansion(text, at);
      default -> at + 1;
    };
  }

  private int toggled(String text, int at, char quote) {
    if (text.charAt(at) == quote) {
      state = State.PLAIN;
    }
    return at + 1;
  }

  /** Inside of a text that is expanded. */
  private int expansion(String text, int at) {
    if (text.charAt(at) == '`') {
      lose();
    } else if (text.startsWith("${", at)) {
      return skip(PARAMETER, text, at);
    } else if (text.startsWith("$(", at)) {
      return skip(SIMPLE_COMMAND, text, at);
    } else if (text.startsWith("$[", at)) {
      lose();
    }
    return at + 1;
  }

  private int plain(String text, int at) {
    switch (text.charAt(at)) {
      case '\'' -> state = State.SINGLE;
      case '"' -> state = State.DOUBLE;
      case '#' -> state = isWordStart() ? State.COMMENT : state;
      case '`' -> lose();
      case '(' -> loseIf(last() == '(');
      case '$' -> {
        return text.startsWith("${", at)
            ? skip(PARAMETER, text, at)
            : text.startsWith("$'", at) ? skip(ANSI_TEXT, text, at) : dollar(text, at);
      }
      case '<' -> {
        return text.startsWith("<<<", at)
            ? at + 3
            : text.startsWith("<<", at) ? document(text, at) : at + 1;
      }
      default -> {}
    }
    return at + 1;
  }

  private int dollar(String text, int at) {
    loseIf(text.startsWith("$[", at));
    return at + 1;
  }

  private int document(String text, int at) {
    Matcher matcher = DOCUMENT.matcher(text).region(at, text.length());
    boolean known = matcher.useTransparentBounds(true).lookingAt();
    if (!known || Character.isDigit(last()) || isInBrackets()) {
      lose();
      return at + 1;
    }
    boolean literal = matcher.group(4) == null;
    String end =
        literal ? matcher.group(2) == null ? matcher.group(3) : matcher.group(2) : matcher.group(4);
    documents.add(new Document(end, !matcher.group(1).isEmpty(), literal));
    return matcher.end();
  }

  /** A shift inside of an index looks like a here-document. */
  private boolean isInBrackets() {
    int from = Math.max(lineStart, out.length() - LOOK_BACK);
    return out.substring(from).lastIndexOf('[') > out.substring(from).lastIndexOf(' ');
  }

  private int skip(Pattern pattern, String text, int at) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (matcher.lookingAt()) {
      return matcher.end();
    }
    lose();
    return at + 1;
  }

  private void loseIf(boolean intricate) {
    if (intricate) {
      lose();
    }
  }

  private void lose() {
    state = State.LOST;
    lostAt = line;
  }

  /**
   * @param written the value as it goes into the script
   */
  void value(Piece.Value value, String written) {
    valueLine = written.isEmpty() ? valueLine : value.line();
    for (int i = 0; i < written.length(); i++) {
      put(written.charAt(i));
      valueLine = value.line();
    }
  }

  private void put(char each) {
    if (each == '\n') {
      newLine();
    }
    out.append(each);
    if (each == '\n') {
      lineStart = out.length();
      line++;
      valueLine = 0;
    }
  }

  private void newLine() {
    switch (state) {
      case COMMENT -> enter();
      case PLAIN -> {
        if (!escaped) {
          enter();
        }
      }
      case EXPANDED_DOCUMENT, LITERAL_DOCUMENT -> {
        if (isDocumentEnd()) {
          documents.remove();
          enter();
        }
      }
      default -> {}
    }
  }

  private void enter() {
    Document next = documents.peek();
    if (next == null) {
      state = State.PLAIN;
    } else {
      state = next.literal ? State.LITERAL_DOCUMENT : State.EXPANDED_DOCUMENT;
    }
  }

  private boolean isDocumentEnd() {
    Document current = documents.element();
    String whole = out.substring(lineStart);
    boolean ends = (current.tabs ? whole.replaceFirst("^\\t+", "") : whole).equals(current.end);
    if (ends && valueLine > 0) {
      throw new Piece.Unsafe(valueLine, "the value would end the here-document it stands in");
    }
    return ends;
  }

  String end() {
    if (state == State.EXPANDED_DOCUMENT || state == State.LITERAL_DOCUMENT) {
      isDocumentEnd();
    }
    return out.toString();
  }
}
