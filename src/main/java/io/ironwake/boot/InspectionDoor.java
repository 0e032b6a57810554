package io.ironwake.boot;

import io.ironwake.net.Ipv4;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** {@code POST /report/{token}/facts}: an inspector's inventory as JSON. */
@ApplicationScoped
class InspectionDoor {
  private final BootQueue queue;
  private final Inspections inspections;

  InspectionDoor(BootQueue queue, Inspections inspections) {
    this.queue = queue;
    this.inspections = inspections;
  }

  void handle(RoutingContext context) {
    if (context.request().method() != HttpMethod.POST) {
      context.response().putHeader("Allow", "POST");
      BootPlane.end(context, 405, "an inventory is sent with POST\n");
      return;
    }
    String token = context.pathParam("token");
    Ipv4 client = BootPlane.client(context);
    byte[] document =
        Optional.ofNullable(context.body().buffer()).map(Buffer::getBytes).orElse(new byte[0]);
    queue
        .run(() -> inspections.take(token, document, client))
        .onSuccess(
            machine ->
                machine.ifPresentOrElse(
                    known -> BootPlane.end(context, 200, "recorded\n"),
                    () ->
                        BootPlane.end(
                            context,
                            404,
                            "there is no such report link: it is an hour old, or of another boot\n")))
        .onFailure(context::fail);
  }
}
