package io.ironwake.dhcp;

import io.ironwake.dhcp.DhcpLab.Sent;
import io.ironwake.net.Ipv4;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One scenario of {@code conformance/dhcp.txt}, whose head explains the notation.
 *
 * @param section the heading it stands under
 * @param source the RFC section or document it comes from
 * @param setUp the words that make its laboratory
 * @param lines what happens, in order: {@code >} a packet in, {@code <} the answer, {@code !} an
 *     event
 */
record ConformanceRow(
    String section, String name, String source, List<String> setUp, List<String> lines) {
  private static final Path TABLE = Path.of("src/test/resources/conformance/dhcp.txt");
  private static final Pattern REPETITION = Pattern.compile("\\((\\w+)\\*(\\d+)\\)");

  static List<ConformanceRow> all() {
    try {
      return parse(Files.readAllLines(TABLE).stream().map(ConformanceRow::repeated).toList());
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static String repeated(String line) {
    return REPETITION
        .matcher(line)
        .replaceAll(found -> found.group(1).repeat(Integer.parseInt(found.group(2))));
  }

  private static List<ConformanceRow> parse(List<String> lines) {
    List<ConformanceRow> rows = new ArrayList<>();
    String section = "";
    for (String line : lines) {
      if (line.startsWith("## ")) {
        section = line.substring(3);
      } else if (line.startsWith("= ")) {
        String[] parts = line.substring(2).split("\\s*\\|\\s*", -1);
        rows.add(
            new ConformanceRow(
                section,
                parts[0],
                parts[1],
                Arrays.asList(parts[2].split(" ")),
                new ArrayList<>()));
      } else if (line.startsWith("> ") || line.startsWith("< ") || line.startsWith("! ")) {
        rows.getLast().lines.add(line);
      }
    }
    return rows;
  }

  /** Plays the row; says what was not as expected. */
  Optional<String> play() {
    try (ConformanceLab lab = new ConformanceLab(setUp)) {
      return new Play(lab).all();
    }
  }

  @Override
  public String toString() {
    return section + ": " + name;
  }

  private final class Play {
    private final ConformanceLab lab;
    private final Map<String, String> variables = new HashMap<>();
    private List<Sent> sent = List.of();
    private RawPacket asked = RawPacket.of(List.of("discover"), 0);
    private Map<String, Long> before = Map.of();
    private Map<String, Long> after = Map.of();

    Play(ConformanceLab lab) {
      this.lab = lab;
    }

    Optional<String> all() {
      int number = 0;
      for (String line : lines) {
        number++;
        List<String> words =
            Arrays.stream(line.substring(2).strip().split("\\s+")).map(this::known).toList();
        switch (line.charAt(0)) {
          case '!' -> happen(words);
          case '>' -> ask(words, number);
          default -> {
            Optional<String> wrong = check(words);
            if (wrong.isPresent()) {
              return Optional.of("'" + line + "': " + wrong.get());
            }
          }
        }
      }
      return Optional.empty();
    }

    private void happen(List<String> words) {
      before = lab.outcomes();
      sent = lab.happen(words);
      after = lab.outcomes();
    }

    private void ask(List<String> words, int number) {
      before = lab.outcomes();
      asked = RawPacket.of(words, number);
      sent = lab.receive(asked);
      after = lab.outcomes();
    }

    /** {@code $a} after it was bound. */
    private String known(String word) {
      int at = word.indexOf('$');
      return at < 0
          ? word
          : word.substring(0, at) + variables.getOrDefault(word.substring(at), word.substring(at));
    }

    private Optional<String> check(List<String> words) {
      if (words.getFirst().equals("-")) {
        return sent.isEmpty()
            ? same("outcome", words.get(1), outcome())
            : Optional.of("was answered by " + sent.getFirst().message());
      }
      if (sent.size() != 1) {
        return Optional.of(sent.size() + " answers, outcome " + outcome());
      }
      Answered answered = new Answered(asked.bytes(), sent.getFirst());
      return answered.basics().or(() -> fields(answered, words));
    }

    private Optional<String> fields(Answered answered, List<String> words) {
      Optional<String> type = same("type", words.getFirst(), answered.type());
      if (type.isPresent()) {
        return type;
      }
      for (String word : words.subList(1, words.size())) {
        int at = word.indexOf('=');
        String key = at < 0 ? word : word.substring(0, at);
        String expected = at < 0 ? "" : word.substring(at + 1);
        if (expected.startsWith("$")) {
          variables.put(expected, answered.field(key, ""));
        } else {
          Optional<String> wrong = same(key, expected, answered.field(key, expected));
          if (wrong.isPresent()) {
            return wrong;
          }
        }
      }
      return Optional.empty();
    }

    private String outcome() {
      return after.entrySet().stream()
          .filter(entry -> !Objects.equals(before.get(entry.getKey()), entry.getValue()))
          .map(Map.Entry::getKey)
          .findFirst()
          .orElse("none");
    }
  }

  private static Optional<String> same(String what, String expected, String actual) {
    return expected.equals(actual)
        ? Optional.empty()
        : Optional.of(what + " is " + actual + ", expected " + expected);
  }

  /** One answer beside the packet it answers. */
  private static final class Answered {
    private final byte[] request;
    private final Sent sent;
    private final DhcpMessage message;

    Answered(byte[] request, Sent sent) {
      this.request = request;
      this.sent = sent;
      this.message = sent.message();
    }

    /** What holds for every answer (RFC 2131 table 3, RFC 951). */
    Optional<String> basics() {
      byte[] reply = sent.payload();
      boolean header =
          reply[0] == 2
              && Arrays.equals(request, 1, 3, reply, 1, 3)
              && reply[3] == 0
              && Arrays.equals(request, 4, 8, reply, 4, 8)
              && reply[8] == 0
              && reply[9] == 0
              && Arrays.equals(request, 24, 44, reply, 24, 44);
      return header
          ? Optional.empty()
          : Optional.of("op, hardware, hops, xid, secs, giaddr or chaddr differ");
    }

    String type() {
      return message.options().find(DhcpOption.MESSAGE_TYPE).map(Enum::name).orElse("BOOTREPLY");
    }

    /** A field in the form the table writes it; {@code expected} for those that test a set. */
    String field(String key, String expected) {
      return switch (key) {
        case "yi" -> message.yiaddr().toString();
        case "ci" -> message.ciaddr().toString();
        case "si" -> message.siaddr().toString();
        case "gi" -> message.giaddr().toString();
        case "to" -> sent.to().getAddress().getHostAddress() + ":" + sent.to().getPort();
        case "file" -> name(message.file());
        case "o67" -> name(message.options().find(DhcpOption.BOOT_FILE_NAME).orElse(""));
        case "flags" -> Integer.toString(message.flags());
        case "sid" -> ip(DhcpOption.SERVER_ID);
        case "lease" -> seconds(DhcpOption.LEASE_TIME);
        case "t1" -> seconds(DhcpOption.RENEWAL_TIME);
        case "t2" -> seconds(DhcpOption.REBINDING_TIME);
        case "class" -> message.options().find(DhcpOption.VENDOR_CLASS).orElse("-");
        case "host" -> message.options().find(DhcpOption.HOST_NAME).orElse("-");
        case "has" -> present(expected, true);
        case "no" -> present(expected, false);
        case "order" ->
            codes().stream()
                .limit(expected.split(",").length)
                .map(String::valueOf)
                .reduce((a, b) -> a + "," + b)
                .orElse("");
        case "last" -> codes().getLast().toString();
        case "max" ->
            sent.payload().length + 28 <= Integer.parseInt(expected)
                ? expected
                : String.valueOf(sent.payload().length + 28);
        case "size" -> Integer.toString(sent.payload().length);
        case "over" -> Integer.toString(overload());
        case "pieces" ->
            codes().stream()
                        .filter(code -> code == Integer.parseInt(expected.split("x")[0]))
                        .count()
                    == Integer.parseInt(expected.split("x")[1])
                ? expected
                : codes().toString();
        default -> raw(Integer.parseInt(key.substring(1)));
      };
    }

    private static String name(String name) {
      return switch (name) {
        case "" -> "-";
        case "n0nce/ipxe.efi" -> "tftp";
        case "http://10.0.0.1:8069/boot/n0nce/boot.ipxe" -> "url";
        default -> name;
      };
    }

    private String ip(DhcpOption<Ipv4> option) {
      return message.options().find(option).map(Ipv4::toString).orElse("-");
    }

    private String seconds(DhcpOption<java.time.Duration> option) {
      return message
          .options()
          .find(option)
          .map(time -> Long.toString(time.toSeconds()))
          .orElse("-");
    }

    private String raw(int code) {
      return message
          .options()
          .raw(code)
          .map(value -> value.isEmpty() ? "empty" : value.toString())
          .orElse("-");
    }

    private String present(String expected, boolean wanted) {
      boolean all =
          Arrays.stream(expected.split(","))
              .map(Integer::parseInt)
              .allMatch(code -> message.options().codes().contains(code) == wanted);
      return all ? expected : "of " + message.options().codes();
    }

    /** The codes in the options field, as they stand on the wire. */
    private List<Integer> codes() {
      List<Integer> codes = new ArrayList<>();
      byte[] packet = sent.payload();
      int at = 240;
      while (at < packet.length && (packet[at] & 0xFF) != 255) {
        codes.add(packet[at] & 0xFF);
        at += packet[at] == 0 ? 1 : 2 + (packet[at + 1] & 0xFF);
      }
      return codes;
    }

    private int overload() {
      byte[] packet = sent.payload();
      int at = 240;
      while (at < packet.length && (packet[at] & 0xFF) != 255) {
        if (packet[at] == 52) {
          return packet[at + 2];
        }
        at += packet[at] == 0 ? 1 : 2 + (packet[at + 1] & 0xFF);
      }
      return 0;
    }
  }
}
