package io.ironwake.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Values stay values, judged by real readers of each format where there is one. */
class EscapingTest {
  /** What a value may try in any format. */
  static List<String> hostile() {
    return List.of(
        "plain",
        "",
        "two words",
        "a'b",
        "a\"b",
        "a\\",
        "\\",
        "$(touch /tmp/ironwake-escaped)",
        "`touch /tmp/ironwake-escaped`",
        "${HOME}",
        "; touch /tmp/ironwake-escaped #",
        "'; touch /tmp/ironwake-escaped; '",
        "\"; touch /tmp/ironwake-escaped; \"",
        "line\nEOF\ntouch /tmp/ironwake-escaped\n",
        "\nsecond: true",
        " leading",
        "trailing ",
        "# comment",
        "- item",
        "&anchor",
        "*alias",
        "!!binary x",
        "a: b",
        "a #b",
        "{a: b}",
        "[a]",
        "|",
        ">",
        "%TAG",
        "@x",
        "---\nx: y",
        "...",
        "yes",
        "null",
        "1.10",
        "0x10",
        "\t",
        "\r\n",
        "\u0085\u2028\u2029\ufeff",
        "\u00e4\ud83d\ude00",
        "<!-- -->",
        "]]>",
        "</a><b/>",
        "&amp;",
        "xvalue0z xvalue1z",
        "done",
        "%end",
        "%i%%");
  }

  private static String render(Format format, String text, Object value) {
    return Template.parse("t", text, format).render(Map.of("x", value));
  }

  private static void refused(Format format, String text, Object value, String told) {
    assertThatThrownBy(() -> render(format, text, value))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(told);
  }

  private static Object yaml(String text) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void yamlHoldsTheVeryValueInEveryStyle(String value) {
    String text =
        """
        plain: {{ x }}
        inside: a-{{ x }}-b
        single: 'it''s {{ x }}'
        double: "a\\t{{ x }}"
        list: [{{ x }}, "b"]
        ? key-{{ x }}
        : deep:
            - {{ x }}
        folded: >
          a {{ x }}
        literal: |
          first
            {{ x }} and
          last
        after: true
        """;

    Map<?, ?> read = (Map<?, ?>) yaml(render(Format.YAML, text, value));

    assertThat(read.get("plain")).isEqualTo(value);
    assertThat(read.get("inside")).isEqualTo("a-" + value + "-b");
    assertThat(read.get("single")).isEqualTo("it's " + value);
    assertThat(read.get("double")).isEqualTo("a\t" + value);
    assertThat(read.get("list")).isEqualTo(List.of(value, "b"));
    assertThat(read.get("key-" + value)).isEqualTo(Map.of("deep", List.of(value)));
    assertThat(read.get("folded")).isEqualTo("a " + value + "\n");
    assertThat(read.get("literal")).isEqualTo("first\n  " + value + " and\nlast\n");
    assertThat(read.get("after")).isEqualTo(true);
    assertThat(read).hasSize(9);
  }

  @Test
  void yamlKeepsNumbersAndBooleansBareAndBlocksReadable() {
    assertThat(render(Format.YAML, "a: {{ x }}\n", 9000)).isEqualTo("a: 9000\n");
    assertThat(render(Format.YAML, "a: {{ x }}\n", true)).isEqualTo("a: true\n");
    assertThat(render(Format.YAML, "#cloud-config\na: |\n  b {{ x }}\n  c\n", "1\n2"))
        .isEqualTo("#cloud-config\na: |\n  b 1\n  2\n  c\n");
  }

  @Test
  void yamlTakesPlainWordsInCommentsAndNothingElse() {
    assertThat(render(Format.YAML, "# of {{ x }}\na: b\n", "rack-7"))
        .isEqualTo("# of rack-7\na: b\n");
    refused(Format.YAML, "# of {{ x }}\na: b\n", "x\nevil: true", "comment");
    refused(Format.YAML, "a: &{{ x }} b\n", "q r", "anchor");
    refused(Format.YAML, "a: b\n  c{{ x }}: d\n", "v", "not YAML");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void jsonHoldsTheVeryValue(String value) throws IOException {
    String text = "{\"a\": {{ x }}, \"b\": \"<{{ x }}>\", \"c\\\"\": \"\\\\{{ x }}\"}";

    Map<?, ?> read = new ObjectMapper().readValue(render(Format.JSON, text, value), Map.class);

    assertThat(read).isEqualTo(Map.of("a", value, "b", "<" + value + ">", "c\"", "\\" + value));
  }

  @Test
  void jsonKeepsNumbersBareAndRefusesAValueAfterABackslash() {
    assertThat(render(Format.JSON, "[{{ x }}]", 5)).isEqualTo("[5]");
    refused(Format.JSON, "[\"\\{{ x }}\"]", "n", "backslash");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void xmlHoldsTheVeryValue(String value) throws Exception {
    String xml = "<r a=\"{{ x }}\" b='{{ x }}'>{{ x }}</r>";
    String written = render(Format.XML, xml, value);

    var root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(written.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();

    assertThat(root.getTextContent()).isEqualTo(value.replace("\r\n", "\n"));
    assertThat(root.getAttribute("a"))
        .isEqualTo(value.replace("\r\n", " ").replaceAll("[\n\t]", " "));
    assertThat(root.getAttribute("b")).isEqualTo(root.getAttribute("a"));
    assertThat(root.getChildNodes().getLength()).isLessThan(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<{{ x }}/>", "<!-- {{ x }} -->", "<![CDATA[{{ x }}]]>", "<?a {{ x }}?>"})
  void xmlTakesPlainWordsElsewhere(String text) {
    assertThat(render(Format.XML, text, "abc")).contains("abc");
    refused(Format.XML, text, "a b=\"c\"", "only letters");
  }

  @Test
  void aShellReadsTheVeryValueWhereverItStands() throws Exception {
    StringBuilder script = new StringBuilder("set -u\n");
    int wanted = 0;
    for (String value : hostile()) {
      script.append(
          render(
              Format.SHELL,
              """
              printf '%s\\n' {{ x }} a{{ x }}b '{{ x }}' "{{ x }}" "a${HOME}{{ x }}" # of it's
              V={{ x }}; printf '%s\\n' "$V" "$(echo x)$V" $'a\\'b'{{ x }}
              cat <<EOF-$
              EOF-$
              cat <<'END'
              <{{ x }}>
              END
              cat <<-END
              \t<{{ x }}> ${#V}
              \tEND
              """
                  .replace("cat <<EOF-$\nEOF-$\n", ""),
              value));
      wanted++;
    }
    String home = "/nowhere";
    String told = sh(script.toString(), home);

    StringBuilder expected = new StringBuilder();
    for (String v : hostile()) {
      for (String line :
          List.of(v, "a" + v + "b", v, v, "a" + home + v, v, "x" + v, "a'b" + v, "<" + v + ">")) {
        expected.append(line).append('\n');
      }
      expected
          .append("<")
          .append(v)
          .append("> ")
          .append(v.codePointCount(0, v.length()))
          .append('\n');
    }
    assertThat(wanted).isPositive();
    assertThat(told).isEqualTo(expected.toString());
    assertThat(java.nio.file.Path.of("/tmp/ironwake-escaped")).doesNotExist();
  }

  private static String sh(String script, String home) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", "-s");
    builder.environment().put("HOME", home);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return told;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "echo \"$(cat \"a\" {{ x }})\" | too intricate to follow",
        "echo `{{ x }}` | too intricate",
        "echo $((1 << 2))\\n{{ x }} | too intricate",
        "echo ${a:-{{ x }}} | too intricate",
        "echo \"${a:-'}\" '{{ x }} | too intricate",
        "a[1<<b]=c\\n{{ x }}\\nb\\n{{ x }} | too intricate",
        "cat <<E{{ x }}\\nfoo\\nE | too intricate",
        "cat <<EOF\\n$(ls)\\n`{{ x }}`\\nEOF | too intricate",
        "echo \\{{ x }} | cannot follow a backslash",
        "echo ${{ x }} | cannot follow a backslash or '$'",
        "echo # it's {{ x }} | in a comment",
      })
  void wherePlainQuotingCannotBeFollowedOnlyPlainWordsStand(String script, String told) {
    refused(Format.SHELL, script.replace("\\n", "\n"), "a b", told);
  }

  @Test
  void aValueCannotEndAHereDocument() {
    refused(
        Format.SHELL, "cat <<'EOF'\n{{ x }}\nEOF\n", "a\nEOF\nrm -rf /", "end the here-document");
    refused(Format.SHELL, "cat <<EOF\nE{{ x }}\nEOF\n", "OF", "end the here-document");
    refused(Format.SHELL, "cat <<-EOF\n\t{{ x }}", "EOF", "end the here-document");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "d-i time/zone string {{ x }} | a\\nd-i preseed/early_command string rm | line break",
        "d-i time/zone string {{ x }} | a\\ | backslash",
        "d-i {{ x }} string x | a b | one plain word",
        "{{ x }} | a b c d | one plain word",
      })
  void aPreseedAnswerKeepsToItsLine(String text, String value, String told) {
    refused(Format.PRESEED, text, value.replace("\\n", "\n"), told);
    assertThat(render(Format.PRESEED, "d-i a/b string {{ x }}\n", "it's a b"))
        .isEqualTo("d-i a/b string it's a b\n");
  }

  @Test
  void aKickstartCommandKeepsItsWords() {
    assertThat(render(Format.KICKSTART, "timezone {{ x }}", "Europe/Berlin"))
        .isEqualTo("timezone Europe/Berlin");
    assertThat(render(Format.KICKSTART, "rootpw {{ x }}", "a \"b\" \\"))
        .isEqualTo("rootpw \"a \\\"b\\\" \\\\\"");
    assertThat(render(Format.KICKSTART, "rootpw \"x{{ x }}\"", "\"")).isEqualTo("rootpw \"x\\\"\"");
    assertThat(render(Format.KICKSTART, "{{ x }}", "%pre")).isEqualTo("\"%pre\"");
    refused(Format.KICKSTART, "lang {{ x }}", "a\n%pre", "line break");
    refused(Format.KICKSTART, "lang '{{ x }}'", "'", "single quote");
    refused(Format.KICKSTART, "%post\necho {{ x }}\n%end", "$(rm)", "format: shell");
    assertThat(render(Format.KICKSTART, "%post\n%end\nlang {{ x }}", "a b")).contains("\"a b\"");
  }

  @Test
  void aUnitKeepsItsSettingsAndWords() {
    assertThat(render(Format.UNIT, "Description=of {{ x }}", "50% a \"b\""))
        .isEqualTo("Description=of 50%% a \"b\"");
    assertThat(render(Format.UNIT, "ExecStart=/bin/echo {{ x }}", "a $B \"c\""))
        .isEqualTo("ExecStart=/bin/echo \"a $$B \\\"c\\\"\"");
    assertThat(render(Format.UNIT, "Environment=\"A={{ x }}\"", "a\\b\" c"))
        .isEqualTo("Environment=\"A=a\\\\b\\\" c\"");
    refused(Format.UNIT, "User={{ x }}", "a\nExecStartPre=/bin/rm", "line break");
    refused(Format.UNIT, "User={{ x }}", "a\\", "backslash");
    refused(Format.UNIT, "ExecStart=/bin/echo a{{ x }}", "b c", "double quotes");
    refused(Format.UNIT, "ExecStart=/bin/echo \\\n '{{ x }}'", "b", "instead of single ones");
    refused(Format.UNIT, "[{{ x }}]", "a]", "only letters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a\nb", "", "${x}", "a\"b", "a'b", "a;b", "a|b", "a#b", "\u00e4"})
  void aWordTakesNothingThatALoaderCouldReadAsMore(String value) {
    refused(Format.WORDS, "console={{ x }}", value, "in a word");
    assertThat(render(Format.WORDS, "console={{ x }}", "ttyS0,115200n8"))
        .isEqualTo("console=ttyS0,115200n8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\u2028b", "a\u0007"})
  void aTextKeepsToItsLine(String value) {
    refused(Format.TEXT, "Welcome to {{ x }}", value, "line break");
  }

  @Test
  void aScriptInsideOfYamlIsQuotedForBoth() {
    String text = "runcmd:\n  - echo {{ x | shell }}\n";

    Map<?, ?> read = (Map<?, ?>) yaml(render(Format.YAML, text, "it's; rm"));

    assertThat(read.get("runcmd")).isEqualTo(List.of("echo 'it'\\''s; rm'"));
  }
}
