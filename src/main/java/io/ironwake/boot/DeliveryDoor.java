package io.ironwake.boot;

import io.ironwake.config.Way;
import io.ironwake.image.Splice;
import io.ironwake.machine.Machine;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * {@code /takeover/{token}} and {@code /media/{token}/{file}}: what an operator takes to a machine.
 */
@ApplicationScoped
class DeliveryDoor {
  private final Vertx vertx;
  private final BootQueue queue;
  private final MediaService media;
  private final DeliveryGate gate;
  private final NonceLedger nonces;

  DeliveryDoor(
      Vertx vertx, BootQueue queue, MediaService media, DeliveryGate gate, NonceLedger nonces) {
    this.vertx = vertx;
    this.queue = queue;
    this.media = media;
    this.gate = gate;
    this.nonces = nonces;
  }

  /** The stub of a takeover, with the link of one boot for the machine that runs it. */
  void takeover(RoutingContext context) {
    Ipv4 client = BootPlane.client(context);
    boolean fetches = context.request().method() == HttpMethod.GET;
    queue
        .run(() -> stub(context.pathParam("token"), client, fetches))
        .onFailure(context::fail)
        .onSuccess(answer -> send(context, answer));
  }

  private Media stub(String token, Ipv4 client, boolean fetches) {
    Optional<DeliveryGate.Found> found = gate.find(token).filter(it -> it.way() == Way.TAKEOVER);
    if (found.isEmpty()) {
      return new Media.Unknown();
    }
    Optional<Machine> machine = gate.machine(found.get());
    if (machine.isEmpty()) {
      return new Media.Over("the install of this link has ended; approve another");
    }
    List<MacAddress> macs = machine.get().nics().stream().map(Machine.Nic::mac).toList();
    String nonce = fetches ? nonces.fresh(macs.getFirst(), client) : "";
    String url = found.get().delivery().base() + "/boot/" + nonce + "/takeover";
    String script = TakeoverStub.script(url, machine.get().name(), macs);
    return new Media.Whole(
        "text/x-shellscript; charset=utf-8",
        fetches ? script.getBytes(StandardCharsets.UTF_8) : new byte[0]);
  }

  /** Images and archives. */
  void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    boolean fetches = request.method() == HttpMethod.GET;
    queue
        .run(
            () ->
                media.read(
                    context.pathParam("token"),
                    context.pathParam("file"),
                    fetches,
                    image -> wanted(request, image)))
        .onFailure(context::fail)
        .onSuccess(answer -> send(context, answer));
  }

  /** What of an image goes out: nothing, when the client has it or asks beyond its end. */
  private static Optional<ByteRange> wanted(HttpServerRequest request, Media.Image image) {
    Conditions conditions = conditions(request, image);
    if (conditions.outcome() != Conditions.Outcome.FILE) {
      return Optional.empty();
    }
    return switch (wish(request, image, conditions)) {
      case ByteRange.Wish.Whole whole -> Optional.of(new ByteRange(0, image.size() - 1));
      case ByteRange.Wish.Part part -> Optional.of(part.range());
      case ByteRange.Wish.Beyond beyond -> Optional.empty();
    };
  }

  private static Conditions conditions(HttpServerRequest request, Media.Image image) {
    return new Conditions(
        name -> FileSender.field(request, name), image.etag(), HttpDate.whole(image.modified()));
  }

  private static ByteRange.Wish wish(
      HttpServerRequest request, Media.Image image, Conditions conditions) {
    return FileSender.field(request, "Range")
        .filter(any -> conditions.rangeHolds() && request.method() == HttpMethod.GET)
        .map(range -> ByteRange.read(range, image.size()))
        .orElseGet(ByteRange.Wish.Whole::new);
  }

  private void send(RoutingContext context, Media answer) {
    HttpServerResponse response = context.response().putHeader("Cache-Control", "no-store");
    switch (answer) {
      case Media.Whole whole ->
          response
              .putHeader("Content-Type", whole.contentType())
              .end(Buffer.buffer(whole.content()));
      case Media.Image image -> send(context, image);
      case Media.Unknown unknown -> BootPlane.end(context, 404, "there is no such link\n");
      case Media.Over over -> BootPlane.end(context, 410, over.reason() + "\n");
    }
  }

  private void send(RoutingContext context, Media.Image image) {
    HttpServerRequest request = context.request();
    Conditions conditions = conditions(request, image);
    HttpServerResponse response =
        context
            .response()
            .putHeader("ETag", image.etag())
            .putHeader("Last-Modified", HttpDate.format(HttpDate.whole(image.modified())))
            .putHeader("Accept-Ranges", "bytes");
    switch (conditions.outcome()) {
      case NOT_MODIFIED -> response.setStatusCode(304).end();
      case FAILED -> BootPlane.end(context, 412, "the image has changed\n");
      case FILE -> {
        response.putHeader("Content-Type", "application/octet-stream");
        body(context, image, wish(request, image, conditions));
      }
    }
  }

  private void body(RoutingContext context, Media.Image image, ByteRange.Wish wish) {
    HttpServerResponse response = context.response();
    switch (wish) {
      case ByteRange.Wish.Whole whole -> pieces(context, image, new ByteRange(0, image.size() - 1));
      case ByteRange.Wish.Part part -> {
        response.setStatusCode(206).putHeader("Content-Range", part.range().of(image.size()));
        pieces(context, image, part.range());
      }
      case ByteRange.Wish.Beyond beyond ->
          response.setStatusCode(416).putHeader("Content-Range", "bytes */" + image.size()).end();
    }
  }

  private void pieces(RoutingContext context, Media.Image image, ByteRange range) {
    HttpServerResponse response = context.response();
    response.putHeader("Content-Length", Long.toString(range.length()));
    List<Splice.Piece> pieces = image.splice().range(range.first(), range.length());
    if (context.request().method() == HttpMethod.HEAD || pieces.isEmpty()) {
      response.end();
    } else if (pieces.size() == 1 && pieces.getFirst() instanceof Splice.Piece.FromFile only) {
      response.sendFile(image.file().toString(), only.position(), only.length());
    } else {
      next(response, image, pieces.iterator())
          .onFailure(broken -> context.request().connection().close());
    }
  }

  private Future<Void> next(
      HttpServerResponse response, Media.Image image, Iterator<Splice.Piece> pieces) {
    if (!pieces.hasNext()) {
      return response.end();
    }
    Future<Void> written =
        switch (pieces.next()) {
          case Splice.Piece.Bytes bytes -> response.write(Buffer.buffer(bytes.bytes()));
          case Splice.Piece.FromFile part -> fromFile(response, image, part);
        };
    return written.compose(done -> next(response, image, pieces));
  }

  private Future<Void> fromFile(
      HttpServerResponse response, Media.Image image, Splice.Piece.FromFile part) {
    return vertx
        .fileSystem()
        .open(image.file().toString(), new OpenOptions().setRead(true).setWrite(false))
        .compose(
            file ->
                file.setReadPos(part.position())
                    .setReadLength(part.length())
                    .pipe()
                    .endOnComplete(false)
                    .to(response)
                    .eventually(() -> file.close()));
  }
}
