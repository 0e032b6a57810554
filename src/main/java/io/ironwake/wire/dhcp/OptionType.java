package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import java.util.function.Function;

/**
 * How one kind of option value is read and written.
 *
 * @param <T> the value in Java
 */
@Pure
public final class OptionType<T> {
  /** Reads a value; refuses malformed bytes with an offset from the start of the value. */
  interface Reader<T> {
    T read(Octets value) throws WireException;
  }

  private final String name;
  private final Reader<T> reader;
  private final Function<T, Octets> writer;

  OptionType(String name, Reader<T> reader, Function<T, Octets> writer) {
    this.name = name;
    this.reader = reader;
    this.writer = writer;
  }

  /** A type whose values all have the same length in bytes. */
  static <T> OptionType<T> fixed(
      String name, int length, Reader<T> reader, Function<T, Octets> writer) {
    return new OptionType<>(
        name,
        value -> {
          if (value.length() != length) {
            throw new WireException(
                Math.min(length, value.length()),
                "length is " + length + ", got " + value.length());
          }
          return reader.read(value);
        },
        writer);
  }

  /** The kind of value in a word or two, such as {@code ipv4 list}. */
  public String name() {
    return name;
  }

  T read(Octets value) throws WireException {
    return reader.read(value);
  }

  Octets write(T value) {
    return writer.apply(value);
  }
}
