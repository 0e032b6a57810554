package io.ironwake.config;

import io.ironwake.net.Pure;

/**
 * A {@link Document} before its URLs are known.
 *
 * @param name one path segment
 * @param contentType a media type
 * @param text the content with holes
 */
@Pure
public record FrozenDocument(String name, String contentType, FrozenText text) {
  Document fill(ServeUrls urls) {
    return new Document(name, contentType, text.fill(urls));
  }
}
