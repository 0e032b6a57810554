package io.ironwake.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What a reader of a document would act upon, without the texts it would merely keep: two documents
 * that differ in texts alone have the same outline.
 */
final class Outline {
  private static final String QUOTED = "(?:'[^']*'|\\\\')+";

  /** As the kernel reads it; iPXE, which knows no quotes, is the business of KernelArgsTest. */
  private static final String OUTSIDE_QUOTES = " +(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

  private Outline() {}

  static Object of(RenderedInstall install) throws Exception {
    Map<String, Object> outline = new LinkedHashMap<>();
    outline.put("words on the line", install.line().split(OUTSIDE_QUOTES, -1).length);
    for (Document each : install.documents()) {
      outline.put(each.name(), of(each));
    }
    return outline;
  }

  private static Object of(Document document) throws Exception {
    String name = document.name();
    if (name.endsWith(".xml")) {
      return xml(document);
    }
    if (name.endsWith(".ign")) {
      return json(new ObjectMapper().readTree(document.text()));
    }
    if (name.endsWith(".yaml") || name.matches("(?:user|meta|vendor)-data|network-config")) {
      return yaml(document.text());
    }
    return switch (name) {
      case "preseed.cfg" -> firstWords(document.text(), 3);
      case "ks.cfg" -> kickstart(document.text());
      default -> shell(document.text());
    };
  }

  static Object yaml(String text) {
    List<Object> documents = new ArrayList<>();
    new Yaml(new SafeConstructor(new LoaderOptions()))
        .loadAll(text)
        .forEach(each -> documents.add(plain(each)));
    return documents;
  }

  static Object load(String yaml) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
  }

  private static Object plain(Object value) {
    return switch (value) {
      case String text -> text.startsWith("#!") ? shell(text) : "text";
      case Map<?, ?> map -> {
        Map<Object, Object> outline = new LinkedHashMap<>();
        map.forEach((key, inner) -> outline.put(key, plain(inner)));
        yield outline;
      }
      case List<?> list -> list.stream().map(Outline::plain).toList();
      case null -> "nothing";
      default -> value;
    };
  }

  private static Object json(JsonNode node) {
    if (node.isTextual()) {
      return "text";
    }
    if (node.isContainerNode()) {
      List<Object> inner = new ArrayList<>();
      node.properties().forEach(each -> inner.add(each.getKey() + ": " + json(each.getValue())));
      if (node.isArray()) {
        node.forEach(each -> inner.add(json(each)));
      }
      return inner;
    }
    return node.asText();
  }

  private static Object xml(Document document) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    return xml(
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(document.bytes()))
            .getDocumentElement());
  }

  private static Object xml(Element element) {
    List<Object> inner = new ArrayList<>();
    for (Node each = element.getFirstChild(); each != null; each = each.getNextSibling()) {
      switch (each.getNodeType()) {
        case Node.ELEMENT_NODE -> inner.add(xml((Element) each));
        case Node.CDATA_SECTION_NODE -> inner.add(shell(each.getTextContent()));
        case Node.TEXT_NODE -> {}
        default -> inner.add("node of type " + each.getNodeType());
      }
    }
    return element.getTagName() + inner;
  }

  static Object shell(String text) {
    return text.replaceAll(QUOTED, "Q");
  }

  private static List<String> firstWords(String text, int words) {
    return text.lines()
        .map(
            line ->
                String.join(
                    " ",
                    List.of(line.split(" +")).subList(0, Math.min(words, line.split(" +").length))))
        .toList();
  }

  /** Commands by their first word, sections whole. */
  private static List<Object> kickstart(String text) {
    List<Object> outline = new ArrayList<>();
    boolean section = false;
    for (String line : text.split("\n", -1)) {
      section |= line.startsWith("%") && !line.equals("%end");
      outline.add(section ? line : firstWords(line, 1));
      section &= !line.equals("%end");
    }
    return List.of(shell(outline.toString()));
  }
}
