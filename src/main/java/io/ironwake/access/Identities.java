package io.ironwake.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Turns a credential into a caller with roles; asks the database every time, so that a revoked
 * token ends at once.
 */
@ApplicationScoped
class Identities implements IdentityProvider<Credential> {
  private final ApiTokens tokens;

  Identities(ApiTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Class<Credential> getRequestType() {
    return Credential.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      Credential credential, AuthenticationRequestContext context) {
    return context.runBlocking(
        () ->
            switch (credential.form()) {
              case Credential.Form.Bearer(Token token) ->
                  tokens
                      .find(token)
                      .map(Identities::identity)
                      .map(QuarkusSecurityIdentity.Builder::build)
                      .orElseThrow(Identities::unknown);
              case Credential.Form.Cookie(Sessions.Session session) ->
                  tokens
                      .find(session.token())
                      .map(
                          caller ->
                              identity(caller).addAttribute(Callers.CSRF, session.csrf()).build())
                      .orElseThrow(Identities::unknown);
            });
  }

  private static QuarkusSecurityIdentity.Builder identity(ApiTokens.Caller caller) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(caller.name()))
        .addRoles(caller.role().included());
  }

  private static AuthenticationFailedException unknown() {
    return new AuthenticationFailedException("the token is unknown or has expired");
  }
}
