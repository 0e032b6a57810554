package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Text with typed holes for URLs. Holes are not marked inside the text, so nothing an operator
 * writes can look like one.
 *
 * @param pieces literal text, each followed by a hole; the last by {@link Slot#END}
 */
@Pure
public record FrozenText(List<Piece> pieces) {

  /**
   * @param literal text before the hole
   * @param then the hole
   */
  @Pure
  public record Piece(String literal, Slot then) {
    @Override
    public String toString() {
      return "Piece[" + literal.length() + " characters, " + then + "]";
    }
  }

  public FrozenText {
    pieces = List.copyOf(pieces);
  }

  static FrozenText of(String literal) {
    return new FrozenText(List.of(new Piece(literal, Slot.END)));
  }

  static FrozenText of(String before, Slot slot, String after) {
    return new FrozenText(List.of(new Piece(before, slot), new Piece(after, Slot.END)));
  }

  FrozenText plus(String text) {
    return plus(of(text));
  }

  FrozenText plus(FrozenText other) {
    return new Builder().append(this).append(other).build();
  }

  /** Applies a character-wise escape to the literals; URLs need none, see {@link ServeUrls}. */
  FrozenText escaped(UnaryOperator<String> escape) {
    return new FrozenText(
        pieces.stream().map(each -> new Piece(escape.apply(each.literal), each.then)).toList());
  }

  /** Whether it has such a hole. */
  boolean asks(Slot slot) {
    return pieces.stream().anyMatch(each -> each.then == slot);
  }

  boolean contains(String text) {
    return pieces.stream().anyMatch(each -> each.literal.contains(text));
  }

  /** Makes a hole of each occurrence of {@code name}. */
  FrozenText withHole(String name, FrozenText hole) {
    Builder result = new Builder();
    for (Piece piece : pieces) {
      String[] parts = piece.literal.split(Pattern.quote(name), -1);
      result.append(parts[0]);
      for (int i = 1; i < parts.length; i++) {
        result.append(hole).append(parts[i]);
      }
      result.append(piece.then);
    }
    return result.build();
  }

  String fill(ServeUrls urls) {
    StringBuilder filled = new StringBuilder();
    pieces.forEach(each -> filled.append(each.literal).append(urls.in(each.then)));
    return filled.toString();
  }

  /** The length if every URL were as long as {@link ServeUrls} allows. */
  int worstCaseLength() {
    return pieces.stream()
        .mapToInt(
            each -> each.literal.length() + (each.then == Slot.END ? 0 : ServeUrls.MAX_LENGTH))
        .sum();
  }

  /** Without the literals, which may hold secrets. */
  @Override
  public String toString() {
    return "FrozenText[" + pieces.size() + " pieces]";
  }

  /** Joins texts in linear time. */
  @Pure
  static final class Builder {
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    Builder append(String text) {
      literal.append(text);
      return this;
    }

    Builder append(FrozenText text) {
      text.pieces.forEach(each -> append(each.literal).append(each.then));
      return this;
    }

    Builder append(Slot slot) {
      if (slot != Slot.END) {
        pieces.add(new Piece(literal.toString(), slot));
        literal.setLength(0);
      }
      return this;
    }

    FrozenText build() {
      List<Piece> all = new ArrayList<>(pieces);
      all.add(new Piece(literal.toString(), Slot.END));
      return new FrozenText(all);
    }
  }
}
