package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Domain search lists, option 119 (RFC 3397): names in RFC 1035 form, compressed by pointers into
 * the same value.
 */
@Pure
final class DomainNames {
  static final OptionType<List<String>> LIST =
      new OptionType<>("domain names", DomainNames::readAll, DomainNames::writeAll);

  private static final int MAX_LABEL = 63;
  private static final int MAX_NAME = 253;
  private static final int POINTER = 0xC0;

  private DomainNames() {}

  private static List<String> readAll(Octets value) throws WireException {
    if (value.isEmpty()) {
      throw new WireException(0, "length is at least 1, got 0");
    }
    List<String> names = new ArrayList<>();
    int at = 0;
    while (at < value.length()) {
      names.add(name(value, at));
      at = afterName(value, at);
    }
    return List.copyOf(names);
  }

  /** Pointers must lead backwards, so following them ends. */
  private static String name(Octets value, int start) throws WireException {
    StringBuilder name = new StringBuilder();
    int at = start;
    int length = lengthAt(value, at);
    while (length != 0) {
      if (length >= POINTER) {
        at = target(value, at);
      } else {
        name.append(name.isEmpty() ? "" : ".").append(label(value, at, length));
        at += 1 + length;
      }
      if (name.length() > MAX_NAME) {
        throw new WireException(start, "a domain name has at most " + MAX_NAME + " characters");
      }
      length = lengthAt(value, at);
    }
    return name.toString();
  }

  private static int afterName(Octets value, int start) throws WireException {
    int at = start;
    int length = lengthAt(value, at);
    while (length != 0 && length < POINTER) {
      at += 1 + length;
      length = lengthAt(value, at);
    }
    return length == 0 ? at + 1 : at + 2;
  }

  private static int lengthAt(Octets value, int at) throws WireException {
    if (at >= value.length()) {
      throw new WireException(at, "a domain name is cut short");
    }
    int length = value.u8(at);
    if (length > MAX_LABEL && length < POINTER) {
      throw new WireException(at, "a label has at most 63 bytes, got " + length);
    }
    return length;
  }

  private static int target(Octets value, int at) throws WireException {
    if (at + 1 >= value.length()) {
      throw new WireException(at, "a name pointer is cut short");
    }
    int target = value.u16(at) & 0x3FFF;
    if (target >= at) {
      throw new WireException(at, "a name pointer leads backwards, this one to byte " + target);
    }
    return target;
  }

  private static String label(Octets value, int at, int length) throws WireException {
    if (at + 1 + length > value.length()) {
      throw new WireException(at, "a label is cut short");
    }
    return value.slice(at + 1, at + 1 + length).latin1();
  }

  private static Octets writeAll(List<String> names) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String name : names) {
      if (name.isEmpty() || name.length() > MAX_NAME) {
        throw new IllegalArgumentException(
            "a domain name has 1 to " + MAX_NAME + " characters, got '" + name + "'");
      }
      for (String label : name.split("\\.", -1)) {
        writeLabel(out, name, Octets.latin1(label));
      }
      out.write(0);
    }
    return Octets.of(out.toByteArray());
  }

  private static void writeLabel(ByteArrayOutputStream out, String name, Octets label) {
    if (label.isEmpty() || label.length() > MAX_LABEL) {
      throw new IllegalArgumentException(
          "'" + name + "' has a label that is empty or longer than " + MAX_LABEL);
    }
    out.write(label.length());
    out.writeBytes(label.toBytes());
  }
}
