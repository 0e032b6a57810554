package io.ironwake.butane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ButaneTest {
  static List<String> names() {
    return ButaneDocuments.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void translatesToTheReviewedConfig(String name) throws IOException {
    String actual = ButaneDocuments.json(ButaneDocuments.translate(name));

    Path golden = ButaneDocuments.FOLDER.resolve(name + ".ign");
    if (System.getProperty("update-golden") != null) {
      Files.writeString(golden, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @MethodSource("names")
  void itsOwnReaderTakesWhatItWrites(String name) {
    IgnitionConfig config = ButaneDocuments.translate(name);

    assertThat(OperatorDocument.ignition(name, ButaneDocuments.json(config), Limits.NONE).root())
        .isEqualTo(config.root());
  }

  @ParameterizedTest
  @CsvSource({
    "flatcar,1.0.0,3.3.0",
    "flatcar,1.1.0,3.4.0",
    "fcos,1.0.0,3.0.0",
    "fcos,1.1.0,3.1.0",
    "fcos,1.2.0,3.2.0",
    "fcos,1.3.0,3.2.0",
    "fcos,1.4.0,3.3.0",
    "fcos,1.5.0,3.4.0",
    "fcos,1.6.0,3.5.0"
  })
  void everyVersionHasItsIgnition(String variant, String version, String ignition) {
    IgnitionConfig config = translate(variant, version, "storage: {files: [{path: /etc/x}]}");

    assertThat(config.version()).isEqualTo(ignition);
    assertThat(config.root().get("ignition")).isEqualTo(Map.of("version", ignition));
  }

  @Test
  void theOrderOfKeysIsNotTheAuthors() {
    String one =
        "systemd: {units: [{name: a.service, mask: true}]}\npasswd: {users: [{name: core, uid: 5}]}";
    String other =
        "passwd: {users: [{uid: 5, name: core}]}\nsystemd: {units: [{mask: true, name: a.service}]}";

    assertThat(ButaneDocuments.json(translate("flatcar", "1.0.0", one)))
        .isEqualTo(ButaneDocuments.json(translate("flatcar", "1.0.0", other)));
  }

  @ParameterizedTest
  @CsvSource({
    "0644,420",
    "0o644,420",
    "420,420",
    "0,0",
    "0x1A4,420",
    "0600,384",
    "01777,1023",
    "493,493",
  })
  void modesAreReadAsWritten(String written, int mode) {
    IgnitionConfig config =
        translate("flatcar", "1.1.0", "storage: {files: [{path: /etc/x, mode: " + written + "}]}");

    assertThat(config.root().toString()).contains("mode=" + mode + "}");
  }

  @ParameterizedTest
  @CsvSource({"yes,true", "on,true", "True,true", "no,false", "off,false", "FALSE,false"})
  void truthHasManyWordsInYaml(String written, boolean truth) {
    IgnitionConfig config =
        translate(
            "flatcar", "1.0.0", "systemd: {units: [{name: a.service, enabled: " + written + "}]}");

    assertThat(config.root().toString()).contains("enabled=" + truth);
  }

  @Test
  void plainNumbersAndTruthWordsAreTextWhereTextBelongs() {
    IgnitionConfig config =
        translate(
            "flatcar", "1.0.0", "storage: {files: [{path: /etc/x, contents: {inline: 0123}}]}");

    assertThat(config.root().toString()).contains("data:,0123");
  }

  @Test
  void longTextIsCompressedAndComesBackWhole() throws IOException {
    String text = "the same line again\\n".repeat(200);
    IgnitionConfig config =
        translate(
            "flatcar",
            "1.0.0",
            "storage: {files: [{path: /etc/x, contents: {inline: \"" + text + "\"}}]}");

    String root = config.root().toString();
    assertThat(root).contains("compression=gzip");
    String base64 = root.replaceAll("(?s).*source=data:;base64,([A-Za-z0-9+/=]+).*", "$1");
    byte[] zipped = Base64.getDecoder().decode(base64);
    try (GZIPInputStream unzip = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      assertThat(new String(unzip.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(text.replace("\\n", "\n"));
    }
  }

  @Test
  void sectionsWithoutValuesAreLeftOut() {
    IgnitionConfig config =
        translate(
            "flatcar",
            "1.0.0",
            "storage:\nsystemd:\n  units:\npasswd: {users: [], groups: [{name: g}]}");

    assertThat(config.root()).containsOnlyKeys("ignition", "passwd");
  }

  @Test
  void aliasesAreFollowed() {
    IgnitionConfig config =
        translate(
            "flatcar",
            "1.0.0",
            "storage:\n  files:\n    - path: /etc/a\n      contents: &text {inline: x}\n    - path: /etc/b\n      contents: *text");

    assertThat(config.root().toString().split("data:,x", -1)).hasSize(3);
  }

  @Test
  void anyTextIsTranslatedOrRefusedWithItsPlaces() throws IOException {
    for (int seed = 0; seed < 300; seed++) {
      Mutations mutations = new Mutations(seed);
      String name = mutations.one(ButaneDocuments.names());
      String yaml = mutations.text(ButaneDocuments.text(name + ".bu"));
      String json = mutations.text(ButaneDocuments.text(name + ".ign"));

      assertThat(findings(() -> OperatorDocument.butane("b", yaml, Limits.NONE)))
          .allMatch(each -> each.matches("(?s)b:[1-9]\\d*:[1-9]\\d*: .+"));
      assertThat(findings(() -> OperatorDocument.ignition("i", json, Limits.NONE)))
          .allMatch(each -> each.matches("(?s)i:[1-9]\\d*:[1-9]\\d*: .+"));
    }
  }

  private static List<String> findings(Runnable translation) {
    try {
      translation.run();
      return List.of();
    } catch (DocumentException refused) {
      return refused.findings();
    }
  }

  @Test
  void secretsAreNotShownByToString() {
    IgnitionConfig config =
        translate(
            "flatcar", "1.0.0", "passwd: {users: [{name: u, password_hash: $y$j9T$geheim/$x}]}");

    assertThat(config.toString()).doesNotContain("geheim");
  }

  private static IgnitionConfig translate(String variant, String version, String body) {
    return OperatorDocument.butane(
        "test.bu", "variant: " + variant + "\nversion: " + version + "\n" + body, Limits.NONE);
  }
}
