package io.ironwake.sim;

import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Writes one line per step: seconds since the start, machine, step, text. A line that a machine
 * repeats is written once.
 */
public final class Progress implements SimListener {
  /** Steps between those that tell the story. */
  private static final Set<Step> DETAILS =
      EnumSet.of(Step.DISCOVER, Step.OFFER, Step.REQUEST, Step.STUB, Step.INITRD);

  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintWriter out;
  private final boolean details;
  private final LongSupplier nanos;
  private final long start;
  private final Map<String, Set<String>> toldSinceBoot = new ConcurrentHashMap<>();

  /**
   * @param out where to, flushed after each line
   * @param details false leaves out the packets between the steps that tell the story
   * @param nanos a monotonic clock in nanoseconds
   */
  public Progress(PrintWriter out, boolean details, LongSupplier nanos) {
    this.out = out;
    this.details = details;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  @Override
  public void step(String machine, Step step, String text) {
    if ((details || !DETAILS.contains(step)) && isNews(machine, step, text)) {
      note(machine, step.toString(), text);
    }
  }

  /**
   * Writes a line in the form of a step, for what others do to a machine.
   *
   * @param what a word in the place of the step
   */
  public void note(String machine, String what, String text) {
    double seconds = (nanos.getAsLong() - start) / NANOS_PER_SECOND;
    line(String.format(Locale.ROOT, "%6.1f s  %-10s %-10s %s", seconds, machine, what, text));
  }

  /** Writes a line that belongs to no machine. */
  public synchronized void line(String text) {
    out.println(text);
    out.flush();
  }

  /**
   * A machine on hold fetches and says the same again and again; that it still waits is no news.
   */
  private boolean isNews(String machine, Step step, String text) {
    Set<String> told =
        toldSinceBoot.computeIfAbsent(machine, name -> ConcurrentHashMap.newKeySet());
    return switch (step) {
      case CONSOLE, SCRIPT -> details || !text.isBlank() && told.add(text);
      case KERNEL, REBOOT -> {
        told.clear();
        yield true;
      }
      default -> true;
    };
  }
}
