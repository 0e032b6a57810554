package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Options spread over the options field and, where needed, {@code file} and {@code sname} (RFC 2132
 * §9.3). Each field is complete with its end mark.
 *
 * @param overload the value of option 52; 0 when only the options field is used
 * @param complete whether every option found a place
 */
@Pure
record OptionFields(int overload, boolean complete, Octets main, Octets file, Octets sname) {
  private static final int OVERLOAD_SIZE = 3;
  private static final int RELAY_AGENT = 82;
  private static final int[] FIRST = {53, 54, 51};

  /**
   * Arranges in canonical order: 53, 54, 51, then ascending, 82 last in the options field (RFC 3046
   * §2.1). Overload is used only when it makes the options fit, and then as little as possible;
   * options that fit in no arrangement go out too large rather than incomplete.
   */
  static OptionFields arrange(DhcpMessage message, Layout layout) {
    OptionFields plain = attempt(message.options(), Integer.MAX_VALUE, 0);
    int room = layout.optionsRoom();
    if (plain.main.length() <= room) {
      return plain;
    }
    return IntStream.rangeClosed(1, 3)
        .filter(overload -> isFree(message, overload))
        .mapToObj(overload -> attempt(message.options(), room, overload))
        .filter(fields -> fields.complete && fields.main.length() <= room)
        .findFirst()
        .orElse(plain);
  }

  private static boolean isFree(DhcpMessage message, int overload) {
    boolean file = (overload & DhcpDecoder.FILE_OVERLOADED) == 0 || message.file().isEmpty();
    boolean sname = (overload & DhcpDecoder.SNAME_OVERLOADED) == 0 || message.sname().isEmpty();
    return file && sname;
  }

  private static OptionFields attempt(OptionSet options, int room, int overload) {
    Octets relay = options.raw(RELAY_AGENT).orElse(Octets.EMPTY);
    boolean relayed = options.raw(RELAY_AGENT).isPresent();
    int reserved =
        1 + (relayed ? TlvWriter.sizeOf(relay) : 0) + (overload == 0 ? 0 : OVERLOAD_SIZE);
    TlvWriter main = new TlvWriter(room - reserved);
    TlvWriter file =
        new TlvWriter(
            (overload & DhcpDecoder.FILE_OVERLOADED) == 0 ? 0 : DhcpMessage.FILE_LENGTH - 1);
    TlvWriter sname =
        new TlvWriter(
            (overload & DhcpDecoder.SNAME_OVERLOADED) == 0 ? 0 : DhcpMessage.SNAME_LENGTH - 1);
    boolean complete = placeAll(options, List.of(main, file, sname));
    if (overload != 0) {
      main.write(DhcpMessage.OVERLOAD, Octets.of((byte) overload));
    }
    if (relayed) {
      main.write(RELAY_AGENT, relay);
    }
    return new OptionFields(overload, complete, main.ended(), file.ended(), sname.ended());
  }

  private static boolean placeAll(OptionSet options, List<TlvWriter> fields) {
    Placing placing = new Placing(fields);
    for (int code : FIRST) {
      options.raw(code).ifPresent(value -> placing.option(code, value));
    }
    options.forEach(
        (code, value) -> {
          if (code != RELAY_AGENT && !isFirst(code)) {
            placing.option(code, value);
          }
        });
    return placing.complete;
  }

  private static boolean isFirst(int code) {
    for (int first : FIRST) {
      if (code == first) {
        return true;
      }
    }
    return false;
  }

  /** Places options until one finds no room. */
  private static final class Placing implements OptionSet.Visitor {
    private final List<TlvWriter> fields;
    private boolean complete = true;

    Placing(List<TlvWriter> fields) {
      this.fields = fields;
    }

    @Override
    public void option(int code, Octets value) {
      complete = complete && place(code, value, fields);
    }
  }

  /**
   * Whole into the first field with room, since many clients do not join pieces; else cut over the
   * fields in their order.
   */
  private static boolean place(int code, Octets value, List<TlvWriter> fields) {
    for (TlvWriter field : fields) {
      if (field.fits(value)) {
        field.write(code, value);
        return true;
      }
    }
    int written = 0;
    for (TlvWriter field : fields) {
      written += field.writeWhatFits(code, value, written);
    }
    return written == value.length() && written > 0;
  }
}
