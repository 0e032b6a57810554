package io.ironwake.wire.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The plain kinds of option values (RFC 2132, RFC 2131 §3.5). */
@Pure
final class OptionTypes {
  private static final long MAX_U32 = 0xFFFF_FFFFL;

  static final OptionType<Octets> BYTES = new OptionType<>("bytes", value -> value, value -> value);

  /** A present option is the value, whatever it holds. */
  static final OptionType<Boolean> PRESENCE =
      new OptionType<>("presence", value -> true, value -> Octets.EMPTY);

  static final OptionType<Ipv4> IPV4 =
      OptionType.fixed(
          "ipv4", 4, value -> new Ipv4(value.i32(0)), address -> Octets.of(address.toBytes()));

  static final OptionType<Integer> U8 =
      OptionType.fixed(
          "u8", 1, value -> value.u8(0), number -> Octets.of((byte) within(number, 0xFF)));

  static final OptionType<Integer> U16 =
      OptionType.fixed(
          "u16", 2, value -> value.u16(0), number -> u16((int) within(number, 0xFFFF)));

  static final OptionType<Long> U32 =
      OptionType.fixed("u32", 4, value -> Integer.toUnsignedLong(value.i32(0)), OptionTypes::u32);

  /** Whole seconds, 0 to 2^32-1; the largest means for ever (RFC 2131 §3.3). */
  static final OptionType<Duration> SECONDS =
      OptionType.fixed(
          "seconds",
          4,
          value -> Duration.ofSeconds(Integer.toUnsignedLong(value.i32(0))),
          duration -> u32(duration.toSeconds()));

  static final OptionType<Boolean> BOOL =
      OptionType.fixed(
          "bool", 1, OptionTypes::readBool, value -> Octets.of((byte) (value ? 1 : 0)));

  static final OptionType<MessageType> MESSAGE_TYPE =
      OptionType.fixed(
          "message type", 1, OptionTypes::readMessageType, type -> Octets.of((byte) type.code()));

  /** At least one character, ISO 8859-1; NULs at the end are dropped on reading (RFC 2132 §2). */
  static final OptionType<String> STRING =
      new OptionType<>("string", OptionTypes::readString, OptionTypes::writeString);

  static final OptionType<List<Ipv4>> IPV4_LIST =
      list(
          "ipv4 list",
          4,
          (value, at) -> new Ipv4(value.i32(at)),
          address -> Octets.of(address.toBytes()));

  static final OptionType<List<Integer>> U8_LIST =
      list("u8 list", 1, Octets::u8, number -> Octets.of((byte) within(number, 0xFF)));

  static final OptionType<List<Integer>> U16_LIST =
      list("u16 list", 2, Octets::u16, number -> u16((int) within(number, 0xFFFF)));

  /** Options within an option (RFC 2132 §8.4), padding and end mark allowed. */
  static final OptionType<OptionSet> SUB_OPTIONS =
      new OptionType<>("sub-options", OptionTypes::readSubOptions, OptionTypes::writeSubOptions);

  private OptionTypes() {}

  /** Reads one element of a list at an offset. */
  private interface Element<T> {
    T at(Octets value, int offset);
  }

  private static <T> OptionType<List<T>> list(
      String name, int size, Element<T> reader, Function<T, Octets> writer) {
    return new OptionType<>(
        name,
        value -> {
          if (value.isEmpty() || value.length() % size != 0) {
            throw new WireException(
                value.length(),
                "length is a multiple of " + size + " above 0, got " + value.length());
          }
          List<T> elements = new ArrayList<>(value.length() / size);
          for (int at = 0; at < value.length(); at += size) {
            elements.add(reader.at(value, at));
          }
          return List.copyOf(elements);
        },
        elements -> joined(elements.stream().map(writer).toList()));
  }

  static Octets joined(List<Octets> parts) {
    ByteBuffer all = ByteBuffer.allocate(parts.stream().mapToInt(Octets::length).sum());
    parts.forEach(part -> all.put(part.toBytes()));
    return Octets.of(all.array());
  }

  static Octets u16(int number) {
    return Octets.of((byte) (number >>> 8), (byte) number);
  }

  private static Octets u32(long number) {
    int bits = (int) within(number, MAX_U32);
    return Octets.of(new Ipv4(bits).toBytes());
  }

  private static long within(long number, long max) {
    if (number < 0 || number > max) {
      throw new IllegalArgumentException("the value is 0 to " + max + ", got " + number);
    }
    return number;
  }

  private static Boolean readBool(Octets value) throws WireException {
    if (value.u8(0) > 1) {
      throw new WireException(0, "the value is 0 or 1, got " + value.u8(0));
    }
    return value.u8(0) == 1;
  }

  private static MessageType readMessageType(Octets value) throws WireException {
    return MessageType.ofCode(value.u8(0))
        .orElseThrow(() -> new WireException(0, "unknown message type " + value.u8(0)));
  }

  private static String readString(Octets value) throws WireException {
    if (value.isEmpty()) {
      throw new WireException(0, "length is at least 1, got 0");
    }
    String text = value.latin1();
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\0') {
      end--;
    }
    return text.substring(0, end);
  }

  private static Octets writeString(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(
          "a string option has at least one character; leave the option out instead");
    }
    return Octets.latin1(text);
  }

  private static OptionSet readSubOptions(Octets value) throws WireException {
    TlvReader reader = new TlvReader();
    reader.read(value.toBytes(), 0, value.length());
    return reader.options();
  }

  private static Octets writeSubOptions(OptionSet options) {
    TlvWriter writer = new TlvWriter(Integer.MAX_VALUE);
    options.forEach(writer::write);
    return writer.octets();
  }
}
