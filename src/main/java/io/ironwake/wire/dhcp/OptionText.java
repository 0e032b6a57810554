package io.ironwake.wire.dhcp;

import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Option values as operators write them in a subnet's declaration. */
@Pure
public final class OptionText {
  /** What plain text begins with where a form must be named. */
  public static final String TEXT = OptionForms.TEXT;

  private static final int VENDOR_CLASSES = 124;
  private static final int VENDOR_OPTIONS = 125;
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
          Map.entry(OptionTypes.SUB_OPTIONS, OptionForms::subOptions),
          parser(Route.LIST, text -> list(text, OptionText::route)));

  private OptionText() {}

  /** Whether the value is given per enterprise number (RFC 3925). */
  public static boolean isByEnterprise(int code) {
    return code == VENDOR_CLASSES || code == VENDOR_OPTIONS;
  }

  /**
   * The bytes of an option. Text that names its form, such as {@code 0x0a0b}, {@code ip:192.0.2.1}
   * or {@code u16:1}, gives the bytes of any option; else it is read by the option's type: an
   * address or addresses with commas, numbers, {@code true}, plain text, domain names, routes as
   * {@code 10.0.0.0/8 via 192.168.1.1}, sub-options as {@code 1=u8:1; 2=text:a}, and for options
   * 124 and 125 the same after the enterprise number, as {@code 3561: 1=text:a}.
   *
   * @param code 1 to 254
   * @throws IllegalArgumentException naming the option and what it takes
   */
  public static Octets parse(int code, String text) {
    OptionSet.requireCode(code);
    if (isByEnterprise(code) && !text.startsWith("0x") && !text.startsWith("hex:")) {
      return named(code, "vendor data", text, byEnterprise(code));
    }
    Optional<Octets> explicit = explicit(code, text);
    if (explicit.isPresent()) {
      return explicit.get();
    }
    DhcpOption<?> option = DhcpOption.ofCode(code).orElseThrow(() -> untyped(code));
    Function<String, Octets> parser = PARSERS.get(option.type());
    if (parser == null) {
      throw untyped(code);
    }
    return named(code, option.type().name(), text, parser);
  }

  private static Function<String, Octets> byEnterprise(int code) {
    return code == VENDOR_CLASSES ? OptionForms::vendorClasses : OptionForms::vendorOptions;
  }

  private static Optional<Octets> explicit(int code, String text) {
    return named(code, "the form it names", text, OptionForms::explicit);
  }

  private static IllegalArgumentException untyped(int code) {
    return new IllegalArgumentException(
        "option "
            + code
            + " has no type here; name the form: text:, ip:, u8:, u16:, u32:, bool:, sub: or"
            + " 0x0a0b");
  }

  private static <T> T named(int code, String type, String text, Function<String, T> parser) {
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

  static Boolean bool(String text) {
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
