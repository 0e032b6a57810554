package io.ironwake.access;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** What a request shows to say who it is. */
final class Credential extends BaseAuthenticationRequest {
  /** Either form of it. */
  sealed interface Form {
    record Bearer(Token token) implements Form {}

    record Cookie(Sessions.Session session) implements Form {}
  }

  private final Form form;

  Credential(Form form) {
    this.form = form;
  }

  Form form() {
    return form;
  }
}
