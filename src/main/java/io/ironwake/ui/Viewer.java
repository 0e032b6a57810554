package io.ironwake.ui;

import io.ironwake.access.Callers;
import io.ironwake.access.Sessions;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** Whoever looks at a page. */
@ApplicationScoped
class Viewer {
  private final SecurityIdentity identity;

  Viewer(SecurityIdentity identity) {
    this.identity = identity;
  }

  /** The actor of what is done from the page. */
  String actor() {
    return Callers.actor(identity);
  }

  boolean isOperator() {
    return identity.hasRole("operator");
  }

  /** What the frame of every whole page shows, with the page's own data. */
  Map<String, Object> page(String title, Map<String, ?> data) {
    Map<String, Object> all = new HashMap<>(data);
    all.put("title", title);
    all.put("actor", actor());
    all.put(
        "csrfHeader",
        "{\"" + Sessions.CSRF_HEADER + "\": \"" + Callers.csrf(identity).orElse("") + "\"}");
    return all;
  }
}
