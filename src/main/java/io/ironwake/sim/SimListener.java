package io.ironwake.sim;

/**
 * Hears of every step of every machine, on the machine's own thread; machines run at the same time.
 */
@FunctionalInterface
public interface SimListener {
  /**
   * @param machine the machine's name
   * @param text one line for a reader, free of tokens and nonces
   */
  void step(String machine, Step step, String text);
}
