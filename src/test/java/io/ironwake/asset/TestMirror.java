package io.ironwake.asset;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A vendor's server on loopback that can be told to misbehave. */
final class TestMirror implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, List<Answer>> tricks = new ConcurrentHashMap<>();

  /** What was asked, as {@code GET path} or {@code GET path bytes=5-}. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** An answer of its own to one request. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange, byte[] content) throws IOException;
  }

  TestMirror() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  void put(String path, byte[] content) {
    files.put(path, content);
  }

  /** The next requests for a path get these answers, one each; then all is well again. */
  void trick(String path, Answer... answers) {
    tricks.put(path, new ArrayList<>(List.of(answers)));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String range = exchange.getRequestHeaders().getFirst("Range");
      asked.add("GET " + path + (range == null ? "" : " " + range));
      byte[] content = files.get(path);
      List<Answer> planned = tricks.getOrDefault(path, List.of());
      if (!planned.isEmpty()) {
        planned.removeFirst().to(exchange, content == null ? new byte[0] : content);
      } else if (content == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        good(exchange, content);
      }
    }
  }

  static String etag(byte[] content) {
    return "\"" + java.util.Arrays.hashCode(content) + "\"";
  }

  /** The file, from where it is asked on, if the entity tag is still its own. */
  static void good(HttpExchange exchange, byte[] content) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    exchange.getResponseHeaders().set("ETag", etag(content));
    boolean same = etag(content).equals(exchange.getRequestHeaders().getFirst("If-Range"));
    if (range == null || !same) {
      exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
      exchange.getResponseBody().write(content);
      return;
    }
    int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    exchange.sendResponseHeaders(206, content.length - from);
    exchange.getResponseBody().write(content, from, content.length - from);
  }

  /** Announces all, sends some, and hangs up. */
  static Answer dyingAfter(int bytes) {
    return (exchange, content) -> {
      exchange.getResponseHeaders().set("ETag", etag(content));
      exchange.sendResponseHeaders(200, content.length);
      OutputStream out = exchange.getResponseBody();
      out.write(content, 0, bytes);
      out.flush();
    };
  }

  static Answer status(int status) {
    return (exchange, content) -> exchange.sendResponseHeaders(status, -1);
  }

  static Answer redirecting(String location) {
    return (exchange, content) -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  /** Sends with headers of its own. */
  static Answer with(int status, Map<String, String> headers, byte[] body) {
    Map<String, String> copy = new HashMap<>(headers);
    return (exchange, content) -> {
      copy.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
