package io.ironwake;

import io.ironwake.problem.Problem;
import io.ironwake.store.EmbeddedDatabaseException;
import io.ironwake.store.Transactions;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Turns what stopped the start into one sentence that names the fix. */
final class StartFailure {
  private StartFailure() {}

  static String explain(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof Problem problem) {
        return problem.detail();
      }
      if (each instanceof StartRefused refused) {
        return String.valueOf(refused.getMessage());
      }
      if (each instanceof EmbeddedDatabaseException database) {
        return String.valueOf(database.getMessage());
      }
      if (each instanceof NoSuchFileException missing) {
        return "the file " + missing.getMessage() + " does not exist";
      }
      if (each instanceof AccessDeniedException denied) {
        return "no permission for "
            + denied.getMessage()
            + "; run as its owner or choose another folder";
      }
      if (isTaken(each)) {
        return "a TCP port is taken: "
            + each.getMessage()
            + "; choose others with --http-port, --management-port or --boot-port";
      }
    }
    if (Transactions.isConnectionLoss(failure)) {
      return "the database does not answer; check QUARKUS_DATASOURCE_JDBC_URL, user, password and that MariaDB runs";
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "could not start: " + root.getMessage();
  }

  /** The native transport has an exception of its own. */
  private static boolean isTaken(Throwable failure) {
    return failure instanceof BindException
        || String.valueOf(failure.getMessage()).contains("Address already in use");
  }
}
