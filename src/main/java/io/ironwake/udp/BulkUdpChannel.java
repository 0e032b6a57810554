package io.ironwake.udp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A socket with a thread of its own that takes datagrams in batches, lets the handler answer them,
 * and sends all answers of a batch in one call. Others may send too: at once, one row a call, which
 * is lost when the system has no room for it, since they may hold locks.
 */
final class BulkUdpChannel implements UdpChannel {
  private static final Logger LOG = Logger.getLogger(BulkUdpChannel.class);
  // EINTR, negated.
  private static final int INTERRUPTED = -4;

  private static final long AFTER_TROUBLE = TimeUnit.MILLISECONDS.toNanos(1);

  private final UdpBinding binding;
  private final BulkSocket socket;
  private final Consumer<Datagram> handler;
  private final Consumer<? super UdpChannel> ended;
  private final int port;
  private final Arena arena = Arena.ofShared();
  private final ReceiveBatch batch = new ReceiveBatch(arena);
  private final SendBatch answers;
  private final SendBatch others;
  private final Thread thread;
  private final Counter handlerErrors;
  private final Counter socketErrors;
  private final LogLimit limit = new LogLimit(System::nanoTime);
  private final Segmentation segmentation = new Segmentation(System::nanoTime);
  private volatile boolean closing;
  private boolean closed;

  /** Starts at once; {@code ended} is told once, when the socket is closed. */
  BulkUdpChannel(
      UdpBinding binding,
      BulkSocket socket,
      Consumer<Datagram> handler,
      Consumer<? super UdpChannel> ended) {
    this.binding = binding;
    this.socket = socket;
    this.handler = handler;
    this.ended = ended;
    port = socket.port();
    answers = new SendBatch(socket.descriptor(), 0, arena, this::refused);
    others = new SendBatch(socket.descriptor(), SendBatch.WITHOUT_WAITING, arena, this::refused);
    String tag = Integer.toString(binding.port());
    handlerErrors = Metrics.counter("ironwake.udp.handler.errors", "port", tag);
    socketErrors = Metrics.counter("ironwake.udp.socket.errors", "port", tag);
    thread = Thread.ofPlatform().daemon().name("udp-bulk-" + port).unstarted(this::run);
    thread.start();
  }

  /**
   * False where the C library's calls cannot be made, or memory is not laid out as they have it.
   */
  static boolean isAvailable() {
    try {
      return Libc.isOfLinux64();
    } catch (RuntimeException | LinkageError unlinked) {
      LOG.infof("UDP in batches is off: %s", unlinked.getMessage());
      return false;
    }
  }

  // Whatever fails, the thread goes on: without it the port would stay taken and silent.
  private void run() {
    while (!closing) {
      try {
        round();
      } catch (Throwable failure) {
        survive(failure);
      }
    }
  }

  private void round() {
    int count = batch.receive(socket.descriptor());
    if (closing) {
      return;
    }
    try {
      for (int i = 0; i < count; i++) {
        handle(i);
      }
    } finally {
      answers.flush();
    }
    if (count < 0 && count != INTERRUPTED) {
      failed(count);
      LockSupport.parkNanos(AFTER_TROUBLE);
    }
  }

  private void survive(Throwable failure) {
    try {
      report(failure, "a batch of datagrams");
    } catch (Throwable unreported) {
      // Memory is so short that it cannot be told.
    } finally {
      LockSupport.parkNanos(AFTER_TROUBLE);
    }
  }

  private void handle(int index) {
    InetSocketAddress from = batch.sender(index);
    if (from.getPort() == 0) {
      return; // wants no answer, RFC 768, and cannot get one
    }
    try {
      handler.accept(
          new Datagram(batch.payload(index), from, binding.address(), binding.interfaceName()));
    } catch (Throwable failure) {
      report(failure, "a datagram from " + from);
    }
  }

  private void report(Throwable failure, String what) {
    handlerErrors.increment();
    synchronized (limit) {
      limit.run(
          missed ->
              LOG.errorf(
                  failure,
                  "%s: %s failed (%d more like it not shown)",
                  binding.describe(),
                  what,
                  missed));
    }
  }

  private void refused(int errno, boolean row) {
    failed(errno);
    if (row && segmentation.refused(errno)) {
      LOG.infof("UDP segmentation offload is off for a minute on port %d: error %d", port, -errno);
    }
  }

  private void failed(int errno) {
    socketErrors.increment();
    synchronized (limit) {
      limit.run(
          missed ->
              LOG.warnf(
                  "%s: error %d of the system (%d more not shown)",
                  binding.describe(), -errno, missed));
    }
  }

  @Override
  public void send(byte[] payload, InetSocketAddress to) {
    if (Thread.currentThread() == thread) {
      answers.add(payload, to);
      return;
    }
    synchronized (others) {
      if (!closed) {
        others.add(payload, to);
        others.flush();
      }
    }
  }

  @Override
  public void send(Row row, int length, int each, InetSocketAddress to) throws IOException {
    if (Thread.currentThread() == thread) {
      answers.add(row, length, each, segmentation.isOn(), to);
      return;
    }
    synchronized (others) {
      if (!closed) {
        others.add(row, length, each, segmentation.isOn(), to);
        others.flush();
      }
    }
  }

  @Override
  public int localPort() {
    return port;
  }

  @Override
  public void close() {
    closing = true;
    synchronized (others) {
      // By now the socket's number may be another's.
      if (closed) {
        return;
      }
      socket.wake();
    }
    if (Thread.currentThread() == thread) {
      Thread.ofVirtual().start(this::release);
    } else {
      release();
    }
  }

  private void release() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException early) {
        interrupted = true;
      }
    }
    synchronized (others) {
      if (!closed) {
        closed = true;
        socket.close();
        arena.close();
        ended.accept(this);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
