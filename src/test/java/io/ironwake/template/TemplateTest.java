package io.ironwake.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  private static final Map<String, Object> RACK =
      Map.of(
          "site",
          "berlin",
          "net",
          Map.of("mtu", 9000, "dns", List.of("10.0.0.1", "10.0.0.2")),
          "tls",
          true);

  private static String render(String text) {
    return Template.parse("motd", text, Format.TEXT).render(RACK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '^',
      value = {
        "{{ site }} ^ berlin",
        "{{ net.mtu }} ^ 9000",
        "{{ net['mtu'] }} ^ 9000",
        "{{ net.dns[1] }} ^ 10.0.0.2",
        "{{ net.dns | join(', ') }} ^ 10.0.0.1, 10.0.0.2",
        "{% for each in net.dns %}<{{ each }}>{% endfor %} ^ <10.0.0.1><10.0.0.2>",
        "{% if tls %}https{% else %}http{% endif %}:// ^ https://",
        "{% if net.mtu > 1500 %}jumbo{% endif %} ^ jumbo",
        "{% if nothing is defined %}a{% else %}b{% endif %} ^ b",
        "{{ nothing | default('usual') }} ^ usual",
        "{{ site | upper }} ^ BERLIN",
        "{{ site | base64 }} ^ YmVybGlu",
        "{{ net.dns | length }} ^ 2",
        "{{ 'a,b' | split | last }} ^ b",
        "{% set x = site ~ '-' ~ net.mtu %}{{ x }} ^ berlin-9000",
        "{{ tls ? 'yes' : 'no' }} ^ yes",
        "{% verbatim %}{{ x }}{% endverbatim %} ^ {{ x }}",
        "a{## a comment ##}b ^ ab",
        "${#array[@]} ^ ${#array[@]}",
        "${{ net.mtu }} {hostname} ^ $9000 {hostname}",
      })
  void whatOperatorsNeedWorks(String text, String becomes) {
    assertThat(render(text)).isEqualTo(becomes);
  }

  @Test
  void noNewlineIsTrimmed() {
    assertThat(render("{{ site }}\n{% if tls %}\nx\n{% endif %}\n")).isEqualTo("berlin\n\nx\n\n");
  }

  @Test
  void aMissingVariableIsToldWithItsPlaceAndTheNearest() {
    assertThatThrownBy(() -> render("a\n  {{ nett.mtu }}\n"))
        .isInstanceOf(TemplateException.class)
        .hasMessage("motd:2:6: the variable 'nett' is not set; did you mean 'net'?");
    assertThatThrownBy(() -> render("{{ site }} {{ net.mtuu }}"))
        .hasMessage("motd:1:15: the variable 'net.mtuu' is not set; did you mean 'net.mtu'?");
    assertThatThrownBy(() -> render("{{ net.dns[7] }}")).hasMessageContaining("motd:1:");
  }

  @Test
  void onlyAMissingVariableCountsAsOne() {
    assertThatThrownBy(() -> render("{{ gone }}"))
        .isInstanceOfSatisfying(
            TemplateException.class, e -> assertThat(e.isMissingVariable()).isTrue());
    assertThatThrownBy(() -> render("{{ net }}"))
        .isInstanceOfSatisfying(
            TemplateException.class, e -> assertThat(e.isMissingVariable()).isFalse());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\n{{ site", "a\n{% for x %}", "a\n{{ site | }}", "a\n{% if tls %}\n"})
  void whatCannotBeParsedIsToldWithFileLineAndColumn(String text) {
    assertThatThrownBy(() -> Template.parse("motd", text, Format.TEXT))
        .isInstanceOf(TemplateException.class)
        .message()
        .matches("(?s)motd:[23]:\\d+: .+");
  }

  @Test
  void anUnknownFormatNamesTheNearest() {
    assertThatThrownBy(() -> Format.parse("yml"))
        .hasMessageContaining("'yml' is not a format; did you mean 'yaml'?");
  }
}
