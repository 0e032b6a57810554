package io.ironwake.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the laboratory's namespaces. Each carries the id and the start of the JVM it belongs
 * to, so that a later run can tell what a killed one left behind.
 */
final class LabName {
  private static final Duration QUICK = Duration.ofSeconds(20);
  private static final Pattern NAME = Pattern.compile("iwlab-(\\d+)-(\\d+)-\\d+(?:c\\d+)?");

  private LabName() {}

  static String next(int number) {
    ProcessHandle self = ProcessHandle.current();
    return "iwlab-" + self.pid() + "-" + startSecond(self) + "-" + number;
  }

  /** Removes the namespaces of JVMs that are gone, with the programs still running in them. */
  static void removeLeftovers() {
    Command.run(QUICK, "ip", "netns", "list")
        .lines()
        .map(line -> line.split(" ", 2)[0])
        .filter(LabName::isOrphan)
        .forEach(LabName::remove);
  }

  /** Removes one namespace, if it is there, with the programs still running in it. */
  static void remove(String namespace) {
    Command.Result pids = Command.run(QUICK, List.of("ip", "netns", "pids", namespace), Map.of());
    if (pids.status() == 0) {
      pids.output()
          .lines()
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())).stream())
          .forEach(ProcessHandle::destroyForcibly);
      Command.run(QUICK, List.of("ip", "netns", "delete", namespace), Map.of());
    }
  }

  private static boolean isOrphan(String namespace) {
    Matcher name = NAME.matcher(namespace);
    return name.matches()
        && ProcessHandle.of(Long.parseLong(name.group(1)))
            .filter(owner -> startSecond(owner) == Long.parseLong(name.group(2)))
            .isEmpty();
  }

  private static long startSecond(ProcessHandle process) {
    return process.info().startInstant().map(Instant::getEpochSecond).orElse(0L);
  }
}
