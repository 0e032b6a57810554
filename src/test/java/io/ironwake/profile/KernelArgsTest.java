package io.ironwake.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelArgsTest {
  /** Text, what the message must name, and where. */
  private static final List<List<String>> INJECTIONS =
      List.of(
          List.of("", "empty", ""),
          List.of("a=b\nreboot", "a line feed", "position 4"),
          List.of("a=b\rreboot", "a carriage return", "position 4"),
          List.of("a=b\tc", "a tab", "position 4"),
          List.of("a\0b", "a NUL", "position 2"),
          List.of("a=\u001b[2J", "U+001B", "position 3"),
          List.of("a=\u007f", "U+007F", "position 3"),
          List.of("a=\u0085b", "U+0085", "position 3"),
          List.of("a=\u2028b", "U+2028", "position 3"),
          List.of("a=\u00a0b", "U+00A0", "position 3"),
          List.of("a=b\u00e9", "U+00E9", "position 4"),
          List.of("a=\ud83d\ude00", "U+1F600", "position 3"),
          List.of("a=${net0/mac}", "'${'", "position 3"),
          List.of("${a}=b", "'${'", "position 1"),
          List.of("a=$${b}", "'${'", "position 4"),
          List.of("a=b||reboot", "'||'", "position 4"),
          List.of("||", "'||'", "position 1"),
          List.of("a=b&&reboot", "'&&'", "position 4"),
          List.of("\"a=b && reboot\"", "'&&'", "position 6"),
          List.of("#a", "'#'", "position 1"),
          List.of("\"#a\"", "'#'", "position 2"),
          List.of("a=\"b #c\"", "'#'", "position 6"),
          List.of("\"a=b #c\"", "'#'", "position 6"),
          List.of(";", "';'", "position 1"),
          List.of("\";\"", "';'", "position 2"),
          List.of("a=\"b ; reboot\"", "';'", "position 6"),
          List.of("a=b\\", "'\\'", "position 4"),
          List.of("a=\\n", "'\\'", "position 3"),
          List.of("a='b'", "''", "position 3"),
          List.of("a=`b`", "'`'", "position 3"),
          List.of("a=\"b", "'\"'", "position 3"),
          List.of("a=b\"", "'\"'", "position 4"),
          List.of("a=\"b\"\"", "'\"'", "position 6"),
          List.of("a=b\"c d\"e", "'\"'", "position 4"),
          List.of("a\"b\"=c", "'\"'", "position 2"),
          List.of("a=\"b\" \"c\"", "'\"'", "position 3"),
          List.of("a=b c", "' '", "position 4"),
          List.of("a=\"b\" c", "' '", "position 6"),
          List.of(" a", "' '", "position 1"),
          List.of("a ", "' '", "position 2"),
          List.of("a=\"b  c\"", "'  '", "position 5"),
          List.of("\"a b=c\"", "'\"'", "position 1"),
          List.of("=b", "no name", "'='"));

  @Test
  void refusesWhatALoaderWouldReadAsMoreThanOneArgument() {
    for (List<String> each : INJECTIONS) {
      assertThatThrownBy(() -> KernelArgs.of(each.getFirst()))
          .as("argument <%s>", each.getFirst())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(each.get(1))
          .hasMessageContaining(each.get(2))
          .hasMessageMatching("[ -~]*");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quiet",
        "console=ttyS0,115200",
        "ip=10.0.0.2::10.0.0.1:255.255.255.0:n1:eth0:none",
        "ds=nocloud;s=http://10.0.0.1/seed/",
        "root=LABEL=data",
        "a=$6$salt$hash",
        "a=b#c",
        "a=b|c&d;e",
        "dyndbg=\"file drivers/net/* +p; module tg3 +p\"",
        "a={b}",
        "---",
        "-x",
        "a=",
        "i8042.nomux"
      })
  void keepsHarmlessArgumentsAsTheyAre(String word) {
    assertThat(KernelArgs.of(word).line()).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\"a=b c\",a=\"b c\"",
        "a=\"b\",a=b",
        "\"a\",a",
        "a=\"\",a=",
        "\"a=b=c d\",a=\"b=c d\""
      })
  void writesQuotesOnlyAroundAValueThatHasASpace(String given, String written) {
    assertThat(KernelArgs.of(given).line()).isEqualTo(written);
  }

  @Test
  void aMachinesKeyReplacesAllOfTheProfilesAtThePlaceOfTheFirst() {
    KernelArgs profile =
        KernelArgs.of("quiet", "console=tty0", "a=1", "console=ttyS0", "---", "b=2");
    KernelArgs machine = KernelArgs.of("console=ttyS1", "c=3", "console=tty1", "quiet=0");

    KernelArgs merged = profile.overriddenBy(machine);

    assertThat(merged.line()).isEqualTo("quiet=0 console=ttyS1 console=tty1 a=1 --- b=2 c=3");
  }

  @Test
  void repeatedKeysStayRepeated() {
    KernelArgs merged =
        KernelArgs.of("console=tty0", "console=ttyS0").overriddenBy(KernelArgs.of("x=1", "x=2"));

    assertThat(merged.line()).isEqualTo("console=tty0 console=ttyS0 x=1 x=2");
    assertThat(merged.keys()).containsExactly("console", "console", "x", "x");
  }

  @Test
  void masksValuesWhoseKeyNamesASecret() {
    KernelArgs shown =
        KernelArgs.of("passwd/root-password=a", "rd.token=\"b c\"", "console=tty0", "token")
            .masked();

    assertThat(shown.line())
        .isEqualTo("passwd/root-password=******** rd.token=******** console=tty0 token");
  }

  @Test
  void survivesJson() throws Exception {
    KernelArgs args = KernelArgs.of("a=\"b c\"", "quiet", "\"d=e f\"");
    ObjectMapper json = new ObjectMapper();

    assertThat(json.readValue(json.writeValueAsString(args), KernelArgs.class)).isEqualTo(args);
    assertThat(json.convertValue(args, Map.class))
        .isEqualTo(Map.of("words", List.of("a=\"b c\"", "quiet", "d=\"e f\"")));
  }

  /**
   * Reads the line as iPXE does: whatever is accepted comes out of iPXE unchanged and as one
   * command.
   */
  @Property(tries = 1000)
  void whatIsAcceptedPassesThroughIpxeUnchanged(
      @ForAll @StringLength(max = 12) @CharRange(from = ' ', to = '~') String text,
      @ForAll @StringLength(max = 20) String any) {
    for (String word : List.of(text, "k=\"" + text + "\"", "\"k=" + text + "\"", any)) {
      KernelArgs args;
      try {
        args = KernelArgs.of("before", word, "after");
      } catch (IllegalArgumentException refused) {
        continue;
      }
      assertThat(IpxeReading.of(args.line())).isEqualTo(args.line());
      assertThat(LinuxReading.of(args.line())).hasSize(3);
      assertThat(new KernelArgs(args.words())).isEqualTo(args);
    }
  }
}
