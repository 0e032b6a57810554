package io.ironwake.tftp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.boot.FileAnswer;
import io.ironwake.wire.tftp.TftpOption;
import io.ironwake.wire.tftp.TftpPacket;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.Data;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import io.ironwake.wire.tftp.TftpPacket.OptionAck;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import io.ironwake.wire.tftp.TftpPacket.WriteRequest;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Plays one exchange of the conformance table against a door. Silence is expected of the door
 * wherever no answer is written.
 */
final class Exchange {
  private static final Pattern RANGE = Pattern.compile("-");

  /** Every file is the beginning of this. */
  private static final byte[] STREAM = new byte[600_000];

  static {
    new Random(1).nextBytes(STREAM);
  }

  private final FakeWire wire = new FakeWire(100);
  private final List<FakeWire.Sent> unread = new ArrayList<>();
  private int blockSize = 512;
  private int window = 1;

  Exchange() {
    wire.files.put("denied", new FileAnswer.Refused("of another machine"));
    wire.files.put("trouble", new FileAnswer.Trouble("the database is away"));
    text("text", "a\nb\n");
    text("cr", "a\rb");
    text("lines", "\n".repeat(256));
  }

  private void text(String name, String text) {
    wire.files.put(name, new FileAnswer.Bytes(text.getBytes(US_ASCII)));
  }

  void play(String steps) {
    Stream.of(steps.split(";")).map(String::strip).forEach(this::step);
    nothingMore("the end");
  }

  private void step(String step) {
    if (step.startsWith("<")) {
      expect(step.substring(1));
      return;
    }
    nothingMore(step);
    boolean second = step.startsWith("@2 ");
    act(FakeWire.client(second ? 2 : 1), (second ? step.substring(3) : step).split(" ", -1));
  }

  private void nothingMore(String before) {
    assertThat(unread.stream().map(FakeWire.Sent::packet))
        .as("unexpected before " + before)
        .isEmpty();
  }

  private void act(InetSocketAddress client, String... words) {
    String verb = words[0];
    switch (verb.split("/")[0]) {
      case "RRQ", "WRQ" -> send(client, request(words));
      case "ACK" -> send(client, new Ack(Integer.parseInt(words[1])));
      case "ACKS" -> acks(client, words[1]);
      case "ERR" -> send(client, new ErrorPacket(Integer.parseInt(words[1]), "bye"));
      case "DATA" -> send(client, new Data(1, new byte[Integer.parseInt(words[2])]));
      case "OACK" -> send(client, new OptionAck(options(words)));
      case "RAW" -> raw(client, String.join("", Arrays.copyOfRange(words, 1, words.length)));
      case "WAIT" -> wire.pass(Long.parseLong(words[1]) * FakeWire.MS);
      case "CLOCK" -> wire.now += Long.parseLong(words[1]) * FakeWire.MS;
      case "QUIET" -> quiet(Long.parseLong(words[1]));
      default -> judge(verb, words);
    }
    unread.addAll(wire.sent);
    wire.sent.clear();
  }

  private void judge(String verb, String... words) {
    switch (verb) {
      case "END" -> {
        assertThat(wire.count("ironwake.tftp.transfers", "outcome", words[1])).isEqualTo(1);
        assertThat(wire.door.active()).isZero();
      }
      case "IDLE" -> assertThat(wire.door.active()).isZero();
      case "OPEN" -> assertThat(wire.door.active()).isPositive();
      case "NEVER" -> assertThat(wire.asked).isEmpty();
      case "ASKED" -> assertThat(wire.asked).containsExactly(words[1]);
      case "MALFORMED" ->
          assertThat(wire.count("ironwake.tftp.dropped", "why", "malformed")).isEqualTo(1);
      default -> throw new IllegalArgumentException("no step is called " + verb);
    }
  }

  private void send(InetSocketAddress client, TftpPacket packet) {
    wire.receive(client, packet);
  }

  private void raw(InetSocketAddress client, String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (bytes.length > 3 && bytes[1] == 1) {
      offer(new String(bytes, 2, bytes.length - 2, US_ASCII).split("\0")[0].replaceAll("\\W", ""));
    }
    wire.receive(client, bytes);
  }

  private TftpPacket request(String... words) {
    String[] verb = words[0].split("/");
    String mode = verb.length > 1 ? verb[1] : "octet";
    offer(words[1].replaceAll(".*[/\\\\]", ""));
    blockSize = 512;
    window = 1;
    return verb[0].equals("RRQ")
        ? new ReadRequest(words[1], mode, options(words))
        : new WriteRequest(words[1], mode, options(words));
  }

  /** A file called {@code s513} has 513 bytes. */
  private void offer(String name) {
    if (name.matches("s\\d+")) {
      int size = Integer.parseInt(name.substring(1));
      wire.files.put(name, new FileAnswer.Bytes(Arrays.copyOf(STREAM, size)));
    }
  }

  private static List<TftpOption> options(String... words) {
    return Stream.of(words)
        .filter(word -> word.contains("="))
        .map(word -> word.split("=", 2))
        .map(pair -> new TftpOption(pair[0], pair[1]))
        .toList();
  }

  /** {@code 0-9/2}: ACK 0, 2 … 8, each of which must bring the blocks after it and nothing else. */
  private void acks(InetSocketAddress client, String range) {
    String[] stride = range.split("/");
    String[] ends = RANGE.split(stride[0]);
    int step = stride.length > 1 ? Integer.parseInt(stride[1]) : 1;
    for (long acked = Long.parseLong(ends[0]); acked <= Long.parseLong(ends[1]); acked += step) {
      send(client, new Ack((int) (acked & 0xFFFF)));
      for (long block = acked + 1; block <= acked + window; block++) {
        assertThat(wire.sent.remove().packet()).isEqualTo(data(block, blockSize));
      }
      assertThat(wire.sent).isEmpty();
    }
  }

  private void quiet(long millis) {
    for (long passed = 0; passed < millis; passed += 100) {
      wire.pass(100 * FakeWire.MS);
    }
    wire.sent.clear();
  }

  private void expect(String answer) {
    String[] words = answer.split(" ");
    switch (words[0]) {
      case "DATA" -> expectData(words);
      case "OACK" -> {
        OptionAck granted = new OptionAck(options(words));
        assertThat(next().packet()).isEqualTo(granted);
        granted.options().stream().filter(each -> each.is("blksize")).forEach(this::blockSize);
        granted.options().stream().filter(each -> each.is("windowsize")).forEach(this::window);
      }
      case "ERR" ->
          assertThat(next().packet())
              .isInstanceOfSatisfying(
                  ErrorPacket.class,
                  error -> {
                    assertThat(error.code()).isEqualTo(Integer.parseInt(words[1]));
                    assertThat(error.text()).isNotBlank();
                  });
      case "RAW" -> assertThat(HexFormat.of().formatHex(next().bytes())).isEqualTo(words[1]);
      default -> throw new IllegalArgumentException("no answer is called " + words[0]);
    }
  }

  private void blockSize(TftpOption granted) {
    blockSize = Integer.parseInt(granted.value());
  }

  private void window(TftpOption granted) {
    window = Integer.parseInt(granted.value());
  }

  /** {@code DATA 5-8} are full blocks, {@code DATA 9 88} has so many bytes. */
  private void expectData(String... words) {
    String[] ends = RANGE.split(words[1]);
    int length = words.length > 2 ? Integer.parseInt(words[2]) : blockSize;
    for (long block = Long.parseLong(ends[0]);
        block <= Long.parseLong(ends[ends.length - 1]);
        block++) {
      TftpPacket packet = next().packet();
      if (wire.asked.getLast().startsWith("s")) {
        assertThat(packet).isEqualTo(data(block, length));
      } else {
        assertThat(packet)
            .isInstanceOfSatisfying(Data.class, text -> assertThat(text.payload()).hasSize(length));
      }
    }
  }

  private Data data(long block, int length) {
    int from = (int) ((block - 1) * blockSize);
    return new Data((int) (block & 0xFFFF), Arrays.copyOfRange(STREAM, from, from + length));
  }

  private FakeWire.Sent next() {
    assertThat(unread).as("an answer").isNotEmpty();
    return unread.removeFirst();
  }
}
