package io.ironwake.template;

import io.ironwake.template.CheckedPrints.Misused;
import io.ironwake.template.Limits.Stopped;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.error.AttributeNotFoundException;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A text with <code>{{ }}</code> and <code>{% %}</code> of Pebble, in a sandbox: strict, without
 * access to anything but the variables, bounded in size and time.
 */
public final class Template {
  private static final PebbleEngine ENGINE = Sandbox.engine();

  private final Source source;
  private final Format format;
  private final LongSupplier nanos;
  private final PebbleTemplate parsed;

  private Template(Source source, Format format, LongSupplier nanos) {
    this.source = source;
    this.format = format;
    this.nanos = nanos;
    this.parsed = guarded(source, List.of(), () -> ENGINE.getLiteralTemplate(source.text()));
  }

  /**
   * Parses a template.
   *
   * @param name what messages call it, followed by line and column
   * @throws TemplateException saying where and what is wrong with it
   */
  public static Template parse(String name, String text, Format format) {
    return parse(name, text, format, System::nanoTime);
  }

  static Template parse(String name, String text, Format format, LongSupplier nanos) {
    if (text.length() > Limits.SOURCE) {
      throw TemplateException.at(
          name, 1, 1, "the template is longer than " + Limits.SOURCE + " characters");
    }
    return new Template(new Source(name, text), format, nanos);
  }

  /**
   * The text with its values.
   *
   * @param variables maps, lists, texts, numbers and booleans by name
   * @throws TemplateException saying where and what is wrong, without any value
   */
  public String render(Map<String, Object> variables) {
    Map<String, Object> tree = Tree.copyOf(variables);
    Printer printer = new Printer(nanos);
    return guarded(
        source,
        Tree.paths(tree),
        () -> {
          evaluate(printer, tree);
          return format.escaping().join(printer.pieces());
        });
  }

  private void evaluate(Printer printer, Map<String, Object> tree) {
    try {
      parsed.evaluate(printer, tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T guarded(Source source, List<String> known, Supplier<T> work) {
    try {
      return work.get();
    } catch (AttributeNotFoundException e) {
      throw source.missing(line(e), String.valueOf(e.getAttributeName()), known);
    } catch (Piece.Unsafe e) {
      throw source.wrong(e.line(), "this value cannot be printed here: " + e.getMessage());
    } catch (Misused e) {
      throw source.wrong(e.line(), String.valueOf(e.getMessage()));
    } catch (Stopped e) {
      throw source.wrong(1, String.valueOf(e.getMessage()));
    } catch (PebbleException e) {
      throw source.wrong(line(e), Source.told(e));
    } catch (StackOverflowError e) {
      throw source.wrong(1, "it is nested too deep");
    } catch (ArithmeticException | ClassCastException | NumberFormatException e) {
      throw source.wrong(1, "it calculates with something that is no number, or out of range");
    } catch (UnsupportedOperationException | IllegalStateException | IndexOutOfBoundsException e) {
      throw source.wrong(1, "this cannot be evaluated: check the types");
    }
  }

  private static int line(PebbleException e) {
    return Optional.ofNullable(e.getLineNumber()).orElse(1);
  }
}
