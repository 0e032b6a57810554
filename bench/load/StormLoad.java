package load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A rack that gets its power back: all machines start at once and boot to their kernel and initrd. */
final class StormLoad implements StormMachine.Relay {
  private final Selector selector = Selector.open();
  private final DatagramChannel relay = DatagramChannel.open();
  private final ByteBuffer out = ByteBuffer.allocateDirect(600);
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 18);
  private final List<StormMachine> machines = new ArrayList<>();
  private final int giaddr;
  private final long macBase;
  private final long patience;
  private int over;

  private StormLoad(Arguments arguments) throws IOException {
    giaddr = ByteBuffer.wrap(InetAddress.getByName(arguments.text("relay")).getAddress()).getInt();
    int family = arguments.number("family", 0);
    macBase = 0x0253_0000_0000L + ((long) family << 24);
    patience = (long) (arguments.decimal("patience", 120) * 1e9);
    relay.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
    relay.bind(new InetSocketAddress(arguments.text("relay"), 67));
    relay.connect(new InetSocketAddress(arguments.text("server"), 67));
    relay.configureBlocking(false);
    relay.register(selector, SelectionKey.OP_READ);
    StormMachine.Files files =
        new StormMachine.Files(
            Files.readAllBytes(Path.of(arguments.text("loader"))),
            Files.readAllBytes(Path.of(arguments.text("kernel"))),
            Files.readAllBytes(Path.of(arguments.text("initrd"))));
    for (int i = 0; i < arguments.number("machines", 1000); i++) {
      machines.add(new StormMachine(family, i, files, this, selector));
    }
  }

  public static void main(String[] words) throws IOException {
    new StormLoad(new Arguments(words)).run();
  }

  private void run() throws IOException {
    long begin = System.nanoTime();
    long ticked = begin;
    int started = 0;
    for (long now = begin; over < machines.size() && now - begin < patience; now = System.nanoTime()) {
      // A few at a time, so that answers are read meanwhile.
      for (int i = 0; i < 64 && started < machines.size(); i++) {
        machines.get(started++).start(now);
      }
      turn(started < machines.size() ? 0 : 10);
      if (now - ticked > 20_000_000L) {
        ticked = now;
        tick(now, started);
      }
    }
    print((System.nanoTime() - begin) / 1e9);
  }

  private void turn(long waitMillis) throws IOException {
    if (waitMillis == 0) {
      selector.selectNow();
    } else {
      selector.select(waitMillis);
    }
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.attachment() instanceof StormMachine machine) {
        boolean was = machine.isOver();
        machine.ready(in, System.nanoTime());
        over += !was && machine.isOver() ? 1 : 0;
      } else {
        relayed();
      }
    }
    selector.selectedKeys().clear();
  }

  private void relayed() throws IOException {
    for (int i = 0; i < 64; i++) {
      in.clear();
      try {
        if (relay.read(in) <= 0) {
          return;
        }
      } catch (PortUnreachableException notYet) {
        return;
      }
      in.flip();
      long number = DhcpPacket.isReply(in) ? DhcpPacket.mac(in) - macBase : -1;
      if (number >= 0 && number < machines.size()) {
        StormMachine machine = machines.get((int) number);
        boolean was = machine.isOver();
        machine.dhcp(in, System.nanoTime());
        over += !was && machine.isOver() ? 1 : 0;
      }
    }
  }

  private void tick(long now, int started) throws IOException {
    for (StormMachine machine : machines.subList(0, started)) {
      if (!machine.isOver()) {
        machine.tick(now);
        over += machine.isOver() ? 1 : 0;
      }
    }
  }

  @Override
  public void send(StormMachine machine, int type, DhcpPacket.Kind kind, int address, int server)
      throws IOException {
    DhcpPacket.write(
        out, type, machine.xid(), macBase + machine.number(), giaddr, address, server, kind);
    try {
      relay.write(out);
    } catch (PortUnreachableException notYet) {
      // The machine asks again.
    }
  }

  private void print(double seconds) throws IOException {
    Samples each = new Samples();
    Map<String, Integer> failures = new HashMap<>();
    for (StormMachine machine : machines) {
      if (machine.isOver() && machine.failure().isEmpty()) {
        each.add(machine.nanos());
      } else {
        failures.merge(machine.isOver() ? machine.failure() : "still in " + machine.stage(), 1, Integer::sum);
      }
      machine.close();
    }
    Report.metric("seconds", seconds);
    Report.metric("booted", each.count());
    Report.metric("failed", machines.size() - each.count());
    Report.metric("rate", each.count() / seconds);
    each.print("machine-ms");
    failures.forEach((reason, count) -> System.err.println("storm: " + count + " × " + reason));
  }
}
