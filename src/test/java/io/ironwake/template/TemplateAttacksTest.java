package io.ironwake.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a template must not do to Ironwake, each hole by its own test. */
class TemplateAttacksTest {
  /** A bean with a public field, which Pebble reads by itself. */
  public static final class Bean {
    public final String secret = "s3cret";

    /** A getter. */
    public String getSecret() {
      return secret;
    }
  }

  private static String render(String text, Map<String, Object> variables) {
    return Template.parse("t", text, Format.TEXT).render(variables);
  }

  private static void refused(String text, Map<String, Object> variables, String... told) {
    assertThatThrownBy(() -> render(text, variables))
        .isInstanceOf(TemplateException.class)
        .message()
        .contains(told);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ x | raw }}",
        "{{ x | escape('js') }}",
        "{{ x | replace({'a': 'b'}) }}",
        "{{ x | merge(x) }}",
        "{{ x | format('%999999999d') }}",
        "{{ x | date('yyyy') }}",
        "{{ x | abbreviate(3) }}",
        "{{ x | sha256 }}",
      })
  void aFilterThatIsNotOnTheListIsRefused(String text) {
    refused(text, Map.of("x", "a"), "Filter [", "does not exist", "Filters are base64, default");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "autoescape | {% autoescape false %}{{ x }}{% endautoescape %}",
        "include | {% include '/etc/passwd' %}",
        "import | {% import '/etc/passwd' %}",
        "from | {% from '/etc/passwd' import a %}",
        "extends | {% extends '/etc/passwd' %}",
        "embed | {% embed '/etc/passwd' %}{% endembed %}",
        "macro | {% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "block | {% block a %}{% endblock %}",
        "cache | {% cache 'a' %}{% endcache %}",
        "parallel | {% parallel %}{% endparallel %}",
        "flush | {% flush %}",
        "filter | {% filter upper %}a{% endfilter %}",
      })
  void aTagThatIsNotOnTheListIsRefused(String tag, String text) {
    refused(text, Map.of("x", "a"), "t:1:1: there is no tag '" + tag + "' here; use if, for, set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ range(0, 20000000) }}",
        "{% for i in range(0, 20000000) %}{% endfor %}",
        "{{ max(1, 2) }}",
        "{{ i18n('a', 'b') }}",
        "{{ parent() }}",
      })
  void noFunctionCanBeCalled(String text) {
    assertThatThrownBy(() -> render(text, Map.of())).isInstanceOf(TemplateException.class);
  }

  @Test
  void blocksThatNobodyCanDefineAreEmpty() {
    assertThat(render("a{{ block('a') }}b", Map.of())).isEqualTo("ab");
  }

  @Test
  void theContextIsNoVariable() {
    for (String text :
        List.of(
            "{{ _context | length }}", "{% for a in _context %}{% endfor %}", "{{ _context }}")) {
      assertThatThrownBy(() -> render(text, Map.of("x", "a")))
          .isInstanceOf(TemplateException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{% for i in 0..20000000 %}{% endfor %}", "{{ (0..9) | first }}"})
  void rangesCannotBeWrittenAsAnOperatorEither(String text) {
    assertThatThrownBy(() -> render(text, Map.of())).isInstanceOf(TemplateException.class);
  }

  @Test
  void aRegularExpressionCannotRunForEver() {
    assertThatThrownBy(
            () -> render("{% if x matches '(a+)+b' %}{% endif %}", Map.of("x", "a".repeat(40))))
        .isInstanceOf(TemplateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ x.class }}",
        "{{ x.class.forName('java.lang.Runtime') }}",
        "{{ x.getClass() }}",
        "{{ x.getBytes() }}",
        "{{ x['class'] }}",
        "{{ n.MAX_VALUE }}",
        "{{ n.TYPE }}",
        "{{ m.entrySet() }}",
        "{{ m.size() }}",
        "{{ l.size }}",
        "{{ l.getFirst() }}",
        "{{ template.class }}",
        "{{ locale.country }}",
        "{{ _context.x }}",
      })
  void noFieldAndNoMethodOfAJavaObjectCanBeReached(String text) {
    Map<String, Object> variables =
        Map.of("x", "a", "n", 5, "m", Map.of("k", "v"), "l", List.of(1));

    assertThatThrownBy(() -> render(text, variables)).isInstanceOf(TemplateException.class);
  }

  @Test
  void anObjectOfTheProgramsOwnIsNoVariable() {
    assertThatThrownBy(() -> render("{{ bean.secret }}", Map.of("bean", new Bean())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no plain value")
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void whatTheCallerChangesMeanwhileIsNotSeen() {
    Map<String, Object> inner = new HashMap<>(Map.of("k", "v"));
    Map<String, Object> copy = Tree.copyOf(Map.of("m", inner));
    inner.put("k", "changed");

    assertThat(render("{{ m.k }}", copy)).isEqualTo("v");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{{ m }} | this is a map",
        "{{ l }} | this is a list",
        "{{ {'a': 'b'} }} | this is a map",
        "{{ null }} | this is nothing",
        "{{ x ? null : null }} | this is nothing",
      })
  void nothingAndMapsAndListsAreNotPrinted(String text, String told) {
    refused(text, Map.of("m", Map.of("a", "b"), "l", List.of("a"), "x", true), "t:1:1", told);
  }

  @Test
  void aVariableWithoutContentIsRefused() {
    Map<String, Object> nulls = Collections.singletonMap("x", null);

    assertThatThrownBy(() -> render("{{ x }}", nulls)).isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {20_000, 60_000})
  void deepNestingEndsInAMessageNotInTheProgram(int depth) {
    refused(
        "{{ " + "(".repeat(depth) + "1" + ")".repeat(depth) + " }}", Map.of(), "nested too deep");
  }

  @Test
  void deepNestingOfTagsEndsInAMessageToo() {
    String open = "{% if true %}".repeat(4_000);

    assertThatThrownBy(() -> render(open + "{% endif %}".repeat(4_000), Map.of()))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining("nested too deep");
  }

  @Test
  void nestedLoopsThatPrintNothingAreEnded() {
    List<Integer> many = Collections.nCopies(1_000, 1);
    String nested =
        "{% for a in l %}{% for b in l %}{% for c in l %}{% endfor %}{% endfor %}{% endfor %}";

    refused(nested, Map.of("l", many), "its loops go round more than 50000 times");
  }

  @Test
  void whatTakesTooLongIsEnded() {
    AtomicLong clock = new AtomicLong();
    Template template =
        Template.parse(
            "t", "{% for a in l %}{% endfor %}", Format.TEXT, () -> clock.getAndAdd(100_000_000));

    assertThatThrownBy(() -> template.render(Map.of("l", Collections.nCopies(100, 1))))
        .hasMessageContaining("longer than 2000 ms");
  }

  @Test
  void aHugeOutputIsEnded() {
    Map<String, Object> variables =
        Map.of("l", Collections.nCopies(100, 1), "x", "a".repeat(10_000));

    refused("{% for a in l %}{{ x }}{% endfor %}", variables, "longer than 524288 characters");
  }

  @Test
  void textThatDoublesIsEnded() {
    Map<String, Object> variables = Map.of("l", Collections.nCopies(60, 1), "x", "aaaa");

    refused(
        "{% set y = x %}{% for a in l %}{% set y = y ~ y %}{% endfor %}",
        variables, "grew beyond 65536 characters");
  }

  @Test
  void listsCannotBeMadeToGrow() {
    Map<String, Object> variables = Map.of("l", List.of(1));

    refused("{% set m = [l, l] %}", variables, "only text, numbers, true and false can be set");
    refused("{{ (l + l) | length }}", variables, "'+' adds whole numbers");
    refused("{{ [[l, l], [l, l]] | join }}", variables, "filter was given a list");
  }

  @Test
  void manyValuesAreEnded() {
    Map<String, Object> variables = Map.of("l", Collections.nCopies(30_000, 1));

    refused("{% for a in l %}{{ a }}{% endfor %}", variables, "more than 20000 values");
  }

  @Test
  void aTemplateThatIsTooLongIsNotEvenParsed() {
    refused("x".repeat(200_000), Map.of(), "longer than 131072 characters");
  }

  @Test
  void numbersStayInTheirRange() {
    refused("{{ x + x }}", Map.of("x", Long.MAX_VALUE), "out of range");
  }

  @Test
  void noMessageHoldsAValue() {
    Map<String, Object> secret = Map.of("password", "hunter2\n", "n", "hunter2");

    refused("{{ password }}", secret, "line break");
    for (String text :
        List.of("{{ password }}", "{{ n + 1 }}", "{{ n > 1 }}", "{{ n.x }}", "{{ n / 2 }}")) {
      assertThatThrownBy(() -> render(text, secret)).message().doesNotContain("hunter2");
    }
  }
}
