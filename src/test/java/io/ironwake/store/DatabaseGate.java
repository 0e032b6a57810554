package io.ironwake.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between the service and its database, so that a test can take the database away and give
 * it back.
 */
final class DatabaseGate implements AutoCloseable {
  private final ServerSocket door;
  private final int database;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean shut;

  DatabaseGate(int database) {
    this.database = database;
    try {
      door = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name("database-gate").start(this::admit);
  }

  int port() {
    return door.getLocalPort();
  }

  /** Cuts every connection and refuses new ones, or admits them again. */
  void shut(boolean now) {
    shut = now;
    if (now) {
      open.forEach(DatabaseGate::cut);
    }
  }

  private void admit() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        if (shut) {
          cut(client);
        } else {
          join(client, new Socket(InetAddress.getLoopbackAddress(), database));
        }
      } catch (IOException e) {
        shut = true;
      }
    }
  }

  private void join(Socket client, Socket server) throws IOException {
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    open.add(client);
    open.add(server);
    Thread.ofVirtual().start(() -> pump(client, server));
    Thread.ofVirtual().start(() -> pump(server, client));
  }

  private void pump(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      cut(to);
    } finally {
      cut(from);
      cut(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    shut(true);
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
