package io.ironwake.address;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ironwake.problem.Problem;
import io.ironwake.wire.dhcp.OptionText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A DHCP option's value as operators write it: text, a number, true or false, a list, sub-options
 * by their codes, or {@code {value: …, always: true}}.
 *
 * @param node as it was read
 */
public record OptionView(@JsonValue JsonNode node) {
  private static final String VALUE = "value";
  private static final String ALWAYS = "always";
  private static final Pattern SEPARATOR = Pattern.compile("[;|]");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public OptionView {}

  /** The options of one level. */
  public static Map<Integer, OptionView> of(DeclaredOptions options) {
    Map<Integer, OptionView> views = new TreeMap<>();
    options.byCode().forEach((code, option) -> views.put(code, new OptionView(node(option))));
    return views;
  }

  private static JsonNode node(DeclaredOption option) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return option.always()
        ? make.objectNode().put(VALUE, option.text()).put(ALWAYS, true)
        : make.textNode(option.text());
  }

  /**
   * The options they describe, for a caller outside any subnet or reservation.
   *
   * @throws Problem INVALID naming the option and the fix
   */
  public static DeclaredOptions declared(Optional<Map<Integer, OptionView>> views) {
    try {
      return toOptions(views);
    } catch (IllegalArgumentException wrong) {
      throw Problem.invalid("options: " + wrong.getMessage());
    }
  }

  /**
   * The options they describe.
   *
   * @throws IllegalArgumentException naming the option and the fix
   */
  static DeclaredOptions toOptions(Optional<Map<Integer, OptionView>> views) {
    List<DeclaredOption> options = new ArrayList<>();
    views
        .orElse(Map.of())
        .forEach(
            (code, view) -> {
              if (view == null) {
                throw missing(code);
              }
              options.add(view.toOption(code));
            });
    return DeclaredOptions.of(options);
  }

  private static IllegalArgumentException missing(int code) {
    return new IllegalArgumentException(
        "option " + code + " has an empty value (null); give it one, or leave it out");
  }

  private DeclaredOption toOption(int code) {
    if (node instanceof ObjectNode object && object.has(VALUE)) {
      requireKeys(code, object);
      return DeclaredOption.of(
          code, text(code, object.get(VALUE)), object.path(ALWAYS).asBoolean(false));
    }
    return DeclaredOption.of(code, text(code, node), false);
  }

  private static void requireKeys(int code, ObjectNode object) {
    JsonNode always = object.path(ALWAYS);
    boolean known = object.size() == (always.isMissingNode() ? 1 : 2);
    if (!known || !always.isMissingNode() && !always.isBoolean()) {
      throw new IllegalArgumentException(
          "option " + code + " is {value: …, always: true}, or the value alone");
    }
  }

  private static String text(int code, JsonNode value) {
    if (value.isNull()) {
      throw missing(code);
    }
    if (value instanceof ObjectNode object) {
      boolean byEnterprise = OptionText.isByEnterprise(code);
      return join(
          object,
          byEnterprise ? ": " : "=",
          byEnterprise ? " | " : "; ",
          byEnterprise ? inner -> part(code, inner) : inner -> scalar(code, inner));
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(element -> element(code, element))
          .collect(Collectors.joining(", "));
    }
    return value.asText();
  }

  private static String element(int code, JsonNode value) {
    if (value.isNull()) {
      throw missing(code);
    }
    return value.asText();
  }

  private interface Writer {
    String write(JsonNode value);
  }

  private static String join(ObjectNode object, String equals, String separator, Writer writer) {
    return StreamSupport.stream(
            ((Iterable<Map.Entry<String, JsonNode>>) object::fields).spliterator(), false)
        .map(each -> each.getKey() + equals + writer.write(each.getValue()))
        .collect(Collectors.joining(separator));
  }

  private static String part(int code, JsonNode value) {
    return value instanceof ObjectNode subOptions
        ? join(subOptions, "=", "; ", inner -> scalar(code, inner))
        : scalar(code, value);
  }

  /** A separator inside a text would split it, so such a text becomes its bytes. */
  private static String scalar(int code, JsonNode value) {
    if (value.isNull()) {
      throw missing(code);
    }
    if (value.isContainerNode()) {
      throw new IllegalArgumentException(
          "option " + code + ": a sub-option's value is text such as ip:192.0.2.1 or u8:1");
    }
    String text = value.isBoolean() ? "bool:" + value.asText() : value.asText();
    return SEPARATOR.matcher(text).find() && text.startsWith(OptionText.TEXT)
        ? "0x"
            + HexFormat.of()
                .formatHex(
                    text.substring(OptionText.TEXT.length()).getBytes(StandardCharsets.ISO_8859_1))
        : text;
  }
}
