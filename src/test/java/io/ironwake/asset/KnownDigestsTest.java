package io.ironwake.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownDigestsTest {
  @TempDir Path folder;
  private Path image;

  @BeforeEach
  void image() throws IOException {
    image = Files.writeString(folder.resolve("image"), "an image");
  }

  @Test
  void manyWhoAskAtOnceWaitForOneReading() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    AtomicInteger readings = new AtomicInteger();
    KnownDigests digests =
        new KnownDigests(
            path -> {
              readings.incrementAndGet();
              return waitFor(asked);
            });
    List<FutureTask<KnownDigests.Digested>> answers = new ArrayList<>();
    List<Thread> askers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      FutureTask<KnownDigests.Digested> answer = new FutureTask<>(() -> digests.of(image));
      answers.add(answer);
      askers.add(Thread.ofPlatform().start(answer));
    }
    await()
        .until(
            () -> askers.stream().filter(t -> t.getState() == Thread.State.BLOCKED).count() == 7);
    asked.countDown();
    for (FutureTask<KnownDigests.Digested> answer : answers) {
      assertThat(answer.get().sha256()).isEqualTo("digest");
    }
    assertThat(readings).hasValue(1);
  }

  private static String waitFor(CountDownLatch latch) {
    try {
      latch.await();
      return "digest";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aChangedFileIsReadAgain() throws Exception {
    KnownDigests digests = new KnownDigests(KnownDigests::sha256);
    String before = digests.of(image).sha256();
    Files.writeString(image, "another one");
    assertThat(digests.of(image).sha256()).isNotEqualTo(before).hasSize(64);
  }

  @Test
  void aReadingThatFailsIsTriedAgain() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    KnownDigests digests =
        new KnownDigests(
            path -> {
              if (tries.getAndIncrement() == 0) {
                throw new IOException("unreadable");
              }
              return "digest";
            });
    assertThatThrownBy(() -> digests.of(image)).hasMessage("unreadable");
    assertThat(digests.of(image).sha256()).isEqualTo("digest");
  }
}
