package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads single values as Butane does: YAML 1.2, with the truth words and leading-zero octals of
 * YAML 1.1; stricter where its leniency hides mistakes (fractions, numbers in quotes).
 */
@Pure
final class Scalars {
  private static final Set<String> YES =
      Set.of("true", "True", "TRUE", "y", "Y", "yes", "Yes", "YES", "on", "On", "ON");
  private static final Set<String> NO =
      Set.of("false", "False", "FALSE", "n", "N", "no", "No", "NO", "off", "Off", "OFF");

  /** What fits into an int of 32 bits holds all sizes, ids and times there are. */
  private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:0|[1-9][0-9]{0,9})");

  private static final Pattern OCTAL = Pattern.compile("0o?[0-7]{1,10}");
  private static final Pattern HEX = Pattern.compile("0x[0-9A-Fa-f]{1,7}");

  private final Origin origin;
  private final Findings findings;

  Scalars(Origin origin, Findings findings) {
    this.origin = origin;
    this.findings = findings;
  }

  Optional<Object> read(Node.Scalar scalar, Shape.Single shape) {
    return switch (shape) {
      case TEXT -> text(scalar);
      case FLAG -> flag(scalar);
      case WHOLE -> whole(scalar).map(it -> it);
      case MODE -> mode(scalar);
    };
  }

  private Optional<Object> text(Node.Scalar scalar) {
    if (!scalar.quoted() && !origin.dialect().isButane()) {
      return wrong("must be text; put it in quotes");
    }
    boolean unpaired =
        scalar.text().codePoints().anyMatch(each -> each >= 0xD800 && each <= 0xDFFF);
    return unpaired
        ? wrong("is not valid Unicode: it holds half of a surrogate pair")
        : Optional.of(scalar.text());
  }

  private Optional<Object> flag(Node.Scalar scalar) {
    boolean butane = origin.dialect().isButane();
    if (!scalar.quoted() && (butane ? YES.contains(scalar.text()) : "true".equals(scalar.text()))) {
      return Optional.of(true);
    }
    if (!scalar.quoted() && (butane ? NO.contains(scalar.text()) : "false".equals(scalar.text()))) {
      return Optional.of(false);
    }
    return wrong("must be true or false, without quotes");
  }

  private Optional<Long> whole(Node.Scalar scalar) {
    String text = scalar.text();
    if (!scalar.quoted() && DECIMAL.matcher(text).matches()) {
      return inRange(Long.parseLong(text.startsWith("+") ? text.substring(1) : text));
    }
    if (!scalar.quoted() && origin.dialect().isButane()) {
      if (OCTAL.matcher(text).matches()) {
        return inRange(Long.parseLong(text.replaceFirst("^0o?(?=.)", ""), 8));
      }
      if (HEX.matcher(text).matches()) {
        return inRange(Long.parseLong(text.substring(2), 16));
      }
    }
    return wrong("must be a whole number, without quotes");
  }

  private Optional<Long> inRange(long number) {
    return number < 0 || number > Integer.MAX_VALUE
        ? wrong("must be between 0 and " + Integer.MAX_VALUE)
        : Optional.of(number);
  }

  private Optional<Object> mode(Node.Scalar scalar) {
    if (scalar.quoted()) {
      return wrong(
          "must be a number without quotes, such as " + FileMode.example(origin.dialect(), 0644));
    }
    Optional<Long> mode = whole(scalar);
    boolean decimal = DECIMAL.matcher(scalar.text()).matches();
    return mode.flatMap(
        bits ->
            FileMode.problem(bits, decimal, origin.dialect())
                .map(this::<Object>wrong)
                .orElse(Optional.of(bits)));
  }

  private <T> Optional<T> wrong(String message) {
    findings.add(origin, message);
    return Optional.empty();
  }
}
