package io.ironwake.boot;

import io.ironwake.net.Ipv4;
import io.ironwake.problem.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * {@code /config/{token}/{name}}. While the database is away the request is held open and tried
 * again rather than refused: k3OS goes on without a config it could not get, and then nobody can
 * log in.
 */
@ApplicationScoped
class ConfigDoor {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long AGAIN_MILLIS = 1000;

  private final Vertx vertx;
  private final BootQueue queue;
  private final ConfigService service;
  private final Clock clock;

  ConfigDoor(Vertx vertx, BootQueue queue, ConfigService service, Clock clock) {
    this.vertx = vertx;
    this.queue = queue;
    this.service = service;
    this.clock = clock;
  }

  void handle(RoutingContext context) {
    attempt(context, clock.instant().plus(PATIENCE));
  }

  private void attempt(RoutingContext context, Instant until) {
    String token = context.pathParam("token");
    String name = context.pathParam("name");
    Ipv4 client = BootPlane.client(context);
    boolean effective = context.request().method() == HttpMethod.GET;
    queue
        .run(() -> service.document(token, name, client, effective))
        .onSuccess(answer -> send(context, answer))
        .onFailure(failure -> again(context, failure, until));
  }

  private void again(RoutingContext context, Throwable failure, Instant until) {
    boolean trouble =
        failure instanceof Problem problem && problem.kind() == Problem.Kind.UNAVAILABLE;
    if (trouble && clock.instant().isBefore(until) && !context.response().closed()) {
      vertx.setTimer(AGAIN_MILLIS, timer -> attempt(context, until));
    } else {
      context.fail(failure);
    }
  }

  private static void send(RoutingContext context, ConfigService.Answer answer) {
    switch (answer) {
      case ConfigService.Answer.Document document -> {
        context
            .response()
            .putHeader("Content-Type", document.contentType())
            .putHeader("Cache-Control", "no-store");
        context.response().putHeader("Content-Length", Integer.toString(document.content().length));
        if (context.request().method() == HttpMethod.HEAD) {
          context.response().end();
        } else {
          context.response().end(Buffer.buffer(document.content()));
        }
      }
      case ConfigService.Answer.Unknown unknown ->
          BootPlane.end(context, 404, "there is no such configuration\n");
      case ConfigService.Answer.Finished finished ->
          BootPlane.end(
              context, 410, "this install is finished; its configuration is not given out again\n");
    }
  }
}
