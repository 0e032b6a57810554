package io.ironwake.config;

import io.ironwake.net.Pure;
import java.nio.charset.StandardCharsets;

/**
 * What is served at {@code configBase/name}.
 *
 * @param name one path segment
 * @param contentType a media type
 * @param text the content, complete
 */
@Pure
public record Document(String name, String contentType, String text) {

  /** The content in UTF-8. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Without the content, which holds secrets. */
  @Override
  public String toString() {
    return "Document[" + name + ", " + contentType + "]";
  }
}
