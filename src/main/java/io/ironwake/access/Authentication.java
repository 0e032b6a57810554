package io.ironwake.access;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a request's credential: {@code Authorization: Bearer} (RFC 6750), else the session cookie.
 */
@ApplicationScoped
class Authentication implements HttpAuthenticationMechanism {
  static final String CHALLENGE = "Bearer realm=\"ironwake\"";
  private static final String SCHEME = "bearer ";

  private final Sessions sessions;

  Authentication(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext request, IdentityProviderManager identities) {
    return bearer(request)
        .or(() -> cookie(request))
        .map(form -> identities.authenticate(new Credential(form)))
        .orElseGet(() -> Uni.createFrom().optional(Optional.empty()));
  }

  private static Optional<Credential.Form> bearer(RoutingContext request) {
    return Optional.ofNullable(request.request().getHeader("Authorization"))
        .filter(each -> each.toLowerCase(Locale.ROOT).startsWith(SCHEME))
        .map(
            each ->
                new Credential.Form.Bearer(
                    Token.presented(each.substring(SCHEME.length()).strip())));
  }

  private Optional<Credential.Form> cookie(RoutingContext request) {
    return Optional.ofNullable(request.request().getCookie(Sessions.COOKIE))
        .map(Cookie::getValue)
        .flatMap(sessions::read)
        .map(Credential.Form.Cookie::new);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext request) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", CHALLENGE));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(Credential.class);
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
    return Uni.createFrom()
        .item(new HttpCredentialTransport(HttpCredentialTransport.Type.AUTHORIZATION, "bearer"));
  }
}
