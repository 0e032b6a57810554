package io.ironwake.matchbox;

import io.ironwake.net.Pure;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One rendering of a template. */
@Pure
final class GoRendering {
  private static final int LARGEST = 4 << 20;
  private static final int MOST_STEPS = 1_000_000;

  private record Variable(String name, Object value) {}

  private final StringBuilder out = new StringBuilder();
  private final Deque<Variable> variables = new ArrayDeque<>();
  private final GoCalls calls = new GoCalls(this::value);
  private Object dot;
  private int steps;

  GoRendering(Map<String, Object> values) {
    this.dot = values;
    variables.push(new Variable("", values));
  }

  String render(List<GoNode> nodes) {
    all(nodes);
    return out.toString();
  }

  private void all(List<GoNode> nodes) {
    int known = variables.size();
    nodes.forEach(this::one);
    while (variables.size() > known) {
      variables.pop();
    }
  }

  private void one(GoNode node) {
    count();
    switch (node) {
      case GoNode.Text text -> out.append(text.text());
      case GoNode.Print print -> out.append(GoValues.printed(value(print.value())));
      case GoNode.Declare declare ->
          variables.push(new Variable(declare.name(), value(declare.value())));
      case GoNode.Choice choice -> choose(choice);
      case GoNode.Range range -> repeat(range);
    }
  }

  private void count() {
    if (++steps > MOST_STEPS || out.length() > LARGEST) {
      throw new TemplateException(1, 1, "the template's output is too large");
    }
  }

  private void choose(GoNode.Choice choice) {
    Object condition = value(choice.condition());
    int known = variables.size();
    choice.name().ifPresent(name -> variables.push(new Variable(name, condition)));
    boolean holds = GoValues.truth(condition);
    Object outer = dot;
    dot = holds && choice.rebinds() ? condition : outer;
    all(holds ? choice.then() : choice.otherwise());
    dot = outer;
    while (variables.size() > known) {
      variables.pop();
    }
  }

  private void repeat(GoNode.Range range) {
    Object list = value(range.list());
    switch (list) {
      case List<?> all when !all.isEmpty() -> {
        for (int i = 0; i < all.size(); i++) {
          round(range, (long) i, all.get(i));
        }
      }
      case Map<?, ?> map when !map.isEmpty() ->
          new TreeMap<>(map).forEach((key, value) -> round(range, key, value));
      default -> {
        if (GoValues.truth(list) || list instanceof Boolean || list instanceof Double) {
          throw range.list().at().wrong("range needs a list or a map, not " + GoValues.kind(list));
        }
        all(range.otherwise());
      }
    }
  }

  private void round(GoNode.Range range, Object key, Object value) {
    count();
    Object outer = dot;
    int known = variables.size();
    dot = value;
    range.key().ifPresent(name -> variables.push(new Variable(name, key)));
    range.value().ifPresent(name -> variables.push(new Variable(name, value)));
    all(range.body());
    dot = outer;
    while (variables.size() > known) {
      variables.pop();
    }
  }

  private Object value(GoExpression expression) {
    return switch (expression) {
      case GoExpression.Literal literal -> literal.value();
      case GoExpression.Dot any -> dot;
      case GoExpression.Variable variable -> variable(variable);
      case GoExpression.Field field -> field(field);
      case GoExpression.Call call -> calls.call(call);
    };
  }

  private Object variable(GoExpression.Variable wanted) {
    return variables.stream()
        .filter(each -> each.name.equals(wanted.name()))
        .findFirst()
        .map(Variable::value)
        .orElseThrow(() -> wanted.at().wrong("the variable $" + wanted.name() + " has no value"));
  }

  private Object field(GoExpression.Field field) {
    Object of = value(field.of());
    if (of instanceof Map<?, ?> map) {
      return Optional.<Object>ofNullable(map.get(field.name()))
          .orElseThrow(() -> field.at().wrong("there is no key '" + field.name() + "'"));
    }
    throw field.at().wrong("." + field.name() + " asks for a key of " + GoValues.kind(of));
  }
}
