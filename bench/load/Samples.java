package load;

import java.util.Arrays;

/** Durations in nanoseconds, kept whole so that a percentile is exact. For one thread. */
final class Samples {
  private long[] nanos = new long[1 << 14];
  private int count;

  void add(long value) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = value;
  }

  void addAll(Samples other) {
    for (int i = 0; i < other.count; i++) {
      add(other.nanos[i]);
    }
  }

  int count() {
    return count;
  }

  /** Prints {@code name-p50}, {@code -p99} and {@code -max} in milliseconds. */
  void print(String name) {
    Arrays.sort(nanos, 0, count);
    for (int percent : new int[] {50, 99, 100}) {
      String suffix = percent == 100 ? "max" : "p" + percent;
      Report.metric(name + "-" + suffix, millis(percent));
    }
  }

  /** The smallest duration that {@code percent} of all do not exceed, in milliseconds. */
  private double millis(int percent) {
    return count == 0 ? 0 : nanos[(int) Math.min(count - 1L, (long) count * percent / 100)] / 1e6;
  }
}
