package io.ironwake.asset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * GET by the operator's rule: a name is resolved once, every address it has is looked at, and the
 * connection goes to the one that was looked at; redirections are followed by the same rule.
 */
final class Fetcher {
  private static final int REDIRECTIONS = 5;
  private static final Duration LONGEST_TEXT = Duration.ofSeconds(60);

  private final UrlRule rule;
  private final Resolver resolver;
  private final Exchange exchange;
  private final LongSupplier nanos;

  /** Name resolution, so that tests need none. */
  @FunctionalInterface
  interface Resolver {
    List<InetAddress> resolve(String host) throws IOException;

    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));
  }

  /**
   * @param nanos as {@link System#nanoTime}
   */
  Fetcher(UrlRule rule, Resolver resolver, Exchange exchange, LongSupplier nanos) {
    this.nanos = nanos;
    this.rule = rule;
    this.resolver = resolver;
    this.exchange = exchange;
  }

  /**
   * The answer at the end of all redirections.
   *
   * @throws MirrorException when a URL on the way is not allowed
   */
  Reply get(URI url, Map<String, String> headers) throws IOException {
    Map<String, String> sent = new LinkedHashMap<>(headers);
    sent.put("Accept-Encoding", "identity");
    sent.put("User-Agent", "ironwake");
    URI next = url;
    for (int i = 0; i <= REDIRECTIONS; i++) {
      Reply reply = exchange.get(next, address(next), sent);
      if (!reply.isRedirection()) {
        return reply;
      }
      reply.close();
      next = target(next, reply);
    }
    throw new MirrorException(
        UrlRule.shown(url)
            + " redirects more than "
            + REDIRECTIONS
            + " times; name another mirror");
  }

  /** Where the first answer redirects to, without going there; empty when it does not. */
  Optional<URI> redirection(URI url) throws IOException {
    try (Reply reply = exchange.get(url, address(url), Map.of("User-Agent", "ironwake"))) {
      return reply.isRedirection() ? Optional.of(target(url, reply)) : Optional.empty();
    }
  }

  /**
   * A small document.
   *
   * @param limit its largest size in bytes
   */
  String text(URI url, int limit) throws IOException {
    try (Reply reply = get(url, Map.of())) {
      if (reply.status() != 200) {
        throw new MirrorException(UrlRule.shown(url) + " was answered " + reply.status());
      }
      return new String(content(url, reply.body(), limit), StandardCharsets.UTF_8);
    }
  }

  private byte[] content(URI url, InputStream in, int limit) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    long deadline = nanos.getAsLong() + LONGEST_TEXT.toNanos();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      content.write(buffer, 0, n);
      if (content.size() > limit) {
        throw new MirrorException(UrlRule.shown(url) + " is larger than " + limit + " bytes");
      }
      if (nanos.getAsLong() - deadline > 0) {
        throw new MirrorException(
            UrlRule.shown(url) + " takes longer than " + LONGEST_TEXT.toSeconds() + " seconds");
      }
    }
    return content.toByteArray();
  }

  private static URI target(URI from, Reply reply) throws IOException {
    try {
      return from.resolve(
          URI.create(
              reply
                  .header("location")
                  .orElseThrow(
                      () -> new IOException(UrlRule.shown(from) + " redirects to nowhere"))));
    } catch (IllegalArgumentException e) {
      throw new MirrorException(UrlRule.shown(from) + " redirects to something that is no URL");
    }
  }

  private InetAddress address(URI url) throws IOException {
    refuse(rule.refusal(url));
    String host = url.getHost();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    List<InetAddress> found;
    try {
      found = resolver.resolve(bare);
    } catch (IOException e) {
      throw new IOException("the name " + bare + " cannot be resolved", e);
    }
    for (InetAddress each : found) {
      refuse(rule.refusal(url, each));
    }
    return found.getFirst();
  }

  private static void refuse(Optional<String> reason) throws MirrorException {
    if (reason.isPresent()) {
      throw new MirrorException(reason.get());
    }
  }
}
