package io.ironwake.ui;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Nothing but our own files may run, style, frame or receive a page. */
class PageHeaders {
  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors"
          + " 'none'";

  @ServerResponseFilter
  void protect(ContainerResponseContext response) {
    response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
    response.getHeaders().putSingle("Cache-Control", "no-store");
    if (Optional.ofNullable(response.getMediaType())
        .filter(MediaType.TEXT_HTML_TYPE::isCompatible)
        .isPresent()) {
      response.getHeaders().putSingle("Content-Security-Policy", POLICY);
      response.getHeaders().putSingle("Referrer-Policy", "same-origin");
    }
  }
}
