package io.ironwake.tftp;

import static io.ironwake.tftp.FakeWire.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ironwake.boot.FileAnswer;
import io.ironwake.wire.tftp.TftpPacket;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.Data;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import io.ironwake.wire.tftp.TftpPacket.OptionAck;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** A strict RFC 1350 reader against the door over a wire that loses, copies and reorders. */
class LossyWireProperties {
  private static final InetSocketAddress CLIENT = FakeWire.client(2070);
  private static final long TICK = 20 * MS;

  @Property(tries = 300)
  void anyInterleavingEndsWithTheExactBytesOrACleanAbort(
      @ForAll long seed,
      @ForAll @IntRange(max = 3000) int size,
      @ForAll @IntRange(max = 60) int loss,
      @ForAll @IntRange(max = 40) int copies,
      @ForAll @IntRange(max = 40) int late,
      @ForAll @IntRange(max = 9) int window) {
    Simulation run = new Simulation(new Random(seed), size, loss, copies, late, window);

    run.untilQuiet();

    assertThat(run.wire.door.active()).as("the server forgot the transfer").isZero();
    byte[] received = run.received.toByteArray();
    assertThat(received)
        .as("never a wrong byte")
        .isEqualTo(Arrays.copyOf(run.content, received.length));
    assertThat(run.complete)
        .as("all of it, or the reader gave up")
        .isEqualTo(received.length == size && !run.gaveUp);
  }

  @Property(tries = 100)
  void aFifthLostIsNoReasonToFail(
      @ForAll long seed,
      @ForAll @IntRange(max = 9000) int size,
      @ForAll @IntRange(max = 9) int window) {
    Simulation run = new Simulation(new Random(seed), size, 20, 5, 5, window);

    run.untilQuiet();

    assertThat(run.complete).isTrue();
    assertThat(run.received.toByteArray()).isEqualTo(run.content);
  }

  @Property(tries = 50)
  void withoutLossNothingIsSentTwiceHoweverOftenItIsCopied(
      @ForAll long seed, @ForAll @IntRange(max = 3000) int size, @ForAll boolean options) {
    Simulation run = new Simulation(new Random(seed), size, 0, 100, 0, options ? 1 : 0);

    run.untilQuiet();

    assertThat(run.complete).isTrue();
    // The copied request may repeat the first packet; every other is sent once although each ACK
    // came at least twice.
    int packets = size / 512 + 1 + (options ? 1 : 0);
    assertThat(run.fromServer).isBetween(packets, packets + 1);
  }

  /**
   * A copy of a block makes this reader report a loss, which may cost a window; what is sent again
   * must not cost more in turn.
   */
  @Property(tries = 100)
  void inWindowsCopiesNeverMultiply(
      @ForAll long seed,
      @ForAll @IntRange(min = 3000, max = 60_000) int size,
      @ForAll @IntRange(min = 2, max = 9) int window) {
    Simulation run = new Simulation(new Random(seed), size, 0, 100, Simulation.IN_ORDER, window);

    run.untilQuiet();

    assertThat(run.complete).isTrue();
    int packets = size / 512 + 2;
    assertThat(run.fromServer).isLessThanOrEqualTo(packets * window + 2 * window);
  }

  @Property(tries = 2000)
  void anyDatagramIsSurvived(
      @ForAll @Size(max = 80) byte[] bytes, @ForAll @IntRange(max = 6) int opcode) {
    FakeWire wire = new FakeWire(4);
    wire.files.put("x", new FileAnswer.Bytes(new byte[700]));
    wire.receive(CLIENT, FakeWire.read("x", "blksize=600"));
    byte[] shaped = bytes.clone();
    if (shaped.length > 1) {
      shaped[0] = 0;
      shaped[1] = (byte) opcode;
    }

    assertThatCode(() -> wire.receive(CLIENT, shaped)).doesNotThrowAnyException();
    assertThatCode(() -> wire.receive(FakeWire.client(9), bytes)).doesNotThrowAnyException();
    assertThatCode(() -> wire.pass(5000 * MS)).doesNotThrowAnyException();
    assertThat(wire.door.active()).isLessThanOrEqualTo(2);
  }

  @Property(tries = 1000)
  void mutatedRequestsAreSurvived(@ForAll int at, @ForAll byte value, @ForAll int length) {
    FakeWire wire = new FakeWire(4);
    wire.files.put("n/x.efi", new FileAnswer.Bytes(new byte[700]));
    byte[] golden =
        FakeWire.read("n/x.efi", "tsize=0", "blksize=1468", "windowsize=4", "timeout=3").encode();
    golden[Math.floorMod(at, golden.length)] = value;

    wire.receive(CLIENT, Arrays.copyOf(golden, Math.floorMod(length, golden.length + 20)));

    assertThat(wire.sent).hasSizeLessThanOrEqualTo(1);
    assertThat(wire.asked)
        .allSatisfy(name -> assertThat(name).matches("[ -~]+").doesNotContain("..", "//", "\\"));
  }

  /** The reader, the wire and time. */
  private static final class Simulation {
    private record Flight(long at, long order, boolean toServer, byte[] bytes) {}

    /** For {@code late}: nothing overtakes. */
    static final int IN_ORDER = -1;

    final FakeWire wire = new FakeWire(10);
    final byte[] content;
    final ByteArrayOutputStream received = new ByteArrayOutputStream();
    boolean complete;
    boolean gaveUp;
    int fromServer;

    private final Random random;
    private final int loss;
    private final int copies;
    private final int late;
    private final int window;
    private int sinceAck;
    private final ReadRequest request;
    private final PriorityQueue<Flight> flying =
        new PriorityQueue<>(Comparator.comparingLong(Flight::at).thenComparingLong(Flight::order));
    private final long start = wire.now;
    private long order;
    private int expected = 1;
    private TftpPacket last;
    private long lastAt;
    private int repetitions;

    Simulation(Random random, int size, int loss, int copies, int late, int window) {
      this.random = random;
      this.loss = loss;
      this.copies = copies;
      this.late = late;
      content = new byte[size];
      random.nextBytes(content);
      wire.files.put("x", new FileAnswer.Bytes(content));
      this.window = Math.max(1, window);
      request = request(window);
      last = request;
    }

    private static ReadRequest request(int window) {
      return switch (window) {
        case 0 -> FakeWire.read("x");
        case 1 -> FakeWire.read("x", "blksize=512", "tsize=0");
        default -> FakeWire.read("x", "blksize=512", "windowsize=" + window);
      };
    }

    void untilQuiet() {
      say(request);
      // Half an hour of virtual time bounds the worst loss.
      for (int i = 0;
          i < 90_000 && !(flying.isEmpty() && wire.door.active() == 0 && (complete || gaveUp));
          i++) {
        wire.pass(TICK);
        launchFromServer();
        repeatIfSilent();
        while (!flying.isEmpty() && flying.peek().at() <= wire.now - start) {
          arrive(flying.poll());
        }
      }
    }

    private void arrive(Flight flight) {
      if (flight.toServer()) {
        wire.receive(CLIENT, flight.bytes());
        launchFromServer();
      } else if (!gaveUp) {
        read(new FakeWire.Sent(CLIENT, flight.bytes()).packet());
      }
    }

    private void read(TftpPacket packet) {
      switch (packet) {
        case OptionAck _ when expected == 1 -> say(new Ack(0));
        case Data data when data.block() == expected && !complete -> {
          received.writeBytes(data.payload());
          complete = data.payload().length < 512;
          expected++;
          sinceAck++;
          if (complete || sinceAck == window) {
            acknowledge();
          }
        }
        // As EDK II: every block out of order is answered with the last one in order.
        case Data data when window > 1 || data.block() == expected - 1 -> acknowledge();
        case ErrorPacket _ -> gaveUp = true;
        default -> {}
      }
    }

    private void acknowledge() {
      sinceAck = 0;
      say(new Ack(expected - 1));
    }

    private void repeatIfSilent() {
      if (!complete && !gaveUp && wire.now - lastAt > 1000 * MS) {
        if (++repetitions > 60) {
          gaveUp = true;
          return;
        }
        say(last);
      }
    }

    private void say(TftpPacket packet) {
      repetitions = packet.equals(last) ? repetitions : 0;
      last = packet;
      lastAt = wire.now;
      launch(true, packet.encode());
    }

    private void launchFromServer() {
      List<FakeWire.Sent> out = List.copyOf(wire.sent);
      wire.sent.clear();
      fromServer += out.size();
      out.forEach(sent -> launch(false, sent.bytes()));
    }

    private long delay() {
      if (late == IN_ORDER) {
        return 10 * MS;
      }
      return random.nextInt(100) < late ? random.nextLong(3000 * MS) : random.nextLong(30 * MS);
    }

    private void launch(boolean toServer, byte[] bytes) {
      int count = random.nextInt(100) < copies ? 2 : 1;
      for (int i = 0; i < count; i++) {
        if (random.nextInt(100) >= loss) {
          flying.add(new Flight(wire.now - start + delay(), order++, toServer, bytes));
        }
      }
    }
  }
}
