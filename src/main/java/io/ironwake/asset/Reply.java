package io.ironwake.asset;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The head of an HTTP answer and its body to be read; closing gives the connection up.
 *
 * @param headers by lower-case name; the first of each
 */
record Reply(int status, Map<String, String> headers, InputStream body, Runnable abort)
    implements AutoCloseable {
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The announced length of the body; empty when there is none or it is nonsense. */
  OptionalLong length() {
    return header("content-length")
        .filter(text -> text.matches("\\d{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  boolean isRedirection() {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  @Override
  public void close() {
    abort.run();
  }
}
