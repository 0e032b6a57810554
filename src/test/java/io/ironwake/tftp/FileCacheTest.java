package io.ironwake.tftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One copy of a file's bytes for all its readers, and never too many of them. */
class FileCacheTest {
  private static final int PIECE = FileCache.PIECE;

  @TempDir Path folder;

  private final FileCache cache = new FileCache(8L * PIECE);

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] read(Content content, int from, int length) throws IOException {
    byte[] bytes = new byte[length];
    ByteBuffer into = ByteBuffer.wrap(bytes);
    content.read(from, into, length);
    assertThat(into.hasRemaining()).isFalse();
    return bytes;
  }

  @Test
  void theBytesAreThoseOfTheFileWhereverABlockBegins() throws IOException {
    byte[] bytes = random(2 * PIECE + 100);
    try (Content content = cache.open(file("f", bytes))) {
      assertThat(content.size()).isEqualTo(bytes.length);
      for (int from : new int[] {0, 1, PIECE - 700, PIECE - 1, PIECE, 2 * PIECE - 3}) {
        byte[] expected = new byte[Math.min(1400, bytes.length - from)];
        System.arraycopy(bytes, from, expected, 0, expected.length);
        assertThat(read(content, from, expected.length)).isEqualTo(expected);
      }
      assertThat(read(content, bytes.length, 0)).isEmpty();
    }
  }

  @Test
  void readersOfOneFileShareItsBytesAlsoOneAfterTheOther() throws IOException {
    Path path = file("f", random(PIECE));
    try (Content first = cache.open(path);
        Content second = cache.open(path)) {
      read(first, 0, PIECE);
      read(second, 0, PIECE);
    }
    try (Content third = cache.open(path)) {
      read(third, 0, PIECE);
    }

    assertThat(cache.held()).isEqualTo(PIECE);
  }

  @Test
  void theLimitHoldsHoweverMuchIsRead() throws IOException {
    FileCache small = new FileCache(3L * PIECE);
    byte[] bytes = random(9 * PIECE);
    try (Content content = small.open(file("f", bytes))) {
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 9; i++) {
          assertThat(read(content, i * PIECE, 8))
              .containsExactly(read(new Content.InMemory(bytes), i * PIECE, 8));
          assertThat(small.held()).isLessThanOrEqualTo(3L * PIECE);
        }
      }
    }
  }

  @Test
  void aReplacedFileIsReadAnewWhileItsOldReadersKeepTheirVersion() throws IOException {
    byte[] old = random(2 * PIECE);
    byte[] young = random(2 * PIECE + 1);
    Path path = file("f", old);
    try (Content before = cache.open(path)) {
      read(before, 0, 10);
      Files.move(file("new", young), path, StandardCopyOption.ATOMIC_MOVE);
      try (Content after = cache.open(path)) {
        assertThat(read(after, 0, young.length)).isEqualTo(young);
        assertThat(read(before, 0, old.length)).isEqualTo(old);
      }
    }

    assertThat(cache.held()).as("the old version is forgotten").isEqualTo(young.length);
  }

  @Test
  void aMissingFileIsMissing() {
    assertThatThrownBy(() -> cache.open(folder.resolve("no")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aFileThatCannotBeOpenedLeavesNothingBehind() {
    assertThatThrownBy(
            () -> {
              try (Content content = cache.open(folder)) {
                read(content, 0, 1);
              }
            })
        .isInstanceOf(IOException.class);
    assertThat(cache.held()).isZero();
  }

  @Test
  void aCacheThatHoldsNothingIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FileCache(PIECE - 1));
  }
}
