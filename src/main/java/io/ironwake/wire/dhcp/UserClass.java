package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * User classes, option 77. RFC 3004 §4 wants each with a length in front; iPXE and others send one
 * bare string. Bytes that add up as RFC 3004 are read as that, all others as a bare string.
 *
 * @param names the classes, at least one
 * @param prefixed true in the RFC 3004 form; false needs exactly one name
 */
@Pure
public record UserClass(List<String> names, boolean prefixed) {
  static final OptionType<UserClass> TYPE =
      new OptionType<>("user class", UserClass::read, UserClass::write);

  public UserClass {
    names = List.copyOf(names);
    if (names.isEmpty() || (!prefixed && names.size() > 1)) {
      throw new IllegalArgumentException(
          "a user class has one bare name or any number of prefixed names, got " + names);
    }
  }

  /** One bare name, as iPXE sends it. */
  public static UserClass bare(String name) {
    return new UserClass(List.of(name), false);
  }

  private static UserClass read(Octets value) throws WireException {
    if (value.isEmpty()) {
      throw new WireException(0, "length is at least 1, got 0");
    }
    return prefixedNames(value)
        .map(names -> new UserClass(names, true))
        .orElseGet(() -> bare(value.latin1()));
  }

  private static Optional<List<String>> prefixedNames(Octets value) {
    List<String> names = new ArrayList<>();
    int at = 0;
    while (at < value.length()) {
      int end = at + 1 + value.u8(at);
      if (end == at + 1 || end > value.length()) {
        return Optional.empty();
      }
      names.add(value.slice(at + 1, end).latin1());
      at = end;
    }
    return Optional.of(names);
  }

  private Octets write() {
    return prefixed
        ? OptionTypes.joined(names.stream().map(UserClass::prefixedName).toList())
        : Octets.latin1(names.getFirst());
  }

  private static Octets prefixedName(String name) {
    Octets octets = Octets.latin1(name);
    if (octets.isEmpty() || octets.length() > 0xFF) {
      throw new IllegalArgumentException(
          "a user class has 1 to 255 characters, got '" + name + "'");
    }
    return OptionTypes.joined(List.of(Octets.of((byte) octets.length()), octets));
  }
}
