package io.ironwake.access;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Optional;

/** What the doors of the management plane ask about the one who calls. */
public final class Callers {
  static final String CSRF = "ironwake.csrf";

  private Callers() {}

  /** The actor that audit rows name. */
  public static String actor(SecurityIdentity identity) {
    return identity.getPrincipal().getName();
  }

  /**
   * What a page must send in {@link Sessions#CSRF_HEADER}; nothing for callers without a session.
   */
  public static Optional<String> csrf(SecurityIdentity identity) {
    return Optional.ofNullable(identity.getAttribute(CSRF));
  }
}
