package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  // What makes the reply a reply, names the boot file, or must come back to its sender.
  private static final Set<Integer> NEEDED =
      Set.of(1, 3, 43, 51, 53, 54, 56, 58, 59, 60, 61, 66, 67, RELAY_AGENT, 97, 118, 175);

  /**
   * Arranges in this order: 53, 54, 51, what the receiver asked for in its order (RFC 2132 §9.8),
   * the others ascending, and 82 last in the options field (RFC 3046 §2.1). Overload is used only
   * when it makes the options fit, and then as little as possible. Where even that does not
   * suffice, options the receiver did not ask for are left out; what still fits in no arrangement
   * goes out too large rather than incomplete.
   */
  static OptionFields arrange(DhcpMessage message, Layout layout) {
    List<Integer> order = order(message.options(), layout.order());
    OptionFields plain = attempt(message.options(), order, Integer.MAX_VALUE, 0);
    if (plain.main.length() <= layout.optionsRoom()) {
      return plain;
    }
    return fitting(message, layout, order)
        .or(() -> fitting(message, layout, asked(order, layout.order())))
        .orElse(plain);
  }

  private static Optional<OptionFields> fitting(
      DhcpMessage message, Layout layout, List<Integer> order) {
    int room = layout.optionsRoom();
    return IntStream.rangeClosed(0, 3)
        .filter(overload -> isFree(message, overload))
        .mapToObj(overload -> attempt(message.options(), order, room, overload))
        .filter(fields -> fields.complete && fields.main.length() <= room)
        .findFirst();
  }

  /** A receiver without a list of its own is owed all options. */
  private static List<Integer> asked(List<Integer> order, List<Integer> wanted) {
    return wanted.isEmpty()
        ? order
        : order.stream().filter(code -> NEEDED.contains(code) || wanted.contains(code)).toList();
  }

  private static boolean isFree(DhcpMessage message, int overload) {
    boolean file = (overload & DhcpDecoder.FILE_OVERLOADED) == 0 || message.file().isEmpty();
    boolean sname = (overload & DhcpDecoder.SNAME_OVERLOADED) == 0 || message.sname().isEmpty();
    return file && sname;
  }

  private static OptionFields attempt(
      OptionSet options, List<Integer> order, int room, int overload) {
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
    boolean complete = placeAll(options, order, List.of(main, file, sname));
    if (overload != 0) {
      main.write(DhcpMessage.OVERLOAD, Octets.of((byte) overload));
    }
    if (relayed) {
      main.write(RELAY_AGENT, relay);
    }
    return new OptionFields(overload, complete, main.ended(), file.ended(), sname.ended());
  }

  private static boolean placeAll(OptionSet options, List<Integer> order, List<TlvWriter> fields) {
    for (int code : order) {
      if (!place(code, options.raw(code).orElseThrow(), fields)) {
        return false;
      }
    }
    return true;
  }

  private static List<Integer> order(OptionSet options, List<Integer> wanted) {
    BitSet left = new BitSet();
    options.forEach((code, value) -> left.set(code));
    left.clear(RELAY_AGENT);
    List<Integer> order = new ArrayList<>();
    for (int code : FIRST) {
      take(code, left, order);
    }
    wanted.forEach(code -> take(code, left, order));
    left.stream().forEach(order::add);
    return order;
  }

  private static void take(int code, BitSet left, List<Integer> order) {
    if (left.get(code)) {
      left.clear(code);
      order.add(code);
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
