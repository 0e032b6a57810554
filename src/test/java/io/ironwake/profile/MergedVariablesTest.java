package io.ironwake.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.profile.MergedVariables.Leaf;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergedVariablesTest {
  private static MergedVariables merge(VariableLayer... layers) {
    return MergedVariables.of(List.of(layers));
  }

  private static VariableLayer layer(String origin, Map<String, Object> values) {
    return new VariableLayer(origin, values);
  }

  @Test
  void mapsAreMergedKeyByKeyHoweverDeep() {
    MergedVariables merged =
        merge(
            layer("global", Map.of("net", Map.of("dns", Map.of("a", "1", "b", "2"), "mtu", 1500))),
            layer("machine n", Map.of("net", Map.of("dns", Map.of("b", "3")))));

    assertThat(merged.values())
        .isEqualTo(Map.of("net", Map.of("dns", Map.of("a", "1", "b", "3"), "mtu", 1500)));
  }

  @Test
  void listsAreReplacedNotJoined() {
    MergedVariables merged =
        merge(
            layer("global", Map.of("ntp", List.of("a", "b"))),
            layer("group g", Map.of("ntp", List.of("c"))));

    assertThat(merged.values()).isEqualTo(Map.of("ntp", List.of("c")));
  }

  @Test
  void everyValueKnowsItsOriginAndWhomItHides() {
    MergedVariables merged =
        merge(
            layer("global", Map.of("zone", "a", "only", true)),
            layer("profile p", Map.of("zone", "b")),
            layer("machine n", Map.of("zone", "c")));

    assertThat(merged.leaves())
        .containsExactly(
            new Leaf("only", true, "global", List.of()),
            new Leaf("zone", "c", "machine n", List.of("profile p", "global")));
  }

  @Test
  void aScalarTakesAWholeMapsPlaceAndAMapTakesAScalars() {
    MergedVariables scalar =
        merge(
            layer("global", Map.of("x", Map.of("a", "1", "b", "2"), "xy", "stays")),
            layer("machine n", Map.of("x", "flat")));
    MergedVariables map =
        merge(
            layer("global", Map.of("x", "flat")),
            layer("machine n", Map.of("x", Map.of("a", "1"))));

    assertThat(scalar.values()).isEqualTo(Map.of("x", "flat", "xy", "stays"));
    assertThat(scalar.leaves()).extracting(Leaf::path).containsExactly("x", "xy");
    assertThat(map.values()).isEqualTo(Map.of("x", Map.of("a", "1")));
    assertThat(map.leaves()).extracting(Leaf::path).containsExactly("x.a");
  }

  @Test
  void pathsAreWrittenAsATemplateWritesThem() {
    MergedVariables merged =
        merge(layer("global", Map.of("rack", Map.of("unit-no", 7, "row", "b"))));

    assertThat(merged.leaves())
        .extracting(Leaf::path)
        .containsExactly("rack.row", "rack[\"unit-no\"]");
  }

  @Test
  void secretsAreMaskedInLeavesAndWhereAMapAroundThemIsSecret() {
    MergedVariables merged =
        merge(
            layer(
                "global",
                Map.of("join_token", "t0p", "secrets", Map.of("a", "s3cret"), "site", "berlin")));

    assertThat(merged.leaves())
        .extracting(Leaf::value)
        .containsExactly(SecretFields.MASK, SecretFields.MASK, "berlin");
    assertThat(merged.values()).containsEntry("join_token", "t0p");
  }

  @Test
  void aNameThatNoTemplateCouldWriteIsRefusedWithTheFix() {
    assertThatThrownBy(() -> layer("global", Map.of("disk-size", "1")))
        .hasMessageContaining("variables.disk-size")
        .hasMessageContaining("letters, digits and '_'");
  }

  @Test
  void aValueWithoutContentIsRefused() {
    Map<String, Object> nulls = new java.util.HashMap<>();
    nulls.put("x", null);

    assertThatThrownBy(() -> layer("global", nulls))
        .hasMessageContaining("variables.x has no value");
  }

  @Test
  void whatLayersHoldIsNotPrinted() {
    assertThat(layer("global", Map.of("a", "s3cret")).toString()).doesNotContain("s3cret");
  }

  @Test
  void theMergedTreeCannotBeChanged() {
    Map<String, Object> values = merge(layer("global", Map.of("a", Map.of("b", "1")))).values();

    assertThatThrownBy(() -> values.put("x", "y"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((Map<?, ?>) values.get("a")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
