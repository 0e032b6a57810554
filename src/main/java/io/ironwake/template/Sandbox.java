package io.ironwake.template;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.attributes.AttributeResolver;
import io.pebbletemplates.pebble.extension.Extension;
import io.pebbletemplates.pebble.extension.ExtensionCustomizer;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.extension.NodeVisitorFactory;
import io.pebbletemplates.pebble.extension.Test;
import io.pebbletemplates.pebble.extension.core.CoreExtension;
import io.pebbletemplates.pebble.lexer.Syntax;
import io.pebbletemplates.pebble.loader.MemoryLoader;
import io.pebbletemplates.pebble.operator.BinaryOperator;
import io.pebbletemplates.pebble.operator.BinaryOperatorImpl;
import io.pebbletemplates.pebble.operator.BinaryOperatorType;
import io.pebbletemplates.pebble.operator.UnaryOperator;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;
import io.pebbletemplates.pebble.tokenParser.TokenParser;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Pebble with what is on our lists and nothing else. Pebble's own escaping is off: {@link Printer}
 * keeps values apart from text, and the {@link Format} writes them.
 */
final class Sandbox {
  private static final Set<String> TAGS = Set.of("if", "verbatim");
  private static final Set<String> TESTS =
      Set.of("defined", "empty", "even", "odd", "map", "iterable");
  private static final Set<String> OPERATORS =
      Set.of(
          "or", "and", "is", "is not", "==", "equals", "!=", ">", "<", ">=", "<=", "-", "*", "%",
          "|");

  private Sandbox() {}

  static PebbleEngine engine() {
    return new PebbleEngine.Builder()
        .loader(new MemoryLoader())
        .syntax(
            new Syntax.Builder()
                .setCommentOpenDelimiter("{##")
                .setCommentCloseDelimiter("##}")
                .setEnableNewLineTrimming(false)
                .build())
        .strictVariables(true)
        .newLineTrimming(false)
        .autoEscaping(false)
        .cacheActive(false)
        .defaultLocale(Locale.ROOT)
        .registerExtensionCustomizer(AllowList::new)
        .build();
  }

  /** What is left of one of Pebble's extensions. */
  private static final class AllowList extends ExtensionCustomizer {
    private final boolean core;

    AllowList(Extension extension) {
      super(extension);
      core = extension instanceof CoreExtension;
    }

    @Override
    public Map<String, Filter> getFilters() {
      return core ? Filters.all() : Map.of();
    }

    @Override
    public Map<String, Test> getTests() {
      return core
          ? super.getTests().entrySet().stream()
              .filter(each -> TESTS.contains(each.getKey()))
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue))
          : Map.of();
    }

    @Override
    public Map<String, Function> getFunctions() {
      return Map.of();
    }

    @Override
    public List<TokenParser> getTokenParsers() {
      if (!core) {
        return List.of();
      }
      List<TokenParser> parsers =
          super.getTokenParsers().stream()
              .filter(each -> TAGS.contains(each.getTag()))
              .collect(Collectors.toList());
      parsers.add(new BoundedLoop());
      parsers.add(new BoundedSet());
      return parsers;
    }

    @Override
    public List<BinaryOperator> getBinaryOperators() {
      if (!core) {
        return List.of();
      }
      List<BinaryOperator> operators =
          super.getBinaryOperators().stream()
              .map(AllowList::bounded)
              .filter(each -> isKnown(each.getSymbol()))
              .toList();
      return operators;
    }

    private static boolean isKnown(String symbol) {
      return OPERATORS.contains(symbol) || symbol.equals("~") || symbol.equals("+");
    }

    private static BinaryOperator bounded(BinaryOperator usual) {
      return switch (usual.getSymbol()) {
        case "~" ->
            new BinaryOperatorImpl(
                "~",
                usual.getPrecedence(),
                Joined::new,
                BinaryOperatorType.NORMAL,
                usual.getAssociativity());
        case "+" ->
            new BinaryOperatorImpl(
                "+",
                usual.getPrecedence(),
                Sum::new,
                BinaryOperatorType.NORMAL,
                usual.getAssociativity());
        default -> usual;
      };
    }

    @Override
    public List<UnaryOperator> getUnaryOperators() {
      return core ? super.getUnaryOperators() : List.of();
    }

    @Override
    public Map<String, Object> getGlobalVariables() {
      return Map.of();
    }

    @Override
    public List<NodeVisitorFactory> getNodeVisitors() {
      return core
          ? List.of(template -> new CheckedPrints((PebbleTemplateImpl) template))
          : List.of();
    }

    @Override
    public List<AttributeResolver> getAttributeResolver() {
      return core ? List.of(new TreeResolver()) : List.of();
    }
  }
}
