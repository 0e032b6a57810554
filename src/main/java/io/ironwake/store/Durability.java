package io.ironwake.store;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a commit of MariaDB is on disk when it returns, by the server's own variables. Ironwake
 * acknowledges a lease, and serves an install, in the belief that it is.
 *
 * @param variables global variables by name, those of {@link #NAMES} that the server has
 */
@Pure
record Durability(Map<String, String> variables) {
  private static final String FLUSH = "innodb_flush_log_at_trx_commit";
  private static final String SYNC = "sync_binlog";
  private static final String BINLOG = "log_bin";
  private static final String METHOD = "innodb_flush_method";
  private static final String GALERA = "wsrep_on";

  /** What to ask the server for. */
  static final List<String> NAMES = List.of(FLUSH, SYNC, BINLOG, METHOD, GALERA);

  Durability {
    variables = Map.copyOf(variables);
  }

  /** What stands between a commit and the disk, each with its fix; empty when nothing does. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    // 1 and 3 write and sync the log at each commit; 0 and 2 once a second.
    if (!is(FLUSH, "1") && !is(FLUSH, "3")) {
      faults.add(fault(FLUSH, "1", "the log is not synced at each commit"));
    }
    // With the binary log on, recovery rolls back what that log does not hold.
    if (is(BINLOG, "on") && !is(SYNC, "1")) {
      faults.add(fault(SYNC, "1", "recovery trusts a binary log that is not synced"));
    }
    if (is(METHOD, "nosync")) {
      faults.add(fault(METHOD, "fsync", "nothing is synced at all"));
    }
    return faults;
  }

  private boolean is(String name, String value) {
    return variables.getOrDefault(name, "").toLowerCase(Locale.ROOT).equals(value);
  }

  private String fault(String name, String right, String why) {
    String where =
        is(GALERA, "on")
            ? "when the nodes of the cluster lose power together"
            : "when the database's host loses power";
    return "MariaDB has "
        + name
        + "="
        + variables.getOrDefault(name, "unknown")
        + ": "
        + why
        + ", so acknowledged leases and installs may be forgotten, and addresses given twice, "
        + where
        + "; set "
        + name
        + "="
        + right;
  }
}
