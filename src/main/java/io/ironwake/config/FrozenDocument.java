package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.Map;

/**
 * A {@link Document} before its URLs are known.
 *
 * @param name one path segment
 * @param contentType a media type
 * @param text the content with holes
 */
@Pure
public record FrozenDocument(String name, String contentType, FrozenText text) {
  /** With the digests of files in the places of their {@code {sha256:file}}. */
  FrozenDocument with(Map<String, String> sha256) {
    FrozenText filled = text;
    for (Map.Entry<String, String> each : sha256.entrySet()) {
      filled = filled.withHole("{sha256:" + each.getKey() + "}", FrozenText.of(each.getValue()));
    }
    return new FrozenDocument(name, contentType, filled);
  }

  Document fill(ServeUrls urls) {
    return new Document(name, contentType, text.fill(urls));
  }
}
