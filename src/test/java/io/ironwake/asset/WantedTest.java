package io.ironwake.asset;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.problem.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WantedTest {
  private static final Release FLATCAR = new Release("flatcar", "4081.2.0", "arm64");

  private final List<SyncOrder> orders = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Optional<Job> last = Optional.empty();
  private boolean named = true;
  private boolean busy;

  private Job start(SyncOrder order) {
    if (busy) {
      throw Problem.unavailable("20 syncs wait already");
    }
    orders.add(order);
    last = Optional.of(new Job("1", order.text(), "pull-through", now));
    return last.get();
  }

  private Optional<String> tell(Release release) {
    return new Wanted(any -> named, any -> last, this::start, () -> now).tell(release);
  }

  @Test
  void theFirstWhoWaitsStartsTheSyncAndAllAreToldHowFarItIs() {
    assertThat(tell(FLATCAR)).get().asString().contains("flatcar/4081.2.0/arm64 is being fetched");
    Job job = last.orElseThrow();
    assertThat(job.release()).contains(FLATCAR);
    job.started();
    job.progress().running("image", 25, OptionalLong.of(100));
    assertThat(tell(FLATCAR)).get().asString().contains(", 25 %");
    assertThat(orders)
        .containsExactly(new SyncOrder(Vendor.FLATCAR, "4081.2.0", "arm64", Optional.empty()));
  }

  @Test
  void whatNoProfileNamesIsNotFetched() {
    named = false;
    assertThat(tell(FLATCAR)).isEmpty();
    assertThat(orders).isEmpty();
  }

  @Test
  void whatNobodyPublishesIsSimplyMissing() {
    assertThat(tell(new Release("generic", "1", "amd64"))).isEmpty();
  }

  @Test
  void aFailureIsToldForAWhileAndThenTriedAgain() {
    tell(FLATCAR);
    last.orElseThrow().failed("the mirror is away", now);
    assertThat(tell(FLATCAR)).get().asString().contains("could not be fetched: the mirror is away");
    now = now.plus(Duration.ofMinutes(6));
    assertThat(tell(FLATCAR)).get().asString().contains("is being fetched");
    assertThat(orders).hasSize(2);
  }

  @Test
  void tooMuchAtOnceIsTold() {
    busy = true;
    assertThat(tell(FLATCAR)).contains("20 syncs wait already");
  }

  @Test
  void aStoreThatWaitsAnswersComingUntilTheReleaseIsThere(@TempDir Path root) {
    AssetStore store = new AssetStore(root.toString());
    assertThat(store.find(FLATCAR, "x")).isInstanceOf(AssetStore.Finding.Missing.class);
    store.whenAbsent(this::tell);
    assertThat(store.find(FLATCAR, "x")).isInstanceOf(AssetStore.Finding.Coming.class);
    assertThat(store.faults(FLATCAR, List.of("x"))).singleElement().asString().contains("fetched");
    assertThat(root.resolve(FLATCAR.folder()).toFile().mkdirs()).isTrue();
    assertThat(store.find(FLATCAR, "x")).isInstanceOf(AssetStore.Finding.Missing.class);
  }
}
