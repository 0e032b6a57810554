package io.ironwake.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.image.Splice.Patch;
import io.ironwake.image.Splice.Piece;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class IsoPatchTest {
  private static final IsoPatch.Place PLACE =
      new IsoPatch.Place(4096, 10, 2048, List.of(100L, 200L));

  @Test
  void aShorterTextIsFilledUpAndNothingElseChanges() {
    Splice splice = IsoPatch.of(PLACE, "abc");

    assertThat(text(splice, 4090, 30)).isEqualTo("(6)abc\n\n\n\n\n\n\n(14)");
    assertThat(splice.patches()).hasSize(1);
  }

  @Test
  void aLongerOneIsToldToEveryFolder() {
    Splice splice = IsoPatch.of(PLACE, "x".repeat(300));

    assertThat(splice.patches()).extracting(Patch::position).containsExactly(100L, 200L, 4096L);
    assertThat(splice.patches().getFirst().bytes()).containsExactly(44, 1, 0, 0, 0, 0, 1, 44);
  }

  @Test
  void whatDoesNotFitIsRefusedWithBothNumbers() {
    assertThatThrownBy(() -> IsoPatch.of(PLACE, "x".repeat(2049)))
        .hasMessageContaining("2049 bytes")
        .hasMessageContaining("room for 2048");
  }

  @Test
  void everyRangeIsWhatTheWholeHasThere() {
    Splice splice = new Splice(List.of(patch(7, "seven"), patch(2, "two"), patch(12, "x")));
    String whole = "aatwoaasevenxaaaaaaa";
    for (int first = 0; first < whole.length(); first++) {
      for (int length = 1; first + length <= whole.length(); length++) {
        assertThat(read(splice, first, length)).isEqualTo(whole.substring(first, first + length));
      }
    }
  }

  @Test
  void patchesOverEachOtherAreRefused() {
    assertThatThrownBy(() -> new Splice(List.of(patch(2, "two"), patch(4, "four"))))
        .hasMessageContaining("over each other");
  }

  private static Patch patch(long position, String text) {
    return new Patch(position, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String read(Splice splice, long first, long length) {
    StringBuilder read = new StringBuilder();
    for (Piece piece : splice.range(first, length)) {
      read.append(
          switch (piece) {
            case Piece.FromFile file -> "a".repeat((int) file.length());
            case Piece.Bytes bytes -> new String(bytes.bytes(), StandardCharsets.US_ASCII);
          });
    }
    return read.toString();
  }

  private static String text(Splice splice, long first, long length) {
    StringBuilder read = new StringBuilder();
    for (Piece piece : splice.range(first, length)) {
      read.append(
          switch (piece) {
            case Piece.FromFile file -> "(" + file.length() + ")";
            case Piece.Bytes bytes -> new String(bytes.bytes(), StandardCharsets.US_ASCII);
          });
    }
    return read.toString();
  }
}
