package io.ironwake.boot;

import io.vertx.ext.web.Router;

/** Further routes of the boot plane, found by CDI; they are asked after the plane's own. */
public interface PlaneRoutes {
  /** Adds them, or none where they are switched off. */
  void add(Router router);
}
