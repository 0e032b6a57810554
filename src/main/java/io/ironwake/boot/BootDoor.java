package io.ironwake.boot;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** {@code /boot/{nonce}/{name}}: loaders, stubs and the script. */
@ApplicationScoped
class BootDoor {
  private static final String PREFIX = "/boot/";
  private static final String SCRIPT = "/script";
  private static final String TAKEOVER = "/" + ScriptFormat.TAKEOVER.asked();

  private final Vertx vertx;
  private final BootQueue queue;
  private final BootTree tree;
  private final ScriptService scripts;
  private final BootSites sites;
  private final NonceLedger nonces;
  private final FileTags tags = new FileTags();

  BootDoor(
      Vertx vertx,
      BootQueue queue,
      BootTree tree,
      ScriptService scripts,
      BootSites sites,
      NonceLedger nonces) {
    this.vertx = vertx;
    this.queue = queue;
    this.tree = tree;
    this.scripts = scripts;
    this.sites = sites;
    this.nonces = nonces;
  }

  void handle(RoutingContext context) {
    String name = context.normalizedPath().substring(PREFIX.length());
    if (name.equals("enter")) {
      enter(context);
    } else if (name.endsWith(SCRIPT)) {
      script(context, name.substring(0, name.length() - SCRIPT.length()), ScriptFormat.IPXE);
    } else if (name.endsWith(TAKEOVER)) {
      script(context, name.substring(0, name.length() - TAKEOVER.length()), ScriptFormat.TAKEOVER);
    } else {
      file(context, name);
    }
  }

  /** Loaders that came by HTTP ask for names of their own making at the root, as by TFTP. */
  void root(RoutingContext context) {
    file(context, context.normalizedPath().substring(1));
  }

  /**
   * HEAD promises a script and hands nothing out; Range is ignored: a script goes out whole, and
   * counted.
   */
  private void script(RoutingContext context, String nonce, ScriptFormat format) {
    context
        .response()
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .putHeader("Cache-Control", "no-store");
    if (context.request().method() == HttpMethod.HEAD) {
      context.response().end();
      return;
    }
    Map<String, String> parameters = new HashMap<>();
    context.queryParams().forEach(each -> parameters.putIfAbsent(each.getKey(), each.getValue()));
    Ipv4 client = BootPlane.client(context);
    Ipv4 server = BootPlane.server(context);
    ScriptQuery query = ScriptQuery.of(parameters).in(format);
    Optional<ScriptAnswer> atRest =
        format == ScriptFormat.IPXE
            ? scripts.atRest(nonce, client, server, query)
            : Optional.empty();
    atRest.ifPresentOrElse(
        answer -> send(context, answer),
        () ->
            inTurn(
                context,
                () -> scripts.script(nonce, client, server, query),
                answer -> send(context, answer)));
  }

  /** A client that went while it waited is handed nothing: a script would count as an attempt. */
  private <T> void inTurn(RoutingContext context, Callable<T> work, Consumer<T> then) {
    queue
        .run(() -> context.response().closed() ? Optional.<T>empty() : Optional.of(work.call()))
        .onFailure(context::fail)
        .onSuccess(result -> result.ifPresent(then));
  }

  private static void send(RoutingContext context, ScriptAnswer answer) {
    switch (answer) {
      case ScriptAnswer.Script script -> context.response().end(script.text());
      case ScriptAnswer.Refused refused -> BootPlane.end(context, 403, refused.reason() + "\n");
    }
  }

  private void file(RoutingContext context, String name) {
    Ipv4 client = BootPlane.client(context);
    Ipv4 server = BootPlane.server(context);
    boolean fetches = context.request().method() != HttpMethod.HEAD;
    BootTree.Asked asked = new BootTree.Asked(Door.HTTP, client, server, fetches);
    vertx
        .executeBlocking(() -> look(asked, name), false)
        .onFailure(context::fail)
        .onSuccess(next -> next.accept(context));
  }

  /** What the event loop is to do next. */
  private Consumer<RoutingContext> look(BootTree.Asked asked, String name) throws IOException {
    return switch (tree.look(asked, name)) {
      case BootTree.Found.Now now -> reply(now.answer());
      case BootTree.Found.Later later -> reply(later.work().get());
      case BootTree.Found.InTurn waits ->
          context ->
              inTurn(context, () -> reply(waits.work().get()), reply -> reply.accept(context));
    };
  }

  /** Looks at the disk now, so that the event loop need not. */
  private Consumer<RoutingContext> reply(FileAnswer answer) throws IOException {
    return switch (answer) {
      case FileAnswer.Bytes bytes ->
          context ->
              context
                  .response()
                  .putHeader("Content-Type", "text/plain; charset=utf-8")
                  .putHeader("Cache-Control", "no-store")
                  .end(Buffer.buffer(bytes.content()));
      case FileAnswer.OnDisk disk -> {
        FileSender.Sendable file = tags.of(disk);
        yield context -> FileSender.send(context, file);
      }
      case FileAnswer.NotFound missing ->
          context -> BootPlane.end(context, 404, missing.reason() + "\n");
      case FileAnswer.Refused refused ->
          context -> BootPlane.end(context, 403, refused.reason() + "\n");
      case FileAnswer.Trouble trouble ->
          context -> {
            context.response().putHeader("Retry-After", "5");
            BootPlane.end(context, 503, trouble.reason() + "\n");
          };
    };
  }

  /**
   * Sends a client that came without a nonce on to one of its own, where its subnet admits that.
   */
  private void enter(RoutingContext context) {
    Ipv4 client = BootPlane.client(context);
    BootSite site = sites.ofClient(client);
    if (site.nonceRequired()) {
      BootPlane.end(
          context,
          403,
          "boot links come from DHCP here; set nonce: optional on the subnet to admit fixed URLs\n");
      return;
    }
    if (context.request().method() == HttpMethod.HEAD) {
      BootPlane.end(context, 200, "");
      return;
    }
    try {
      MacAddress mac = MacAddress.parse(context.request().getParam("mac", ""));
      String base =
          site.base(BootPlane.server(context), sites.port()) + PREFIX + nonces.fresh(mac, client);
      context
          .response()
          .putHeader("Content-Type", "text/plain; charset=utf-8")
          .end(IpxeScript.stub(base));
    } catch (IllegalArgumentException e) {
      BootPlane.end(context, 400, "mac: " + e.getMessage() + "\n");
    }
  }
}
