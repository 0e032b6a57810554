package io.ironwake.sim;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The wire between machine and server: it loses and doubles UDP packets as the faults say. */
final class Wire {
  private final Faults faults;
  private final RandomGenerator random;
  private final Power power;

  Wire(Faults faults, RandomGenerator random, Power power) {
    this.faults = faults;
    this.random = random;
    this.power = power;
  }

  void send(DatagramSocket socket, DatagramPacket packet) throws IOException {
    power.check();
    int copies = hits(faults.lossPercent()) ? 0 : hits(faults.duplicatePercent()) ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      socket.send(packet);
    }
  }

  /**
   * Waits for the next packet that is not lost.
   *
   * @throws SocketTimeoutException when none comes in time
   * @throws PowerLost when the machine is switched off
   */
  void receive(DatagramSocket socket, DatagramPacket packet, Duration timeout) throws IOException {
    Deadline deadline = Deadline.in(timeout);
    do {
      if (deadline.isPast()) {
        throw new SocketTimeoutException("the time is up");
      }
      socket.setSoTimeout((int) deadline.left().toMillis());
      try {
        socket.receive(packet);
      } finally {
        power.check();
      }
    } while (hits(faults.lossPercent()));
  }

  private boolean hits(int percent) {
    return percent > 0 && random.nextInt(100) < percent;
  }
}
