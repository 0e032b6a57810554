package io.ironwake.sim;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The power of one life. Whoever waits does so here, so that switching off ends every wait at once.
 */
final class Power {
  private final CountDownLatch off = new CountDownLatch(1);
  private final SimSettings settings;

  Power(SimSettings settings) {
    this.settings = settings;
  }

  void switchOff() {
    off.countDown();
  }

  /**
   * Waits a nominal time, scaled.
   *
   * @throws PowerLost when the machine is switched off meanwhile
   */
  void pause(Duration nominal) {
    try {
      if (off.await(settings.scaled(nominal).toNanos(), TimeUnit.NANOSECONDS)) {
        throw switchedOff();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw switchedOff();
    }
  }

  /**
   * Does nothing while there is power.
   *
   * @throws PowerLost when there is none
   */
  void check() {
    if (off.getCount() == 0 || Thread.currentThread().isInterrupted()) {
      throw switchedOff();
    }
  }

  static PowerLost switchedOff() {
    return new PowerLost("the machine was switched off");
  }
}
