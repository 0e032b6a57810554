package io.ironwake.rack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What is exported is read back as it was, by us and by YAML 1.1. */
class DocTextTest {
  private static ObjectNode doc(String json) throws Exception {
    return (ObjectNode) ItemReader.JSON.readTree(json);
  }

  private static void same(String json) throws Exception {
    ObjectNode doc = doc(json);
    String text = DocText.of(doc);
    assertThat(YamlTree.all("f", text, problem -> assertThat(problem).isNull()).getFirst().root())
        .as(text)
        .hasToString(doc.toString());
    Object plain = ItemReader.JSON.treeToValue(doc, Object.class);
    assertThat((Object) new Yaml().load(text)).as(text).isEqualTo(plain);
  }

  @Test
  void textsThatLookLikeSomethingElseStayTexts() throws Exception {
    same(
        "{\"a\": \"52:54:00:00:00:01\", \"b\": \"3.10\", \"c\": \"no\", \"d\": \"0x1f\", \"e\": \"\","
            + " \"f\": \"true\", \"g\": \"12\", \"h\": \"- x\", \"i\": \"a: b\", \"j\": \"#x\","
            + " \"y\": \"1_000\", \"k\": \" x \", \"l\": \"a\\tb\", \"m\": \"2026-01-01\","
            + " \"n\": \"\\u0007\\u2028\\ud83d\\ude00\", \"o\": \"~\", \"p\": \"{x}\", \"q\": \"******\"}");
  }

  @Test
  void numbersWordsAndEmptyThingsStay() throws Exception {
    same("{\"a\": 1, \"b\": -20, \"c\": true, \"d\": {}, \"e\": [], \"f\": [[], {}, [1, [2]]]}");
  }

  @Test
  void listsOfMapsAndMapsOfLists() throws Exception {
    same(
        "{\"a\": [{\"b\": 1, \"c\": [\"x\", {\"d\": \"e\"}]}, {\"f\": {\"g\": [{\"h\": \"i\"}]}}],"
            + " \"42\": {\"on\": \"off\"}}");
  }

  @Test
  void linesStayLines() throws Exception {
    same(
        "{\"a\": {\"one\": \"x\\n\", \"two\": \"x\\n  y\\n\\nz\\n\", \"no end\": \"x\\ny\","
            + " \"more\": \"x\\n\\n\\n\", \"lead\": \"  x\\ny\\n\", \"tab\": \"x\\n\\ty\\n\","
            + " \"cr\": \"x\\r\\ny\\r\\n\", \"blank\": \"\\n\\n\", \"trail\": \"x \\ny\\n\"},"
            + " \"list\": [\"x\\ny\\n\"]}");
    assertThat(DocText.of(doc("{\"a\": \"#!/bin/sh\\nls\\n\"}")))
        .isEqualTo("a: |\n  #!/bin/sh\n  ls\n");
  }
}
