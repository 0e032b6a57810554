package load;

import java.util.Locale;

/** What a load generator tells the script that runs it: a metric and its value a line. */
final class Report {
  private Report() {}

  static void metric(String name, double value) {
    System.out.printf(Locale.ROOT, "%s %.6g%n", name, value);
  }

  static void metric(String name, long value) {
    System.out.printf("%s %d%n", name, value);
  }
}
