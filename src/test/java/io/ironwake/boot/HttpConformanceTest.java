package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.MacAddress;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP of the boot plane over real sockets, byte by byte, as RFC 9110 and 9112 have it. */
class HttpConformanceTest {
  private static final String TEXT = "0123456789abcdef";
  private static final Instant CHANGED = Instant.parse("2026-02-03T04:05:06Z");
  private static final String DATE = "Tue, 03 Feb 2026 04:05:06 GMT";
  private static final String EARLIER = "Tue, 03 Feb 2026 04:05:05 GMT";
  private static final String ETAG =
      "\"9f9f5111f7b27a781f1f1ddde5ebc2dd2b796bfc7365c9c28b548e564176929f\"";
  private static final FileTags TAGS = new FileTags();

  private static Vertx vertx;
  private static BootServer server;
  private static int port;
  private static Path file;
  private static Path empty;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    file = write(folder.resolve("kernel"), TEXT);
    empty = write(folder.resolve("empty"), "");
    vertx = Vertx.vertx();
    server =
        new BootServer(
            vertx,
            BootServer.options("127.0.0.1", 0),
            router(),
            new BootServer.Limits(4, Duration.ofMillis(300)));
    port = server.listen("127.0.0.1", 0, "--boot-port");
  }

  private static Path write(Path path, String text) throws IOException {
    Files.writeString(path, text);
    return Files.setLastModifiedTime(path, FileTime.from(CHANGED));
  }

  private static Router router() {
    Router router = Router.router(vertx);
    router.route().handler(BootPlane::normalise);
    router.get("/file").handler(context -> send(context, file));
    router.head("/file").handler(context -> send(context, file));
    router.get("/empty").handler(context -> send(context, empty));
    router.route("/file").handler(BootPlane::readOnly);
    router.get("/query").handler(context -> BootPlane.end(context, 200, context.request().query()));
    return router;
  }

  private static void send(io.vertx.ext.web.RoutingContext context, Path path) {
    vertx
        .executeBlocking(() -> TAGS.of(disk(path)), false)
        .onSuccess(each -> FileSender.send(context, each))
        .onFailure(context::fail);
  }

  @AfterAll
  static void close() {
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** One row: the request's fields, and what the answer must be. */
  record Row(String source, String request, int status, String body, String contentRange) {
    @Override
    public String toString() {
      return source + ": " + request.replace("\n", " | ");
    }
  }

  private static Row row(String source, String request, int status) {
    return new Row(source, request, status, "", "");
  }

  private static Row whole(String source, String fields) {
    return new Row(source, "GET /file" + fields, 200, TEXT, "");
  }

  private static Row part(String source, String fields, int first, int last) {
    return new Row(
        source,
        "GET /file\n" + fields,
        206,
        TEXT.substring(first, last + 1),
        "bytes " + first + "-" + last + "/16");
  }

  private static Row beyond(String source, String request, int size) {
    return new Row(source, request, 416, "", "bytes */" + size);
  }

  static Stream<Row> rows() {
    return Stream.of(ranges(), conditions(), methods()).flatMap(each -> each);
  }

  private static Stream<Row> ranges() {
    return Stream.of(
        whole("no range", ""),
        part("first bytes", "Range: bytes=0-3", 0, 3),
        part("one byte", "Range: bytes=5-5", 5, 5),
        part("open end", "Range: bytes=10-", 10, 15),
        part("suffix", "Range: bytes=-3", 13, 15),
        part("suffix longer than the file", "Range: bytes=-99", 0, 15),
        part("last beyond the end", "Range: bytes=14-99", 14, 15),
        part("§14.1 last of 20 digits", "Range: bytes=14-99999999999999999999", 14, 15),
        part("leading zeros", "Range: bytes=0000000000000000000000014-15", 14, 15),
        part("§14.1 unit in capitals", "Range: Bytes=0-1", 0, 1),
        part("§5.6.1 empty list elements", "Range: bytes=,0-1 ,", 0, 1),
        part("the whole as a part", "Range: bytes=0-15", 0, 15),
        beyond("first at the end", "GET /file\nRange: bytes=16-", 16),
        beyond("first far beyond", "GET /file\nRange: bytes=99999999999999999999-", 16),
        beyond("suffix of nothing", "GET /file\nRange: bytes=-0", 16),
        beyond("a part of an empty file", "GET /empty\nRange: bytes=0-0", 0),
        new Row("suffix of an empty file", "GET /empty\nRange: bytes=-5", 200, "", ""),
        whole("§14.2 several ranges", "\nRange: bytes=0-1,4-5"),
        whole("§14.2 several ranges in two fields", "\nRange: bytes=0-1\nRange: bytes=4-5"),
        whole("§14.2 unknown unit", "\nRange: lines=0-1"),
        whole("§14.1.1 last before first", "\nRange: bytes=5-4"),
        whole("no numbers", "\nRange: bytes=-"),
        whole("no list", "\nRange: bytes="),
        whole("letters", "\nRange: bytes=a-b"),
        whole("minus", "\nRange: bytes=--1"),
        whole("two dashes", "\nRange: bytes=1-2-3"));
  }

  private static Stream<Row> conditions() {
    String range = "\nRange: bytes=0-3";
    return Stream.of(
        row("§13.1.2 known", "GET /file\nIf-None-Match: " + ETAG, 304),
        row("§13.1.2 in a list", "GET /file\nIf-None-Match: \"x\", " + ETAG, 304),
        row(
            "§13.1.2 in two fields",
            "GET /file\nIf-None-Match: \"x\"\nIf-None-Match: " + ETAG,
            304),
        row("§13.1.2 weakly", "GET /file\nIf-None-Match: W/" + ETAG, 304),
        row("§13.1.2 any", "GET /file\nIf-None-Match: *", 304),
        row("§13.1.2 for HEAD", "HEAD /file\nIf-None-Match: " + ETAG, 304),
        whole("§13.1.2 another", "\nIf-None-Match: \"x\""),
        whole("§13.1.2 outranks the date", "\nIf-None-Match: \"x\"\nIf-Modified-Since: " + DATE),
        row("§13.1.3 unchanged", "GET /file\nIf-Modified-Since: " + DATE, 304),
        whole("§13.1.3 changed since", "\nIf-Modified-Since: " + EARLIER),
        whole("§13.1.3 no date", "\nIf-Modified-Since: yesterday"),
        row(
            "§5.6.7 RFC 850 date",
            "GET /file\nIf-Modified-Since: Tuesday, 03-Feb-26 04:05:06 GMT",
            304),
        row("§5.6.7 asctime date", "GET /file\nIf-Modified-Since: Tue Feb  3 04:05:06 2026", 304),
        whole("§13.1.1 match", "\nIf-Match: " + ETAG),
        whole("§13.1.1 any", "\nIf-Match: *"),
        whole("§13.1.1 in a list", "\nIf-Match: \"x\" , " + ETAG),
        row("§13.1.1 another", "GET /file\nIf-Match: \"x\"", 412),
        row("§13.1.1 never weakly", "GET /file\nIf-Match: W/" + ETAG, 412),
        whole("§13.1.4 unchanged", "\nIf-Unmodified-Since: " + DATE),
        row("§13.1.4 changed", "GET /file\nIf-Unmodified-Since: " + EARLIER, 412),
        part("§13.1.5 by tag", "If-Range: " + ETAG + range, 0, 3),
        part("§13.1.5 by date", "If-Range: " + DATE + range, 0, 3),
        whole("§13.1.5 another tag", "\nIf-Range: \"x\"" + range),
        whole("§13.1.5 weak tag", "\nIf-Range: W/" + ETAG + range),
        whole("§13.1.5 another date", "\nIf-Range: " + EARLIER + range),
        whole("§13.1.5 later date", "\nIf-Range: Wed, 04 Feb 2026 04:05:06 GMT" + range),
        whole("§13.1.5 nonsense", "\nIf-Range: soon" + range),
        whole("§13.1.5 without Range", "\nIf-Range: " + ETAG),
        row("§13.2.2 order", "GET /file\nIf-None-Match: " + ETAG + "\nIf-Match: \"x\"", 412),
        row("§13.2.2 304 before 206", "GET /file\nIf-None-Match: " + ETAG + range, 304));
  }

  private static Stream<Row> methods() {
    return Stream.of(
        row("§9.3.2 HEAD has no content", "HEAD /file", 200),
        row("§14.2 HEAD has no ranges", "HEAD /file\nRange: bytes=0-3", 200),
        row("§15.5.6 PUT", "PUT /file\nContent-Length: 0", 405),
        row("§15.5.6 DELETE", "DELETE /file", 405),
        row("§15.5.6 POST", "POST /file\nContent-Length: 0", 405),
        row("double slash of shim", "HEAD //file", 200),
        new Row("double slashes keep the query", "GET //query?a=1&b=2", 200, "a=1&b=2", ""),
        row("malformed escape", "GET /file%zz", 400),
        row("malformed escape in the query", "GET /file?a=%", 400),
        row("line too long", "GET /" + "a".repeat(9000), 414),
        row("fields too large", "GET /file\nX: " + "a".repeat(9000), 431),
        row("not there", "GET /nothing", 404));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void answersAsTheStandardSays(Row row) throws IOException {
    Answer answer = ask(row.request);
    assertThat(answer.status).isEqualTo(row.status);
    if (row.status < 400 || row.status == 416) {
      assertThat(answer.body).isEqualTo(row.body);
      assertThat(answer.field("content-range")).isEqualTo(row.contentRange);
    }
    assertThat(answer.field("content-encoding")).isEmpty();
  }

  @Test
  void theFieldsOfHeadAreThoseOfGet() throws IOException {
    Answer get = ask("GET /file");
    Answer head = ask("HEAD /file");
    assertThat(head.fields).isEqualTo(get.fields);
    assertThat(head.fields)
        .containsEntry("etag", ETAG)
        .containsEntry("last-modified", DATE)
        .containsEntry("accept-ranges", "bytes")
        .containsEntry("content-length", "16")
        .containsEntry("content-type", "application/octet-stream");
  }

  @Test
  void aRefusedMethodIsToldWhichAreAllowed() throws IOException {
    assertThat(ask("PUT /file\nContent-Length: 0").field("allow")).isEqualTo("GET, HEAD");
  }

  @Test
  void manySmallPartsAreTheFileAndHaveOneTag() throws IOException {
    StringBuilder all = new StringBuilder();
    for (int at = 0; at < TEXT.length(); at += 3) {
      Answer part = ask("GET /file\nRange: bytes=" + at + "-" + (at + 2));
      assertThat(part.field("etag")).isEqualTo(ETAG);
      all.append(part.body);
    }
    assertThat(all).hasToString(TEXT);
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrderOnOneConnection() throws IOException {
    String one = "GET /file HTTP/1.1\r\nHost: x\r\nRange: bytes=%d-%d\r\n%s\r\n";
    try (Socket socket = connect()) {
      send(
          socket,
          one.formatted(0, 1, "")
              + one.formatted(2, 3, "")
              + one.formatted(4, 5, "Connection: close\r\n"));
      String all = text(socket.getInputStream());
      assertThat(all.split("HTTP/1.1 206", -1)).hasSize(4);
      assertThat(all.indexOf("\r\n\r\n01")).isPositive().isLessThan(all.indexOf("\r\n\r\n23"));
      assertThat(all.indexOf("\r\n\r\n23")).isLessThan(all.indexOf("\r\n\r\n45"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /file HTTP/1.0\r\n\r\n", "GET /file HTTP/1.0\r\nHost: x\r\n\r\n"})
  void anHttp10ClientGetsTheFileAndTheEnd(String request) throws IOException {
    try (Socket socket = connect()) {
      send(socket, request);
      assertThat(text(socket.getInputStream())).startsWith("HTTP/1.0 200").endsWith(TEXT);
    }
  }

  @Test
  void aConnectionThatAsksNothingIsEnded() throws IOException {
    try (Socket socket = connect()) {
      send(socket, "GET /file HTT");
      assertThat(text(socket.getInputStream())).isEmpty();
    }
  }

  @Test
  void oneAddressMayHoldSoManyConnectionsAndIsToldSo() throws IOException {
    List<Socket> held = new ArrayList<>();
    try {
      for (int at = 0; at < 4; at++) {
        Socket socket = connect();
        held.add(socket);
        send(socket, "HEAD /file HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
      Answer refused = ask("GET /file");
      assertThat(refused.status).isEqualTo(503);
      assertThat(refused.body).contains("too many connections");
      assertThat(refused.fields)
          .containsEntry("retry-after", "5")
          .containsEntry("connection", "close");
      try (Socket told = connect();
          Socket silent = connect()) {
        send(told, "GET /file HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(text(told.getInputStream())).as("closed once told").contains("503");
        assertThat(text(silent.getInputStream())).as("closed when silent").isEmpty();
      }
    } finally {
      for (Socket each : held) {
        each.close();
      }
    }
    org.awaitility.Awaitility.await().until(() -> ask("GET /file").status == 200);
  }

  @Test
  void aChangedFileHasAnotherTag(@TempDir Path folder) throws IOException {
    Path changing = write(folder.resolve("loader"), "one");
    String first = TAGS.of(disk(changing)).etag();
    assertThat(TAGS.of(disk(changing)).etag()).isEqualTo(first);
    Files.writeString(changing, "two");
    assertThat(TAGS.of(disk(changing)).etag()).isNotEqualTo(first);
    write(changing, "one");
    assertThat(TAGS.of(disk(changing)).etag()).as("the tag is of the content").isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"52-54-00-12-34-56", "52:54:00:12:34:56", "525400123456"})
  void aMacInAnUrlMayHaveDashes(String text) {
    assertThat(MacAddress.parse(text)).hasToString("52:54:00:12:34:56");
  }

  /** An answer, its field names in lower case. */
  private record Answer(int status, Map<String, String> fields, String body) {
    String field(String name) {
      return fields.getOrDefault(name, "");
    }
  }

  private static Answer ask(String request) throws IOException {
    String[] lines = request.split("\n", 2);
    String fields = lines.length == 1 ? "" : lines[1].replace("\n", "\r\n") + "\r\n";
    try (Socket socket = connect()) {
      send(socket, lines[0] + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + fields + "\r\n");
      return answer(text(socket.getInputStream()));
    }
  }

  private static Answer answer(String text) {
    int end = text.indexOf("\r\n\r\n");
    String[] lines = text.substring(0, end).split("\r\n");
    Map<String, String> fields = new TreeMap<>();
    for (String line : List.of(lines).subList(1, lines.length)) {
      int colon = line.indexOf(':');
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Answer(Integer.parseInt(lines[0].split(" ")[1]), fields, text.substring(end + 4));
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    in.transferTo(all);
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  private static FileAnswer.OnDisk disk(Path file) throws IOException {
    return new FileAnswer.OnDisk(file, Files.size(file));
  }
}
