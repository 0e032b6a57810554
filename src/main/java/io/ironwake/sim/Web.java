package io.ironwake.sim;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** HTTP as the machine's programs speak it: 1.1, no compression, from the machine's own address. */
final class Web implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client;
  private final LifeLog log;

  Web(SourceAddress source, LifeLog log) {
    this.log = log;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .localAddress(source.address())
            .connectTimeout(TIMEOUT)
            .executor(Thread::startVirtualThread)
            .build();
  }

  /**
   * What came back.
   *
   * @param text the body; empty for {@link #download} and {@link #head}
   * @param length the body's length in bytes; for HEAD the announced one
   */
  record Reply(int status, String text, long length) {
    boolean isOk() {
      return status == 200;
    }

    /** The server's own trouble, which clients wait out. */
    boolean isTemporary() {
      return status >= 500;
    }
  }

  /** Reads a document. */
  Reply get(URI uri, String agent) throws IOException {
    HttpResponse<byte[]> response =
        send(request(uri, agent), HttpResponse.BodyHandlers.ofByteArray());
    byte[] body = response.body();
    return new Reply(response.statusCode(), new String(body, StandardCharsets.UTF_8), body.length);
  }

  /** Sends a text. */
  Reply post(URI uri, String agent, String text) throws IOException {
    HttpRequest request =
        builder(uri, agent)
            .header("Content-Type", "text/plain; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(text))
            .build();
    HttpResponse<Void> response = send(request, HttpResponse.BodyHandlers.discarding());
    return new Reply(response.statusCode(), "", 0);
  }

  /** Reads a file to its end and throws the bytes away. */
  Reply drain(URI uri, String agent) throws IOException {
    return download(uri, agent, OutputStream.nullOutputStream());
  }

  /** Reads a file to its end, its bytes going into {@code sink} as they come. */
  Reply download(URI uri, String agent, OutputStream sink) throws IOException {
    HttpResponse<InputStream> response =
        send(request(uri, agent), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      return new Reply(response.statusCode(), "", body.transferTo(sink));
    }
  }

  /** Asks for a file's size. */
  Reply head(URI uri, String agent) throws IOException {
    HttpRequest request =
        builder(uri, agent).method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
    HttpResponse<Void> response = send(request, HttpResponse.BodyHandlers.discarding());
    return new Reply(
        response.statusCode(),
        "",
        response.headers().firstValueAsLong("Content-Length").orElse(-1));
  }

  private static HttpRequest request(URI uri, String agent) {
    return builder(uri, agent).GET().build();
  }

  private static HttpRequest.Builder builder(URI uri, String agent) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri).timeout(TIMEOUT).header("User-Agent", agent);
    return agent.startsWith("Ignition/")
        ? builder
            .header("Accept", "application/vnd.coreos.ignition+json;version=3.3.0, */*;q=0.1")
            .header("Accept-Encoding", "identity")
        : builder.header("Accept", "*/*");
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body)
      throws IOException {
    try {
      HttpResponse<T> response = client.send(request, body);
      log.reply(response.statusCode() + " for " + ShownUrl.of(request.uri()));
      Optional<String> encoding = response.headers().firstValue("Content-Encoding");
      if (encoding.isPresent()) {
        throw new MachineStopped(
            ShownUrl.of(request.uri()) + " came compressed, which boot clients do not read");
      }
      return response;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Power.switchedOff();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
