package io.ironwake.wire.dhcp;

import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Option values as operators write them in a subnet's declaration. */
@Pure
public final class OptionText {
  private static final String HEX_PREFIX = "0x";
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final Pattern VIA = Pattern.compile("\\s+via\\s+");

  private static final Map<OptionType<?>, Function<String, Octets>> PARSERS =
      Map.ofEntries(
          parser(OptionTypes.IPV4, Ipv4::parse),
          parser(OptionTypes.IPV4_LIST, text -> list(text, Ipv4::parse)),
          parser(OptionTypes.U8, Integer::valueOf),
          parser(OptionTypes.U16, Integer::valueOf),
          parser(OptionTypes.U32, Long::valueOf),
          parser(OptionTypes.SECONDS, text -> Duration.ofSeconds(Long.parseLong(text))),
          parser(OptionTypes.BOOL, OptionText::bool),
          parser(OptionTypes.STRING, text -> text),
          parser(OptionTypes.U8_LIST, text -> list(text, Integer::valueOf)),
          parser(OptionTypes.U16_LIST, text -> list(text, Integer::valueOf)),
          parser(DomainNames.LIST, text -> list(text, name -> name)),
          parser(Route.LIST, text -> list(text, OptionText::route)));

  private OptionText() {}

  /**
   * The bytes of an option. {@code 0x0a0b} gives the bytes of any option; else the text is read by
   * the option's type: an address or addresses with commas, numbers, {@code true}, plain text,
   * domain names, or routes as {@code 10.0.0.0/8 via 192.168.1.1}.
   *
   * @param code 1 to 254
   * @throws IllegalArgumentException naming the option and what it takes
   */
  public static Octets parse(int code, String text) {
    OptionSet.requireCode(code);
    if (text.startsWith(HEX_PREFIX)) {
      return named(
          code, "bytes", text, digits -> Octets.hex(digits.substring(HEX_PREFIX.length())));
    }
    DhcpOption<?> option = DhcpOption.ofCode(code).orElseThrow(() -> untyped(code));
    Function<String, Octets> parser = PARSERS.get(option.type());
    if (parser == null) {
      throw untyped(code);
    }
    return named(code, option.type().name(), text, parser);
  }

  private static IllegalArgumentException untyped(int code) {
    return new IllegalArgumentException(
        "option " + code + " has no text form here; write its bytes, such as 0x0a0b");
  }

  private static Octets named(int code, String type, String text, Function<String, Octets> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "option "
              + code
              + " takes "
              + type
              + ", and '"
              + text
              + "' is none: "
              + malformed.getMessage(),
          malformed);
    }
  }

  private static <T> Map.Entry<OptionType<?>, Function<String, Octets>> parser(
      OptionType<T> type, Function<String, T> reader) {
    return Map.entry(type, text -> type.write(reader.apply(text)));
  }

  private static <T> List<T> list(String text, Function<String, T> element) {
    return Stream.of(COMMA.split(text.strip(), -1)).map(element).toList();
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("write true or false");
    };
  }

  private static Route route(String text) {
    String[] ends = VIA.split(text, -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException("write a route as 10.0.0.0/8 via 192.168.1.1");
    }
    return new Route(Cidr.parse(ends[0]), Ipv4.parse(ends[1]));
  }
}
