package io.ironwake.template;

import io.ironwake.template.Limits.Stopped;
import io.pebbletemplates.pebble.extension.writer.SpecializedWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Takes what a template writes, text apart from values, and stops it when it has gone far enough.
 */
final class Printer extends Writer implements SpecializedWriter {
  private final List<Piece> pieces = new ArrayList<>();
  private final LongSupplier nanos;
  private final long started;
  private int written;
  private int rounds;
  private int values;

  Printer(LongSupplier nanos) {
    super();
    this.nanos = nanos;
    this.started = nanos.getAsLong();
  }

  List<Piece> pieces() {
    return List.copyOf(pieces);
  }

  /** Counts one round of a loop. */
  void round() {
    if (++rounds > Limits.ROUNDS) {
      throw new Stopped("its loops go round more than " + Limits.ROUNDS + " times");
    }
    checkTime();
  }

  private void checkTime() {
    if (TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - started) > Limits.TIME) {
      throw new Stopped("it takes longer than " + Limits.TIME + " ms");
    }
  }

  private void count(int characters) {
    checkTime();
    written += characters;
    if (written > Limits.OUTPUT) {
      throw new Stopped("it becomes longer than " + Limits.OUTPUT + " characters");
    }
  }

  @Override
  public void write(char[] text, int from, int length) {
    count(length);
    pieces.add(new Piece.Text(new String(text, from, length)));
  }

  @Override
  public void write(Object value) {
    if (!(value instanceof Printed printed)) {
      throw new Stopped("a value was printed unchecked");
    }
    if (++values > Limits.VALUES) {
      throw new Stopped("it prints more than " + Limits.VALUES + " values");
    }
    count(printed.text().length());
    pieces.add(new Piece.Value(printed.text(), printed.bare(), printed.line()));
  }

  /**
   * A value that may be printed.
   *
   * @param bare a number or a boolean
   * @param line of the template
   */
  record Printed(String text, boolean bare, int line) {
    @Override
    public String toString() {
      return "Printed[line " + line + "]";
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public void writeSpecialized(int value) {
    throw unchecked();
  }

  @Override
  public void writeSpecialized(long value) {
    throw unchecked();
  }

  @Override
  public void writeSpecialized(double value) {
    throw unchecked();
  }

  @Override
  public void writeSpecialized(float value) {
    throw unchecked();
  }

  @Override
  public void writeSpecialized(short value) {
    throw unchecked();
  }

  @Override
  public void writeSpecialized(byte value) {
    throw unchecked();
  }

  @Override
  public void writeSpecialized(char value) {
    throw unchecked();
  }

  @Override
  public void writeSpecialized(String value) {
    throw unchecked();
  }

  private static Stopped unchecked() {
    return new Stopped("a value was printed unchecked");
  }
}
