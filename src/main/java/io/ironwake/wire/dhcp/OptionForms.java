package io.ironwake.wire.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Option values that name their form, and those made of parts: sub-options and vendors' data. */
@Pure
final class OptionForms {
  static final String TEXT = "text:";

  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final Pattern SEMICOLON = Pattern.compile("\\s*;\\s*");
  private static final Pattern BAR = Pattern.compile("\\s*\\|\\s*");
  private static final int MAX_PART = 255;

  private OptionForms() {}

  /**
   * The bytes of {@code hex:0a0b}, {@code 0x0a0b}, {@code text:a}, {@code ip:192.0.2.1, 192.0.2.2},
   * {@code u8:1}, {@code u16:1}, {@code u32:1}, {@code bool:true} or {@code sub:1=u8:1; 2=text:a};
   * empty for text that names no form.
   */
  static Optional<Octets> explicit(String text) {
    return form(text, "0x", Octets::hex)
        .or(() -> form(text, "hex:", Octets::hex))
        .or(() -> form(text, TEXT, OptionTypes.STRING::write))
        .or(() -> form(text, "ip:", rest -> OptionTypes.IPV4_LIST.write(list(rest, Ipv4::parse))))
        .or(
            () ->
                form(text, "u8:", rest -> OptionTypes.U8_LIST.write(list(rest, Integer::valueOf))))
        .or(
            () ->
                form(
                    text, "u16:", rest -> OptionTypes.U16_LIST.write(list(rest, Integer::valueOf))))
        .or(() -> form(text, "u32:", OptionForms::longs))
        .or(() -> form(text, "bool:", rest -> OptionTypes.BOOL.write(OptionText.bool(rest))))
        .or(() -> form(text, "sub:", OptionForms::subOptions));
  }

  private static Optional<Octets> form(
      String text, String prefix, Function<String, Octets> reader) {
    return text.startsWith(prefix)
        ? Optional.of(reader.apply(text.substring(prefix.length())))
        : Optional.empty();
  }

  private static <T> List<T> list(String text, Function<String, T> element) {
    return Stream.of(COMMA.split(text.strip(), -1)).map(element).toList();
  }

  private static Octets longs(String text) {
    return OptionTypes.joined(
        list(text, Long::valueOf).stream().map(OptionTypes.U32::write).toList());
  }

  /** Sub-options by code, such as {@code 1=ip:192.0.2.1; 6=u8:3} (RFC 2132 §8.4). */
  static Octets subOptions(String text) {
    TreeMap<Integer, Octets> values = new TreeMap<>();
    for (String part : SEMICOLON.split(text.strip(), -1)) {
      int equals = part.indexOf('=');
      if (equals < 1 || !part.substring(0, equals).matches("\\d{1,3}")) {
        throw new IllegalArgumentException(
            "write sub-options as 1=ip:192.0.2.1; 2=u8:3; 3=text:a, or the bytes as 0x0a0b");
      }
      values.put(Integer.valueOf(part.substring(0, equals)), named(part.substring(equals + 1)));
    }
    return OptionTypes.SUB_OPTIONS.write(new OptionSet(values));
  }

  private static Octets named(String value) {
    return explicit(value.strip())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + value
                        + "' names no form; write text:, ip:, u8:, u16:, u32:, bool: or hex: before"
                        + " it"));
  }

  /** One vendor class per enterprise, such as {@code 3561: text:a | 311: hex:01} (RFC 3925 §3). */
  static Octets vendorClasses(String text) {
    return byEnterprise(text, OptionForms::named);
  }

  /**
   * Sub-options per enterprise, such as {@code 3561: 1=text:a; 2=u8:1 | 311: 1=u8:1} (RFC 3925 §4).
   */
  static Octets vendorOptions(String text) {
    return byEnterprise(text, OptionForms::subOptions);
  }

  private static Octets byEnterprise(String text, Function<String, Octets> reader) {
    return OptionTypes.joined(
        Stream.of(BAR.split(text.strip(), -1)).map(part -> enterprise(part, reader)).toList());
  }

  private static Octets enterprise(String part, Function<String, Octets> reader) {
    int colon = part.indexOf(':');
    if (colon < 1 || !part.substring(0, colon).strip().matches("\\d{1,10}")) {
      throw new IllegalArgumentException(
          "begin with the enterprise number and a colon, such as 3561: …");
    }
    Octets data = reader.apply(part.substring(colon + 1).strip());
    if (data.length() > MAX_PART) {
      throw new IllegalArgumentException(
          "the data of one enterprise has at most 255 bytes, got " + data.length());
    }
    return OptionTypes.joined(
        List.of(
            OptionTypes.U32.write(Long.valueOf(part.substring(0, colon).strip())),
            OptionTypes.U8.write(data.length()),
            data));
  }
}
