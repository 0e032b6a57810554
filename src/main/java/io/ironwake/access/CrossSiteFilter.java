package io.ironwake.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses changes a foreign page made a signed-in browser send: a request that counts on the cookie
 * must repeat the session's CSRF token in a header.
 */
@ApplicationScoped
class CrossSiteFilter {
  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");

  private final Sessions sessions;
  private final ProblemAnswers answers;

  CrossSiteFilter(Sessions sessions, ProblemAnswers answers) {
    this.sessions = sessions;
    this.answers = answers;
  }

  @ServerRequestFilter
  Optional<Response> refuse(ContainerRequestContext request) {
    boolean ownCredential = request.getHeaderString(HttpHeaders.AUTHORIZATION) != null;
    if (HARMLESS.contains(request.getMethod()) || ownCredential) {
      return Optional.empty();
    }
    return Optional.ofNullable(request.getCookies().get(Sessions.COOKIE))
        .map(Cookie::getValue)
        .flatMap(sessions::read)
        .filter(session -> !session.isOwnPage(header(request)))
        .map(
            session ->
                answers.of(
                    403,
                    "cross-site",
                    "the header "
                        + Sessions.CSRF_HEADER
                        + " is missing or not this session's; reload the page"));
  }

  private static String header(ContainerRequestContext request) {
    return Optional.ofNullable(request.getHeaderString(Sessions.CSRF_HEADER)).orElse("");
  }
}
