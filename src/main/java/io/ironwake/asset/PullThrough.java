package io.ironwake.asset;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;

/** Fetches a release when a machine first needs it, where the operator allows that. */
@ApplicationScoped
class PullThrough {
  private static final String ACTOR = "pull-through";

  private final MirrorConfig config;
  private final AssetStore store;
  private final Mirror mirror;
  private final Instance<ReleaseUse> users;
  private final Clock clock;

  PullThrough(
      MirrorConfig config,
      AssetStore store,
      Mirror mirror,
      @Any Instance<ReleaseUse> users,
      Clock clock) {
    this.config = config;
    this.store = store;
    this.mirror = mirror;
    this.users = users;
    this.clock = clock;
  }

  void begin(@Observes StartupEvent event) {
    if (config.pullThrough()) {
      Wanted wanted =
          new Wanted(
              release -> users.stream().anyMatch(each -> each.isNamed(release)),
              mirror::about,
              order -> mirror.sync(order, ACTOR),
              clock);
      store.whenAbsent(wanted::tell);
    }
  }
}
