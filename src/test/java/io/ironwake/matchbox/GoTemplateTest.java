package io.ironwake.matchbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates render as Go renders them, and what Go would not render is refused. */
class GoTemplateTest {
  private static final Map<String, Object> DATA =
      Map.of(
          "name",
          "node1",
          "on",
          true,
          "off",
          false,
          "count",
          3.0,
          "none",
          GoValues.NIL,
          "disks",
          List.of("sda", "sdb"),
          "empty",
          List.of(),
          "net",
          Map.of("ip", "192.0.2.1", "vlans", List.of(Map.of("id", 7.0), Map.of("id", 8.0))),
          "request",
          Map.of("query", Map.of("mac", "52:54:00:00:00:01")));

  private static String render(String text) {
    return GoTemplate.parse(text).render(DATA);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          {{.name}} ~ node1
          a{{ .net.ip }}b ~ a192.0.2.1b
          {{index . "name"}}{{index .net "ip"}}{{index .disks 1}} ~ node1192.0.2.1sdb
          {{index . "missing"}} ~ <no value>
          {{.none}} ~ <no value>
          {{if .on}}y{{else}}n{{end}}{{if .off}}y{{else}}n{{end}} ~ yn
          {{if .off}}a{{else if eq .name "node1"}}b{{else}}c{{end}} ~ b
          {{if and .on (eq .name "node1") (ne .name "x")}}y{{end}} ~ y
          {{if or .off .empty}}y{{else}}n{{end}}{{if not .empty}}y{{end}} ~ ny
          {{range .disks}}/dev/{{.}} {{end}}. ~ /dev/sda /dev/sdb .
          {{range $i, $e := .disks}}{{$i}}{{$e}}{{$.name}} {{end}}. ~ 0sdanode1 1sdbnode1 .
          {{range .empty}}x{{else}}nothing{{end}} ~ nothing
          {{range $k, $v := .request.query}}{{$k}}={{$v}}{{end}} ~ mac=52:54:00:00:00:01
          {{range .net.vlans}}{{.id}},{{end}} ~ 7,8,
          {{with .net}}{{.ip}}{{end}}{{with .none}}x{{else}}y{{end}} ~ 192.0.2.1y
          {{with $n := .net}}{{$n.ip}}{{end}} ~ 192.0.2.1
          {{$x := .name}}{{$x}}-{{$x}} ~ node1-node1
          {{.name | printf "%s.%v" "a"}} ~ a.node1
          {{printf "%d%% %q" 5 "x"}} ~ 5% "x"
          {{len .disks}}{{len .name}} ~ 25
          {{eq .count 3.0}} {{gt .count 2.5}} {{eq "a" "b" "a"}} ~ true true true
          {{(index .disks 0)}}{{(index . "net").ip}} ~ sda192.0.2.1
          {{print "a" 1 2 "b"}} ~ a1 2b
          {{.disks}} {{.net}} ~ [sda sdb] map[ip:192.0.2.1 vlans:[map[id:7] map[id:8]]]
          {{"}}"}}{{`a"b`}} ~ }}a"b
          """)
  void rendersAsGoDoes(String template, String text) {
    assertThat(render(template)).isEqualTo(text);
  }

  @Test
  void trimMarkersTakeWhiteSpaceAway() {
    assertThat(render("a \n {{- if .on -}} \n b \n {{- end}} c")).isEqualTo("ab c");
    assertThat(render("a {{/* no */}} b {{- /* no */ -}} c")).isEqualTo("a  bc");
    assertThat(render("{{-3}}{{- 4}}")).isEqualTo("-34");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1",
    "1500.0, 1500",
    "999999.0, 999999",
    "1000000.0, 1e+06",
    "1234567.0, 1.234567e+06",
    "0.5, 0.5",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "-2.5, -2.5",
    "1e21, 1e+21",
    "0.0, 0"
  })
  void numbersArePrintedAsGoPrintsFloats(double number, String text) {
    assertThat(GoValues.printed(number)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          {{.missing}} ~ no key 'missing'
          {{if .missing}}{{end}} ~ no key 'missing'
          {{.net.gone}} ~ no key 'gone'
          {{.name.x}} ~ a key of a text
          {{eq .count 3}} ~ does not compare a number with a whole number written in the template
          {{lt .on true}} ~ does not compare
          {{index .disks 7}} ~ index 7
          {{range .name}}{{end}} ~ range needs a list
          {{printf "%d" .count}} ~ %d of a number is not supported
          {{printf "%s"}} ~ fewer values
          """)
  void whatGoWouldNotRenderIsRefused(String template, String message) {
    assertThatThrownBy(() -> render(template))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          {{template "x"}} ~ 3 ~ 'template' is not supported; supported are
          {{define "x"}}{{end}} ~ 3 ~ 'define' is not supported
          {{.a | html}} ~ 8 ~ 'html' is not supported
          {{equ .a .b}} ~ 3 ~ did you mean 'eq'?
          {{if .a}} ~ 3 ~ 'if' has no {{end}}
          {{range .a}}{{else}} ~ 3 ~ 'range' has no {{end}}
          {{if .a}}{{else}}{{else}}{{end}} ~ 20 ~ there is an {{else}} already
          a{{end}} ~ 2 ~ {{end}} belongs to nothing here
          {{.a ~ 1 ~ not closed
          {{$x}} ~ 3 ~ $x is not declared
          {{range .a}}{{$x := .}}{{end}}{{$x}} ~ 33 ~ $x is not declared
          {{.a .b}} ~ 3 ~ only a function takes arguments
          {{$x = 1}} ~ 6 ~ '=' is not supported
          {{"a ~ 3 ~ not closed
          {{/* a ~ 1 ~ comment is not closed
          {{}} ~ 3 ~ a value was expected
          {{(.a}} ~ 6 ~ ')' was expected
          """)
  void whatIsNotSupportedIsNamedWithItsPlace(String template, int column, String message) {
    assertThatThrownBy(() -> GoTemplate.parse("\n" + template))
        .isInstanceOfSatisfying(
            TemplateException.class,
            wrong ->
                assertThat(wrong.located("f"))
                    .startsWith("f:2:" + column + ": ")
                    .contains(message));
  }

  @Test
  void aTemplateThatGrowsWithoutEndIsStopped() {
    List<Integer> many = java.util.Collections.nCopies(2000, 1);
    String template = "{{range .a}}{{range $.a}}{{range $.a}}{{end}}{{end}}{{end}}";
    assertThatThrownBy(() -> GoTemplate.parse(template).render(Map.of("a", many)))
        .hasMessageContaining("too large");
    assertThatThrownBy(() -> GoTemplate.parse("{{if .a}}".repeat(60)))
        .hasMessageContaining("nested more than 50");
  }
}
