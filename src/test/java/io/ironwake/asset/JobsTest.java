package io.ironwake.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ironwake.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobsTest {
  private final AtomicInteger ids = new AtomicInteger();
  private final Jobs jobs =
      new Jobs(() -> "job-" + ids.incrementAndGet(), () -> Instant.parse("2026-01-01T00:00:00Z"));

  @AfterEach
  void end() {
    jobs.close();
  }

  private static void untilStopped(Job job) throws IOException {
    job.progress().pause(Duration.ofMinutes(5));
  }

  private Job ended(Job job) {
    await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(job::isOver);
    return job;
  }

  @Test
  void theSameOrderTwiceIsOneJobUntilItEnds() {
    Job first = jobs.start("flatcar stable", "me", JobsTest::untilStopped);
    assertThat(jobs.start("flatcar stable", "you", JobsTest::untilStopped)).isSameAs(first);
    first.progress().stop();
    ended(first);
    assertThat(first.standing().reason()).contains("stopped");
    assertThat(jobs.start("flatcar stable", "you", job -> {})).isNotSameAs(first);
  }

  @Test
  void aFailureKeepsItsReasonAndADefectItsSilence() {
    Job refused =
        ended(
            jobs.start(
                "a",
                "me",
                job -> {
                  throw new MirrorException("do this");
                }));
    assertThat(refused.standing().reason()).isEqualTo("do this");
    Job broken =
        ended(
            jobs.start(
                "b",
                "me",
                job -> {
                  throw new IllegalStateException("secret");
                }));
    assertThat(broken.standing().state()).isEqualTo(Job.State.FAILED);
    assertThat(broken.standing().reason()).doesNotContain("secret");
  }

  @Test
  void tooManyAtOnceAreRefused() {
    for (int i = 0; i < 20; i++) {
      jobs.start("order " + i, "me", JobsTest::untilStopped);
    }
    assertThatThrownBy(() -> jobs.start("one more", "me", JobsTest::untilStopped))
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.kind()).isEqualTo(Problem.Kind.UNAVAILABLE));
  }

  @Test
  void oldJobsAreForgottenAndTheNewestStandFirst() {
    for (int i = 0; i < 60; i++) {
      ended(jobs.start("order " + i, "me", job -> {}));
    }
    assertThat(jobs.all()).hasSize(50).first().returns("order 59", Job::text);
    assertThat(jobs.find("job-1")).isEmpty();
  }
}
