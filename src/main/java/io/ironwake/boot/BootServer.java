package io.ironwake.boot;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * One listening socket of the boot plane: what HTTP asks of every request before a route sees it,
 * and what a slow or greedy client may take. HTTP/1.0 and 1.1 only: no firmware speaks more.
 */
final class BootServer implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(BootServer.class);
  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final int LONGEST_LINE = 8192;
  private static final int IDLE_SECONDS = 120;
  private static final int MOST_LOOPS = 4;

  private final Vertx vertx;
  private final HttpServerOptions options;
  private final Router router;
  private final Limits limits;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> open = new ConcurrentHashMap<>();
  private final Map<HttpConnection, Standing> connections = new ConcurrentHashMap<>();

  /**
   * What one client may take.
   *
   * @param connections open at once from one address, 1 or more; many machines may share one behind
   *     NAT
   * @param patience how long a connection may stay open without a first request
   */
  record Limits(int connections, Duration patience) {
    static final Limits DEFAULT = new Limits(4096, Duration.ofSeconds(30));
  }

  private enum Standing {
    SILENT,
    ASKING,
    TOO_MANY
  }

  /** Makes it; {@link #listen} opens it. */
  BootServer(Vertx vertx, HttpServerOptions options, Router router, Limits limits) {
    this.vertx = vertx;
    this.options = options;
    this.router = router;
    this.limits = limits;
  }

  /** Takes its share of the connections, on an event loop of its own. */
  private final class Loop extends AbstractVerticle {
    @Override
    public void start(Promise<Void> started) {
      HttpServer server =
          vertx
              .createHttpServer(options)
              .connectionHandler(BootServer.this::opened)
              .exceptionHandler(BootServer::cutOff)
              .requestHandler(request -> admit(request, router));
      servers.add(server);
      server.listen().<Void>mapEmpty().onComplete(started);
    }
  }

  /** The options of every socket of the plane. */
  static HttpServerOptions options(String address, int port) {
    return new HttpServerOptions()
        .setHost(address)
        .setPort(port)
        .setCompressionSupported(false)
        .setMaxInitialLineLength(LONGEST_LINE)
        .setMaxHeaderSize(LONGEST_LINE)
        .setIdleTimeout(IDLE_SECONDS)
        .setHttp2ClearTextEnabled(false)
        .setAlpnVersions(List.of(HttpVersion.HTTP_1_1))
        .setReuseAddress(true);
  }

  /**
   * Opens it.
   *
   * @param option the command line option that chooses the port
   * @return the bound port
   * @throws IllegalStateException when the port is taken, naming the fix
   */
  int listen(String address, int port, String option) {
    try {
      vertx
          .deployVerticle(Loop::new, new DeploymentOptions().setInstances(loops()))
          .toCompletionStage()
          .toCompletableFuture()
          .join();
      return servers.getFirst().actualPort();
    } catch (CompletionException e) {
      throw new IllegalStateException(refusal(address, port, option, e), e);
    }
  }

  /** One for each core, as far as they may share the port: a free one is found by one alone. */
  private int loops() {
    boolean alone = options.getPort() == 0 || options.isSsl();
    return alone ? 1 : Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_LOOPS);
  }

  private static String refusal(String address, int port, String option, CompletionException e) {
    return e.getCause() instanceof BindException
            || String.valueOf(e.getMessage()).contains("Address already in use")
        ? "TCP port "
            + port
            + " on "
            + address
            + " is taken or not ours to open; stop what uses it or choose another with "
            + option
        : "the boot plane could not listen on " + address + ":" + port + ": " + e.getMessage();
  }

  /** The only one, of a server by HTTPS. */
  HttpServer server() {
    return servers.getFirst();
  }

  private void opened(HttpConnection connection) {
    connection.exceptionHandler(BootServer::cutOff);
    String client = connection.remoteAddress().hostAddress();
    int now = open.merge(client, 1, Integer::sum);
    connections.put(connection, now > limits.connections ? Standing.TOO_MANY : Standing.SILENT);
    connection.closeHandler(gone -> closed(connection, client));
    vertx.setTimer(limits.patience.toMillis(), timer -> endSilent(connection));
  }

  private void closed(HttpConnection connection, String client) {
    connections.remove(connection);
    open.computeIfPresent(client, (address, count) -> count > 1 ? count - 1 : null);
  }

  private void endSilent(HttpConnection connection) {
    if (connections.getOrDefault(connection, Standing.ASKING) != Standing.ASKING) {
      connection.close();
    }
  }

  /**
   * Malformed escapes are turned away before the router sees them: it would log the whole URL,
   * which holds a capability.
   */
  private void admit(HttpServerRequest request, Router router) {
    if (connections.get(request.connection()) == Standing.TOO_MANY) {
      request
          .response()
          .setStatusCode(503)
          .putHeader("Retry-After", "5")
          .putHeader("Connection", "close")
          .end("too many connections from this address; close some, then ask again\n")
          .onComplete(sent -> request.connection().close());
    } else if (request.uri().indexOf('%') >= 0 && BAD_ESCAPE.matcher(request.uri()).find()) {
      request.response().setStatusCode(400).end("this request is malformed\n");
    } else {
      connections.replace(request.connection(), Standing.ASKING);
      router.handle(request);
    }
  }

  /** Clients that reboot in the middle of a download are nothing to wake anybody for. */
  private static void cutOff(Throwable failure) {
    LOG.debugf("a boot plane connection ended early: %s", failure.getMessage());
  }

  @Override
  public void close() {
    servers.forEach(server -> server.close().toCompletionStage().toCompletableFuture().join());
  }
}
