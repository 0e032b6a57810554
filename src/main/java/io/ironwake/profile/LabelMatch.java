package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing asked of a machine's labels: {@code rack}, {@code rack=r1}, {@code rack!=r1}, {@code
 * hw.memory-gib>=64}.
 *
 * @param operator empty asks that the label is there
 * @param value what it is compared with; a number where the operator orders
 */
@Pure
public record LabelMatch(String key, String operator, String value) {
  private static final Pattern FORM = Pattern.compile("([^=!<>]+)(!=|>=|<=|=|>|<)(.*)");
  private static final Pattern COMPARISON = Pattern.compile("(>=|<=|>|<|!=) ?(\\S.*)");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(?:\\.\\d{1,9})?");

  /** Whose values a selector may compare: an operator's own labels are taken as they are. */
  private static final String MEASURED = "hw.";

  /**
   * @throws IllegalArgumentException when an order is asked of what is no number
   */
  public LabelMatch {
    boolean orders = operator.startsWith("<") || operator.startsWith(">");
    if (orders && !NUMBER.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "label " + key + operator + value + ": a number must follow " + operator);
    }
  }

  /**
   * Reads one of the forms above.
   *
   * @throws IllegalArgumentException when an order is asked of what is no number
   */
  public static LabelMatch parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? new LabelMatch(form.group(1), form.group(2), form.group(3))
        : new LabelMatch(text, "", "");
  }

  /**
   * What a selector's {@code key: value} asks: the value itself, and for {@code hw.…} also an
   * operator with a value, such as {@code ">=64"}.
   *
   * @throws IllegalArgumentException when an order is asked of what is no number
   */
  public static LabelMatch selecting(String key, String value) {
    Matcher comparison = COMPARISON.matcher(value);
    return key.startsWith(MEASURED) && comparison.matches()
        ? new LabelMatch(key, comparison.group(1), comparison.group(2))
        : new LabelMatch(key, "=", value);
  }

  /** True when a machine's labels are what was asked; a label that is not there is no number. */
  public boolean holds(Map<String, String> labels) {
    return holds(Optional.ofNullable(labels.get(key)));
  }

  /** The same for a machine whose label {@link #key} is known. */
  public boolean holds(Optional<String> label) {
    return switch (operator) {
      case "" -> label.isPresent();
      case "=" -> label.filter(value::equals).isPresent();
      case "!=" -> label.filter(value::equals).isEmpty();
      default ->
          label.filter(it -> NUMBER.matcher(it).matches()).filter(this::isInOrder).isPresent();
    };
  }

  private boolean isInOrder(String label) {
    int order = new BigDecimal(label).compareTo(new BigDecimal(value));
    return switch (operator) {
      case ">=" -> order >= 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order < 0;
    };
  }
}
