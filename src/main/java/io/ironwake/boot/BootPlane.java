package io.ironwake.boot;

import io.ironwake.machine.FactsJson;
import io.ironwake.net.Ipv4;
import io.ironwake.problem.Problem;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The boot plane's HTTP server: unauthenticated machines live here, and everything is by nonce, by
 * token or by gate. It never compresses (Ignition calls that an invalid config), and an answer that
 * depends on trouble of ours is a 503.
 */
@ApplicationScoped
public class BootPlane {
  private static final Logger LOG = Logger.getLogger(BootPlane.class);

  private final Vertx vertx;
  private final BootDoor boot;
  private final ConfigDoor config;
  private final ReportDoor report;
  private final InspectionDoor inspections;
  private final AssetDoor assets;
  private final BootSites sites;
  private final BootKey key;
  private final Discoveries discoveries;
  private final LoaderFiles loaders;
  private final HttpsDoor https;
  private final DeliveryDoor deliveries;
  private final Instance<PlaneRoutes> more;
  private final List<BootServer> servers = new ArrayList<>();

  BootPlane(
      Vertx vertx,
      BootDoor boot,
      ConfigDoor config,
      ReportDoor report,
      InspectionDoor inspections,
      AssetDoor assets,
      BootSites sites,
      BootKey key,
      Discoveries discoveries,
      LoaderFiles loaders,
      HttpsDoor https,
      DeliveryDoor deliveries,
      @Any Instance<PlaneRoutes> more) {
    this.vertx = vertx;
    this.boot = boot;
    this.config = config;
    this.report = report;
    this.inspections = inspections;
    this.assets = assets;
    this.sites = sites;
    this.key = key;
    this.discoveries = discoveries;
    this.loaders = loaders;
    this.https = https;
    this.deliveries = deliveries;
    this.more = more;
  }

  /**
   * Loads the boot key and begins to write discoveries down; must run before any door asks the
   * gate.
   */
  public void prepare() {
    key.load();
    discoveries.start();
  }

  /**
   * What the operator should know at start: a sentence for each firmware that no loader is at hand
   * for.
   */
  public List<String> missingLoaders() {
    return loaders.missing();
  }

  /**
   * Opens the door.
   *
   * @param port 0 takes a free one, which {@link BootSites#port} then names in every URL
   * @throws IllegalStateException when the port is taken, naming the fix
   */
  public void open(String address, int port) {
    BootServer server =
        new BootServer(
            vertx, BootServer.options(address, port), router(), BootServer.Limits.DEFAULT);
    sites.port(server.listen(address, port, "--boot-port"));
    servers.add(server);
  }

  /**
   * Opens the same plane by HTTPS too.
   *
   * @param port 0 takes a free one
   * @param operators the operator's certificates; empty for one of Ironwake's own authority
   * @param addresses what a certificate of our own must name
   * @return the bound port
   * @throws IllegalStateException when the port or the certificate cannot be had, naming the fix
   */
  public int openHttps(
      String address, int port, Optional<HttpsFiles> operators, List<Ipv4> addresses) {
    HttpsFiles files = https.files(operators, addresses);
    files.own();
    BootServer server =
        new BootServer(
            vertx,
            BootServer.options(address, port).setSsl(true).setKeyCertOptions(files.options()),
            router(),
            BootServer.Limits.DEFAULT);
    int bound = server.listen(address, port, "--https-port");
    servers.add(server);
    https.opened(server, operators, addresses);
    return bound;
  }

  /** Key type, end and fingerprint of each certificate in use; empty without HTTPS. */
  public List<String> certificates() {
    return https.describe();
  }

  /** The port clients reach it at; 0 before it is open. */
  public int port() {
    return sites.port();
  }

  private Router router() {
    Router router = Router.router(vertx);
    router.route().handler(BootPlane::normalise);
    for (String authority : List.of("/boot/ca.pem", "/boot/ca.der")) {
      router.route(authority).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(https::handle);
    }
    router.route("/boot/*").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(boot::handle);
    router
        .route("/config/:token/:name")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(config::handle);
    router
        .route("/report/:token/facts")
        .handler(BodyHandler.create(false).setBodyLimit(FactsJson.LARGEST))
        .handler(inspections::handle);
    router
        .route("/report/:token/:kind")
        .handler(BodyHandler.create(false).setBodyLimit(ReportDoor.LARGEST_BODY))
        .handler(report::handle);
    router
        .route("/takeover/:token")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(deliveries::takeover);
    router
        .route("/media/:token/:file")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(deliveries::handle);
    router
        .route("/assets/*")
        .method(HttpMethod.GET)
        .method(HttpMethod.HEAD)
        .handler(assets::handle);
    List.of("/boot/*", "/config/*", "/assets/*", "/takeover/*", "/media/*")
        .forEach(path -> router.route(path).handler(BootPlane::readOnly));
    more.forEach(each -> each.add(router));
    router.route("/").handler(context -> end(context, 200, "Ironwake boot plane\n"));
    router.route().last().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(boot::root);
    router.route().last().handler(context -> end(context, 404, "there is nothing at this path\n"));
    router.route().failureHandler(BootPlane::failed);
    return router;
  }

  /** What is under here can be read and nothing else; a wrong path under it is no such thing. */
  static void readOnly(RoutingContext context) {
    HttpMethod method = context.request().method();
    if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
      context.next();
    } else {
      context.response().putHeader("Allow", "GET, HEAD");
      end(context, 405, "this can be read with GET or HEAD\n");
    }
  }

  /** Shim asks for {@code //grubx64.efi}; one slash means the same. */
  static void normalise(RoutingContext context) {
    String path = context.request().path();
    if (path != null && path.contains("//")) {
      context.reroute(context.request().method(), path.replaceAll("/{2,}", "/") + query(context));
    } else {
      context.next();
    }
  }

  private static String query(RoutingContext context) {
    String query = context.request().query();
    return query == null ? "" : "?" + query;
  }

  private static void failed(RoutingContext context) {
    Throwable failure = context.failure();
    if (context.response().ended() || context.response().headWritten()) {
      return;
    }
    if (failure instanceof Problem problem && problem.kind() != Problem.Kind.UNAVAILABLE) {
      end(context, problem.kind().status(), problem.detail() + "\n");
    } else if (failure instanceof IllegalArgumentException) {
      end(context, 400, "this request is malformed\n");
    } else if (context.statusCode() >= 400 && context.statusCode() < 500) {
      end(context, context.statusCode(), "this request cannot be answered\n");
    } else {
      if (failure != null && !(failure instanceof Problem)) {
        log(context, failure);
      }
      context.response().putHeader("Retry-After", "5");
      end(context, 503, "Ironwake cannot answer now; ask again in 5 seconds\n");
    }
  }

  /** Frames and classes without messages: a message may quote the URL, which holds a capability. */
  private static void log(RoutingContext context, Throwable failure) {
    StackTraceElement[] frames = failure.getStackTrace();
    LOG.errorf(
        "boot plane: a request from %s failed with %s at %s",
        client(context),
        failure.getClass().getName(),
        frames.length == 0 ? "an unknown place" : frames[0]);
  }

  static void end(RoutingContext context, int status, String text) {
    if (!context.response().ended()) {
      context
          .response()
          .setStatusCode(status)
          .putHeader("Content-Type", "text/plain; charset=utf-8")
          .end(text);
    }
  }

  static Ipv4 client(RoutingContext context) {
    return address(context.request().connection().remoteAddress().hostAddress());
  }

  static Ipv4 server(RoutingContext context) {
    return address(context.request().connection().localAddress().hostAddress());
  }

  private static Ipv4 address(String text) {
    try {
      return Ipv4.parse(text);
    } catch (IllegalArgumentException e) {
      return Ipv4.ANY;
    }
  }

  void stop(@Observes ShutdownEvent event) {
    servers.forEach(BootServer::close);
  }
}
