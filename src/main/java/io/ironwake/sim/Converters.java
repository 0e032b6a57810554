package io.ironwake.sim;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Command-line texts to values; what is wrong is said as the values say it. */
final class Converters {
  private Converters() {}

  private static <T> T convert(String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException wrong) {
      throw new TypeConversionException(String.valueOf(wrong.getMessage()));
    }
  }

  static final class ToIpv4 implements ITypeConverter<Ipv4> {
    @Override
    public Ipv4 convert(String text) {
      return Converters.convert(text, Ipv4::parse);
    }
  }

  static final class ToMac implements ITypeConverter<MacAddress> {
    @Override
    public MacAddress convert(String text) {
      return Converters.convert(text, MacAddress::parse);
    }
  }

  static final class ToStep implements ITypeConverter<Step> {
    @Override
    public Step convert(String text) {
      return Converters.convert(
          text, name -> Step.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')));
    }
  }
}
