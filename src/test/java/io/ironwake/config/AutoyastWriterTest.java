package io.ironwake.config;

import static io.ironwake.config.FamilySamples.ordered;
import static io.ironwake.config.FamilySamples.setting;
import static io.ironwake.config.Refusals.document;
import static io.ironwake.config.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.profile.OsFamily;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutoyastWriterTest {
  private static final InstallFacts SAMPLE = FamilySamples.minimal(OsFamily.AUTOYAST);

  @ParameterizedTest
  @CsvSource({
    "install=http://x, config.repo",
    "autoyast=http://x/, made from config",
    "AutoYaST=http://x/, made from config",
    "hostname=x, host name",
    "inst.auto=http://x, Agama",
  })
  void ownsItsArguments(String argument, String advice) {
    refuses(Installs.withMachineArguments(SAMPLE, argument), "machine.arguments: ", advice);
  }

  /** Below a folder the installer would look for rules, then for files named by its address. */
  @Test
  void namesAFileAndNoFolder() {
    assertThat(Installs.render(SAMPLE).line())
        .endsWith(" autoyast=http://10.0.0.1:8069/config/c0nf1g/autoinst.xml");
  }

  @ParameterizedTest
  @CsvSource({"partitioning, other keys", "users, other keys", "scripts, other keys"})
  void ownsSections(String section, String advice) {
    refuses(
        setting(SAMPLE, "sections", Map.of(section, "x")), "config.sections." + section, advice);
  }

  @Test
  void asksNobodyWhateverTheGeneralSectionSays() {
    refuses(
        setting(SAMPLE, "sections", Map.of("general", Map.of("mode", Map.of("confirm", true)))),
        "config.sections.general.mode: ",
        "ask nobody");
    assertThat(
            document(
                setting(SAMPLE, "sections", Map.of("general", Map.of("self_update", false))),
                "autoinst.xml"))
        .contains("<confirm config:type=\"boolean\">false</confirm>")
        .contains("<self_update config:type=\"boolean\">false</self_update>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a & b < c > d",
        "]]>",
        "\"quoted\"",
        "tab\tline\nreturn\r.",
        "é\u2028\ud83d\ude00",
        "&amp;"
      })
  void keepsEveryTextAsItIs(String text) throws Exception {
    String xml = document(setting(SAMPLE, "sections", Map.of("note", text)), "autoinst.xml");

    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("note")
                .item(0)
                .getTextContent())
        .isEqualTo(text);
  }

  @Test
  void refusesWhatXmlCannotCarry() {
    refuses(setting(SAMPLE, "sections", Map.of("note", "x\u0001")), "config: ", "XML cannot carry");
    refuses(setting(SAMPLE, "sections", ordered("a b", "x")), "config.sections: ", "XML element");
    refuses(
        setting(SAMPLE, "sections", ordered("a", List.of(1.5))),
        "config.sections: ",
        "must be text");
  }

  @Test
  void namesTheDisk() {
    assertThat(document(SAMPLE, "autoinst.xml")).contains("<device>/dev/sda</device>");
    refuses(Installs.onDisk(SAMPLE, ""), "machine.disk: ", "is missing");
  }
}
