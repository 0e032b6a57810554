package io.ironwake.rack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.ironwake.address.BootRules;
import io.ironwake.address.ConflictProbe;
import io.ironwake.address.LeaseRules;
import io.ironwake.address.Subnet;
import io.ironwake.net.LocalBoot;
import io.ironwake.problem.Problem;
import io.ironwake.profile.Completion;
import io.ironwake.profile.Effect;
import io.ironwake.profile.OsFamily;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The schema editors get says what the reader says. */
class KindSchemaTest {
  private static final KindSchema SCHEMAS = new KindSchema();
  private static final JsonSchemaFactory FACTORY =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private static final JsonSchema ALL = FACTORY.getSchema(SCHEMAS.all());

  static Stream<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      return files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  private static List<JsonNode> documents(String text) {
    return YamlTree.all("test", text, KindSchemaTest::fail).stream().map(YamlTree::root).toList();
  }

  private static void fail(Problem problem) {
    throw problem;
  }

  private static Set<ValidationMessage> wrong(String document) {
    return ALL.validate(documents(document).getFirst());
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyExampleIsValid(Path file) throws Exception {
    assertThat(documents(Files.readString(file)))
        .isNotEmpty()
        .allSatisfy(document -> assertThat(ALL.validate(document)).isEmpty());
  }

  @Test
  void theSchemaItselfIsValid() {
    JsonSchema meta =
        FACTORY.getSchema(
            com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertThat(meta.validate(SCHEMAS.all())).isEmpty();
    assertThat(Kind.ALL).allSatisfy(kind -> assertThat(meta.validate(SCHEMAS.of(kind))).isEmpty());
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("a misspelt key", "kind: Machine\nname: a\nmcs: []\n"),
        Arguments.of("a misspelt key in a section", "machines:\n- name: a\n  mcs: []\n"),
        Arguments.of(
            "a misspelt key of a reservation",
            "subnets:\n- name: a\n  cidr: 10.0.0.0/8\n  reservations: [{mc: x, address: 10.0.0.1}]\n"),
        Arguments.of("a misspelt section", "machine: []\n"),
        Arguments.of("an unknown kind", "kind: Machin\nname: a\n"),
        Arguments.of("no name", "kind: Group\nselector: {a: b}\n"),
        Arguments.of("an unknown word", "kind: Subnet\nname: a\ncidr: 10.0.0.0/8\nmode: ful\n"),
        Arguments.of("a wrong type", "kind: Machine\nname: a\napproved: maybe\n"),
        Arguments.of("a disk that is no path", "kind: Machine\nname: a\ndisk: sda\n"),
        Arguments.of(
            "a key of another kind", "kind: Group\nname: a\nselector: {a: b}\ndisk: /dev/sda\n"),
        Arguments.of("a key of answers", "kind: Group\nname: a\nselector: {a: b}\nversion: 1\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void mistakesAreFound(String what, String document) {
    assertThat(wrong(document)).isNotEmpty();
  }

  @Test
  void documentsOfOneKindHaveASchemaOfTheirOwn() {
    JsonSchema machine = FACTORY.getSchema(SCHEMAS.of(Kind.MACHINE));
    assertThat(machine.validate(documents("kind: Machine\nname: a\n").getFirst())).isEmpty();
    assertThat(machine.validate(documents("kind: Group\nname: a\n").getFirst())).isNotEmpty();
  }

  private static List<String> enumOf(Kind<?> kind, String key) {
    return Stream.of(SCHEMAS.of(kind).at("/properties/" + key + "/enum"))
        .flatMap(list -> stream(list).map(JsonNode::asText))
        .toList();
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return java.util.stream.StreamSupport.stream(list.spliterator(), false);
  }

  private static List<String> words(Enum<?>[] values) {
    return Arrays.stream(values)
        .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  @Test
  void wordsAreThoseThatAreRead() {
    assertThat(enumOf(Kind.SUBNET, "mode")).hasSameElementsAs(words(Subnet.Mode.values()));
    assertThat(enumOf(Kind.SUBNET, "bootp")).hasSameElementsAs(words(LeaseRules.Bootp.values()));
    assertThat(enumOf(Kind.SUBNET, "conflict-probe"))
        .hasSameElementsAs(words(ConflictProbe.Method.values()));
    assertThat(enumOf(Kind.SUBNET, "unknown")).hasSameElementsAs(words(BootRules.Unknown.values()));
    assertThat(enumOf(Kind.SUBNET, "nonce")).hasSameElementsAs(words(BootRules.Nonce.values()));
    for (Kind<?> kind : List.of(Kind.SUBNET, Kind.GROUP, Kind.MACHINE)) {
      assertThat(enumOf(kind, "local-boot")).hasSameElementsAs(LocalBoot.words());
    }
    assertThat(enumOf(Kind.PROFILE, "os")).hasSameElementsAs(words(OsFamily.values()));
    assertThat(enumOf(Kind.PROFILE, "completion")).hasSameElementsAs(words(Completion.values()));
    assertThat(enumOf(Kind.PROFILE, "effect")).hasSameElementsAs(words(Effect.values()));
  }

  @Test
  void everyKeyIsDescribedAndNoOtherIs() throws Exception {
    JsonNode described;
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/schema.yaml"))) {
      described = documents(new String(in.readAllBytes(), StandardCharsets.UTF_8)).getFirst();
    }
    for (Kind<?> kind : Kind.ALL) {
      ObjectNode properties = (ObjectNode) SCHEMAS.of(kind).get("properties");
      properties.remove(Doc.KIND);
      assertThat(described.path(kind.name()).path("properties").fieldNames())
          .as(kind.name())
          .toIterable()
          .containsExactlyInAnyOrderElementsOf(() -> properties.fieldNames());
    }
    assertThat(described.at("/Reservation/properties").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(
            () ->
                ((ObjectNode)
                        SCHEMAS.of(Kind.SUBNET).at("/properties/reservations/items/properties"))
                    .without("version")
                    .fieldNames());
  }
}
