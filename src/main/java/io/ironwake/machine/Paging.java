package io.ironwake.machine;

import io.ironwake.problem.Problem;

/** The bounds of every paged list. */
final class Paging {
  private static final int MOST = 1000;

  private Paging() {}

  /**
   * Checks what a caller asks for.
   *
   * @throws Problem INVALID that names the bounds
   */
  static void check(int limit, int offset) {
    if (limit < 1 || limit > MOST || offset < 0) {
      throw Problem.invalid(
          "limit is 1 to " + MOST + " and offset at least 0, not " + limit + " and " + offset);
    }
  }
}
