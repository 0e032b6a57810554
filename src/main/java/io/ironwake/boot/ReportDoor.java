package io.ironwake.boot;

import io.ironwake.net.Ipv4;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code /report/{token}/{kind}} by GET or POST; a message comes as {@code ?message=} or as the
 * body.
 */
@ApplicationScoped
class ReportDoor {
  /** The largest message a report may bring, in bytes. */
  static final int LARGEST_BODY = 16_384;

  private final BootQueue queue;
  private final ReportService service;

  ReportDoor(BootQueue queue, ReportService service) {
    this.queue = queue;
    this.service = service;
  }

  void handle(RoutingContext context) {
    HttpMethod method = context.request().method();
    Optional<ReportService.Kind> kind = kind(context.pathParam("kind"));
    if (kind.isEmpty()) {
      BootPlane.end(context, 404, "reports are progress, installed, failed and booted\n");
    } else if (method == HttpMethod.GET) {
      report(context, kind.get(), context.request().getParam("message", ""));
    } else if (method == HttpMethod.POST) {
      String body = Optional.ofNullable(context.body().asString()).orElse("");
      report(context, kind.get(), context.request().getParam("message", body));
    } else {
      context.response().putHeader("Allow", "GET, POST");
      BootPlane.end(context, 405, "reports are sent with GET or POST\n");
    }
  }

  private static Optional<ReportService.Kind> kind(String text) {
    return Arrays.stream(ReportService.Kind.values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst();
  }

  private void report(RoutingContext context, ReportService.Kind kind, String message) {
    String token = context.pathParam("token");
    Ipv4 client = BootPlane.client(context);
    queue
        .run(() -> service.report(token, kind, message, client))
        .onSuccess(
            machine ->
                machine.ifPresentOrElse(
                    known -> BootPlane.end(context, 200, "recorded\n"),
                    () -> BootPlane.end(context, 404, "there is no such report link\n")))
        .onFailure(context::fail);
  }
}
