package io.ironwake.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final StringWriter out = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void showsSecondsMachineStepAndText() {
    Progress progress = progress(false);
    nanos.set(1_500_000_000L);

    progress.step("m1", Step.KERNEL, "fetched vmlinuz");

    assertThat(out.toString().strip()).isEqualTo("1.5 s  m1         kernel     fetched vmlinuz");
  }

  @Test
  void aMachineOnHoldIsShownOnceUntilItGoesOn() {
    Progress progress = progress(false);

    for (int i = 0; i < 3; i++) {
      progress.step("m1", Step.SCRIPT, "fetched its script");
      progress.step("m1", Step.CONSOLE, "waits");
      progress.step("m1", Step.CONSOLE, "Asking again");
    }
    progress.step("m2", Step.CONSOLE, "waits");
    progress.step("m1", Step.REBOOT, "restarts");
    progress.step("m1", Step.CONSOLE, "waits");

    assertThat(out.toString().lines()).hasSize(6);
  }

  @Test
  void detailsShowEveryStep() {
    Progress progress = progress(true);

    progress.step("m1", Step.DISCOVER, "asks");
    progress.step("m1", Step.CONSOLE, "waits");
    progress.step("m1", Step.CONSOLE, "waits");

    assertThat(out.toString().lines()).hasSize(3);
  }

  private Progress progress(boolean details) {
    return new Progress(new PrintWriter(out), details, nanos::get);
  }
}
