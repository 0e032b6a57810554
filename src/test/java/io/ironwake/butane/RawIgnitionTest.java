package io.ironwake.butane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawIgnitionTest {
  private static final String UNIT =
      "\"systemd\": {\"units\": [{\"name\": \"a.service\", \"enabled\": true}]}";

  private static String document(String body) {
    return "{\"ignition\": {\"version\": \"3.3.0\"},\n" + body + "}";
  }

  private static List<String> findings(String json) {
    DocumentException wrong =
        catchThrowableOfType(
            DocumentException.class, () -> OperatorDocument.ignition("a.ign", json, Limits.NONE));
    return wrong == null ? List.of() : wrong.findings();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.0.0", "3.1.0", "3.2.0", "3.3.0", "3.4.0", "3.5.0", "3.6.0"})
  void readsEveryVersionOfThree(String version) {
    String json = "{\"ignition\": {\"version\": \"" + version + "\"}, " + UNIT + "}";

    assertThat(OperatorDocument.ignition("a.ign", json, Limits.NONE).version()).isEqualTo(version);
  }

  @Test
  void readsTextsNumbersAndWhiteSpaceOfJson() {
    String json =
        document(
            "\t\"passwd\": {\"users\": [ {\"name\": \"core\", \"uid\": 5,\r\n \"gecos\": \"\\u00e9\\uD83D\\uDE00\\/\\\"\\\\\"} ] }");

    assertThat(OperatorDocument.ignition("a.ign", json, Limits.NONE).root().get("passwd"))
        .isEqualTo(
            Map.of(
                "users",
                List.of(Map.of("gecos", "é\uD83D\uDE00/\"\\", "name", "core", "uid", 5L))));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("", "1:1: says nothing"),
        arguments("[]", "1:1: must be a map that begins with {\"ignition\""),
        arguments("variant: flatcar", "1:1: expected a JSON value"),
        arguments("{}", "1:1: needs the key ignition with a version, such as 3.3.0"),
        arguments("{\"ignition\": {}}", "1:14: needs the key version: 3.0.0,"),
        arguments(
            "{\"ignition\": {\"version\": \"2.3.0\"}}",
            "1:26: version: Ignition 1 and 2 are not supported; rewrite it for version 3"),
        arguments(
            "{\"ignition\": {\"version\": \"3.7.0\"}}", "1:26: version: must be one of 3.0.0,"),
        arguments("{\"ignition\": {\"version\": \"3.3.0\"}}", "1:1: says nothing"),
        arguments(document(UNIT + ","), "2:"),
        arguments(document(UNIT) + "x", "expected the end of the document"),
        arguments("{\"ignition\": {\"version\": \"3.3.0\"}", "the document ends too early"),
        arguments("{\"a", "the document ends inside a text"),
        arguments("{\"a\\x\": 1}", "expected one of"),
        arguments("{'a': 1}", "1:2: expected a key in double quotes"),
        arguments("{\"a\": 01}", "1:8: expected '}' or ',' after a value"),
        arguments(
            "{\"a\": 1, \"a\": 2, \"ignition\": {\"version\": \"3.3.0\"}}",
            "1:10: the key 'a' stands here twice"),
        arguments(
            document("\"systemd\": {\"unit\": []}"),
            "2:13: unknown key 'unit' in systemd; did you mean 'units'?"),
        arguments(
            document(
                "\"storage\": {\"files\": [{\"path\": \"/a\", \"contents\": {\"inline\": \"x\"}}]}"),
            "2:51: storage.files[0].contents.inline: is Butane's alone; write source:"),
        arguments(
            document("\"storage\": {\"files\": [{\"path\": \"/a\", \"mode\": 644}]}"),
            "storage.files[0].mode: 644 is decimal and means 01204; write 420 (0644)"),
        arguments(
            document("\"storage\": {\"files\": [{\"path\": \"/a\", \"mode\": \"0644\"}]}"),
            "must be a number without quotes, such as 420 (0644)"),
        arguments(
            document("\"storage\": {\"files\": [{\"path\": \"/a\", \"mode\": 2541}]}"),
            "drops setuid, setgid and sticky; use version 3.4.0"),
        arguments(
            document("\"storage\": {\"files\": [{\"path\": 5}]}"),
            "2:32: storage.files[0].path: must be text; put it in quotes"),
        arguments(
            document("\"storage\": {\"files\": [{\"path\": \"/a\", \"overwrite\": \"true\"}]}"),
            "must be true or false, without quotes"),
        arguments(
            document(
                "\"storage\": {\"disks\": [{\"device\": \"/dev/a\", \"partitions\": [{\"sizeMiB\": \"1\"}]}]}"),
            "storage.disks[0].partitions[0].sizeMiB: must be a whole number"),
        arguments(
            document(
                "\"storage\": {\"luks\": [{\"name\": \"a\", \"device\": \"/dev/a\", \"discard\": true}]}"),
            "storage.luks[0].discard: needs version 3.4.0; this document says version 3.3.0"),
        arguments(
            document(
                "\"storage\": {\"filesystems\": [{\"device\": \"/dev/a\", \"format\": \"xfs\", \"path\": \"/a\", \"withMountUnit\": true}]}"),
            "write the mount unit into systemd.units"),
        arguments(
            document("\"passwd\": {\"users\": [{\"name\": \"\\ud800\"}]}"), "is not valid Unicode"),
        arguments(
            "{\"variant\": \"flatcar\", \"ignition\": {\"version\": \"3.3.0\"}}",
            "1:2: variant: is Butane's alone; remove it"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void everyMistakeHasItsPlaceAndFix(String json, String finding) {
    assertThat(findings(json))
        .anySatisfy(each -> assertThat(each).startsWith("a.ign:").contains(finding));
  }

  @Test
  void depthIsBounded() {
    assertThat(findings("[".repeat(100_000)))
        .singleElement()
        .asString()
        .contains("nested more than");
  }
}
