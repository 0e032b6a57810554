package io.ironwake.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelMatchTest {
  private static final Map<String, String> LABELS =
      Map.of("rack", "r1", "note", ">=64", "hw.memory-gib", "64", "hw.product", "R740");

  @ParameterizedTest
  @CsvSource({
    "rack, true",
    "rack=r1, true",
    "rack!=r1, false",
    "rack!=r2, true",
    "role!=x, true",
    "hw.memory-gib>=64, true",
    "hw.memory-gib>64, false",
    "hw.memory-gib<=64, true",
    "hw.memory-gib<100, true",
    "hw.memory-gib>=9, true",
    "hw.memory-gib>=64.5, false",
    "hw.product>=1, false",
    "hw.disk-count>=0, false",
    "role, false"
  })
  void aLabelIsComparedAsTextOrAsANumber(String asked, boolean holds) {
    assertThat(LabelMatch.parse(asked).holds(LABELS)).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({
    "hw.memory-gib, >=64, true", "hw.memory-gib, > 64, false", "hw.memory-gib, 64, true",
    "hw.product, !=R640, true", "note, >=64, true", "rack, >=64, false"
  })
  void aSelectorComparesOnlyWhatWasMeasured(String key, String value, boolean holds) {
    assertThat(new Selector(Map.of(key, value)).selects(LABELS)).isEqualTo(holds);
  }

  @Test
  void anOrderNeedsANumber() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Selector(Map.of("hw.memory-gib", ">=much")))
        .withMessage("label hw.memory-gib>=much: a number must follow >=");
  }
}
