package io.ironwake.boot;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends a file by sendfile, with HEAD, one byte range, a strong ETag and If-Range (RFC 9110 §13,
 * §14).
 */
final class FileSender {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  private FileSender() {}

  /** A run of bytes, both ends included. */
  private record Range(long first, long last) {
    long length() {
      return last - first + 1;
    }
  }

  static void send(RoutingContext context, Path file, long size, String etag) {
    HttpServerRequest request = context.request();
    HttpServerResponse response = context.response();
    response
        .putHeader("ETag", etag)
        .putHeader("Accept-Ranges", "bytes")
        .putHeader("Content-Type", "application/octet-stream");
    if (etag.equals(request.getHeader("If-None-Match"))) {
      response.setStatusCode(304).end();
      return;
    }
    Optional<String> wanted =
        Optional.ofNullable(request.getHeader("Range"))
            .filter(range -> request.method() == HttpMethod.GET && isFresh(request, etag));
    Matcher matcher = RANGE.matcher(wanted.orElse(""));
    if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
      body(request, response, file, new Range(0, size - 1), size);
      return;
    }
    Optional<Range> range = range(matcher.group(1), matcher.group(2), size);
    if (range.isEmpty()) {
      response.setStatusCode(416).putHeader("Content-Range", "bytes */" + size).end();
      return;
    }
    response
        .setStatusCode(206)
        .putHeader(
            "Content-Range", "bytes " + range.get().first + "-" + range.get().last + "/" + size);
    body(request, response, file, range.get(), size);
  }

  private static boolean isFresh(HttpServerRequest request, String etag) {
    String condition = request.getHeader("If-Range");
    return condition == null || condition.equals(etag);
  }

  /** The bytes a range names; empty when it lies beyond the end (416). */
  private static Optional<Range> range(String first, String last, long size) {
    if (first.isEmpty()) {
      long count = Math.min(Long.parseLong(last), size);
      return count == 0 ? Optional.empty() : Optional.of(new Range(size - count, size - 1));
    }
    long from = Long.parseLong(first);
    long to = last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
    return from >= size || to < from ? Optional.empty() : Optional.of(new Range(from, to));
  }

  private static void body(
      HttpServerRequest request, HttpServerResponse response, Path file, Range range, long size) {
    long length = size == 0 ? 0 : range.length();
    response.putHeader("Content-Length", Long.toString(length));
    if (request.method() == HttpMethod.HEAD || length == 0) {
      response.end();
    } else {
      response.sendFile(file.toString(), range.first, length);
    }
  }
}
