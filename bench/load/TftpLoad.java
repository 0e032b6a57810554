package load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bursts of TFTP clients that all start at once, each from an address of its own. The first burst warms both sides, loses
 * nothing and is checked, but not timed.
 */
final class TftpLoad {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final Selector selector = Selector.open();
  private final ByteBuffer in = ByteBuffer.allocateDirect(65_536);
  private final TftpFetch.Wish wish;
  private final int base;
  private final int clients;
  private final Map<String, Integer> failures = new HashMap<>();
  private long failed;
  private long files;
  private long bytes;
  private int window;

  private TftpLoad(Arguments arguments) throws IOException {
    byte[] content = Files.readAllBytes(Path.of(arguments.text("content")));
    wish =
        new TftpFetch.Wish(
            new InetSocketAddress(arguments.text("server"), 69),
            arguments.text("name"),
            content,
            arguments.number("block", 1428),
            arguments.number("window", 1),
            arguments.decimal("loss", 0));
    base = ByteBuffer.wrap(InetAddress.getByName(arguments.text("first")).getAddress()).getInt();
    clients = arguments.number("clients", 200);
  }

  public static void main(String[] words) throws IOException {
    Arguments arguments = new Arguments(words);
    new TftpLoad(arguments).run(arguments.number("bursts", 1));
  }

  private void run(int bursts) throws IOException {
    Samples each = new Samples();
    burst(0, wish.withoutLoss(), new Samples());
    List<Double> rates = new ArrayList<>();
    for (int i = 1; i <= bursts; i++) {
      long before = bytes;
      double seconds = burst(i, wish, each);
      rates.add((bytes - before) / seconds / 1e6);
    }
    rates.sort(null);
    Report.metric("mbs", rates.get(rates.size() / 2));
    Report.metric("files-per-second", rates.get(rates.size() / 2) * 1e6 / wish.content().length);
    Report.metric("files", files);
    Report.metric("gb", bytes / 1e9);
    Report.metric("failed", failed);
    Report.metric("window", window);
    each.print("file-ms");
    failures.forEach((reason, count) -> System.err.println("tftp load: " + count + " × " + reason));
  }

  private double burst(int number, TftpFetch.Wish wish, Samples each) throws IOException {
    long begin = System.nanoTime();
    List<TftpFetch> fetches = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      InetSocketAddress own =
          new InetSocketAddress(
              InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(base + i).array()), 0);
      TftpFetch[] owner = new TftpFetch[1];
      owner[0] = new TftpFetch(wish, own, selector, owner, number * 100_003L + i);
      fetches.add(owner[0]);
    }
    serve(fetches, begin);
    double seconds = (System.nanoTime() - begin) / 1e9;
    for (TftpFetch fetch : fetches) {
      count(fetch, each);
    }
    linger(fetches, wish.loss());
    return seconds;
  }

  private void serve(List<TftpFetch> fetches, long begin) throws IOException {
    int open = fetches.size();
    long ticked = begin;
    while (open > 0 && System.nanoTime() - begin < PATIENCE_NANOS) {
      open -= turn(20);
      long now = System.nanoTime();
      if (now - ticked > 20_000_000L) {
        ticked = now;
        for (TftpFetch fetch : fetches) {
          if (!fetch.isOver()) {
            fetch.tick(now);
            open -= fetch.isOver() ? 1 : 0;
          }
        }
      }
    }
  }

  /** Reads what came; says how many fetches ended by it. */
  private int turn(long waitMillis) throws IOException {
    int ended = 0;
    selector.select(waitMillis);
    for (SelectionKey key : selector.selectedKeys()) {
      TftpFetch fetch = ((TftpFetch[]) key.attachment())[0];
      boolean over = fetch.isOver();
      fetch.read(in, System.nanoTime());
      ended += !over && fetch.isOver() ? 1 : 0;
    }
    selector.selectedKeys().clear();
    return ended;
  }

  private void count(TftpFetch fetch, Samples each) {
    String reason = fetch.isOver() ? fetch.failure() : "not done in time";
    if (reason.isEmpty()) {
      files++;
      bytes += fetch.bytes();
      window = Math.max(window, fetch.window());
      each.add(fetch.nanos());
    } else {
      failed++;
      failures.merge(reason, 1, Integer::sum);
    }
  }

  /** Where the last ACK was lost the server asks once more; it must find somebody (RFC 1350 §6). */
  private void linger(List<TftpFetch> fetches, double loss) throws IOException {
    long end = System.nanoTime() + (loss > 0 ? 1_500_000_000L : 20_000_000L);
    while (System.nanoTime() < end) {
      turn(10);
    }
    for (TftpFetch fetch : fetches) {
      fetch.close();
    }
    selector.selectNow();
  }
}
