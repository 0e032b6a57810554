package io.ironwake.boot;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Sends a file by sendfile, with HEAD, one byte range, strong ETag, Last-Modified and every
 * condition of RFC 9110 §13. HEAD has the fields of GET; Range counts for GET alone (§14.2).
 */
final class FileSender {
  private FileSender() {}

  /**
   * A file as it was looked at.
   *
   * @param path where it is
   * @param size in bytes
   * @param sha256 lower-case hex of its content, which makes its entity tag strong
   * @param modified when it last changed
   */
  record Sendable(Path path, long size, String sha256, Instant modified) {
    String etag() {
      return "\"" + sha256 + "\"";
    }
  }

  static void send(RoutingContext context, Sendable file) {
    HttpServerRequest request = context.request();
    Instant modified = HttpDate.whole(file.modified);
    Conditions conditions = new Conditions(name -> field(request, name), file.etag(), modified);
    HttpServerResponse response =
        context
            .response()
            .putHeader("ETag", file.etag())
            .putHeader("Last-Modified", HttpDate.format(modified))
            .putHeader("Accept-Ranges", "bytes");
    switch (conditions.outcome()) {
      case NOT_MODIFIED -> response.setStatusCode(304).end();
      case FAILED -> BootPlane.end(context, 412, "the file has changed\n");
      case FILE -> {
        response.putHeader("Content-Type", "application/octet-stream");
        content(request, response, file, conditions.rangeHolds());
      }
    }
  }

  static Optional<String> field(HttpServerRequest request, String name) {
    java.util.List<String> lines = request.headers().getAll(name);
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lines));
  }

  private static void content(
      HttpServerRequest request, HttpServerResponse response, Sendable file, boolean heedRange) {
    ByteRange.Wish wish =
        field(request, "Range")
            .filter(any -> heedRange && request.method() == HttpMethod.GET)
            .map(range -> ByteRange.read(range, file.size))
            .orElseGet(ByteRange.Wish.Whole::new);
    switch (wish) {
      case ByteRange.Wish.Whole whole ->
          body(request, response, file, new ByteRange(0, file.size - 1));
      case ByteRange.Wish.Part part -> {
        response.setStatusCode(206).putHeader("Content-Range", part.range().of(file.size));
        body(request, response, file, part.range());
      }
      case ByteRange.Wish.Beyond beyond ->
          response.setStatusCode(416).putHeader("Content-Range", "bytes */" + file.size).end();
    }
  }

  private static void body(
      HttpServerRequest request, HttpServerResponse response, Sendable file, ByteRange range) {
    response.putHeader("Content-Length", Long.toString(range.length()));
    if (request.method() == HttpMethod.HEAD || range.length() == 0) {
      response.end();
    } else {
      response.sendFile(file.path.toString(), range.first(), range.length());
    }
  }
}
