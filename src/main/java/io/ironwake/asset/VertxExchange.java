package io.ironwake.asset;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * HTTP/1.1 by Vert.x, since it connects to an address of our choice and still checks the
 * certificate against the name in the URL. Connections are not kept.
 */
final class VertxExchange implements Exchange, AutoCloseable {
  private static final int LONGEST_HEAD = 32 << 10;

  private final HttpClient client;
  private final long patienceMillis;

  /**
   * @param patience how long a server may take to connect, to answer, and between two pieces
   */
  VertxExchange(Vertx vertx, Duration patience) {
    this(vertx, patience, new HttpClientOptions());
  }

  /** With other authorities than the JDK's, for tests. */
  VertxExchange(Vertx vertx, Duration patience, HttpClientOptions options) {
    this.patienceMillis = patience.toMillis();
    this.client =
        vertx.createHttpClient(
            options
                .setKeepAlive(false)
                .setConnectTimeout((int) patienceMillis)
                .setMaxHeaderSize(LONGEST_HEAD)
                .setDecompressionSupported(false)
                .setVerifyHost(true));
  }

  private record Answer(HttpClientRequest request, HttpClientResponse response, BodyStream body) {}

  @Override
  public Reply get(URI url, InetAddress address, Map<String, String> headers) throws IOException {
    Future<Answer> coming =
        client.request(options(url, address)).compose(asked -> send(asked, headers));
    Answer answer;
    try {
      answer = await(coming);
    } catch (IOException e) {
      coming.onSuccess(late -> late.request.connection().close());
      throw e;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    answer
        .response
        .headers()
        .forEach(
            field -> fields.putIfAbsent(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
    return new Reply(
        answer.response.statusCode(),
        fields,
        answer.body,
        () -> answer.request.connection().close());
  }

  private Future<Answer> send(HttpClientRequest request, Map<String, String> headers) {
    headers.forEach(request::putHeader);
    return request
        .send()
        .map(response -> new Answer(request, response, new BodyStream(response, patienceMillis)));
  }

  private static RequestOptions options(URI url, InetAddress address) {
    boolean secure = "https".equalsIgnoreCase(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
        .setHost(url.getHost())
        .setPort(port)
        .setSsl(secure)
        .setFollowRedirects(false)
        .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery());
  }

  private <T> T await(Future<T> future) throws IOException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(patienceMillis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(String.valueOf(cause.getMessage()), cause);
    } catch (TimeoutException e) {
      throw new IOException("the server did not answer within " + patienceMillis + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
