package io.ironwake.template;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document with a harmless word in the place of each value.
 *
 * @param document with the words
 * @param word what all of them begin with; their number and a {@code z} follow
 * @param values by number
 */
@Pure
record StandIns(String document, String word, List<Piece.Value> values) {

  static StandIns of(List<Piece> pieces) {
    String word = word(pieces);
    StringBuilder document = new StringBuilder();
    List<Piece.Value> values = new ArrayList<>();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Text text -> document.append(text.text());
        case Piece.Value value -> {
          document.append(word).append(values.size()).append('z');
          values.add(value);
        }
      }
    }
    return new StandIns(document.toString(), word, List.copyOf(values));
  }

  /** A word that stands neither in the text nor in a value. */
  private static String word(List<Piece> pieces) {
    String word = "xvalue";
    String all =
        String.join("", pieces.stream().map(StandIns::text).toList())
            + String.join("\n", pieces.stream().map(StandIns::value).toList());
    while (all.contains(word)) {
      word = "x" + word;
    }
    return word;
  }

  private static String text(Piece piece) {
    return piece instanceof Piece.Text text ? text.text() : "";
  }

  private static String value(Piece piece) {
    return piece instanceof Piece.Value value ? value.text() : "";
  }

  private Matcher matcher(String text) {
    return Pattern.compile(word + "(\\d+)z").matcher(text);
  }

  boolean isIn(String text) {
    return text.contains(word);
  }

  List<Piece.Value> in(String text) {
    return matcher(text).results().map(each -> value(each.group(1))).toList();
  }

  private Piece.Value value(String number) {
    return values.get(Integer.parseInt(number));
  }

  /** Whether the text is one number or boolean and nothing else. */
  boolean isBare(String text) {
    Matcher matcher = matcher(text);
    return matcher.matches() && value(matcher.group(1)).bare();
  }

  String fill(String text) {
    return fill(text, value -> value);
  }

  String fill(String text, UnaryOperator<String> each) {
    return matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(each.apply(value(found.group(1)).text())));
  }

  /**
   * Fills what is left, which is in comments, anchors and tags.
   *
   * @throws Piece.Unsafe for anything but a plain word
   */
  String plain(String text) {
    for (Piece.Value value : in(text)) {
      if (!value.isPlain()) {
        throw value.refused(
            "only letters, digits and _@%+:,./- can stand in a comment, an anchor or a tag");
      }
    }
    return fill(text);
  }

  @Override
  public String toString() {
    return "StandIns[" + values.size() + " values]";
  }
}
