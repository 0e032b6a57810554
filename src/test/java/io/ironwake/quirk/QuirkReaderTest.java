package io.ironwake.quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.net.ClientArch;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuirkReaderTest {
  private static final String HEAD = "version: 1\nrules:\n  - id: mine\n    why: it hangs\n";
  private static final String RULE = HEAD + "    source: seen here\n";

  @Test
  void aRuleAppliesToWhomItMatches() {
    QuirkBook book =
        book(
            RULE
                + """
                    match:
                      mac: [52:54:00, "02-00"]
                      arch: [uefi-x64, uefi-x64-http]
                      mode: proxy
                      vendor-class: PXEClient:*
                    effects: {force-loader: ipxe.efi, drop-option-67: true, tftp-max-blksize: 1024}
                """);

    Effects effects = book.of(client("52:54:00:12:34:56"));

    assertThat(effects.rules()).containsExactly("mine");
    assertThat(effects.boot().loader()).contains(new LoaderChoice("ipxe.efi"));
    assertThat(effects.has(Effect.DROP_OPTION_67)).isTrue();
    assertThat(effects.has(Effect.PAD_OPTION_67)).isFalse();
    assertThat(effects.maxBlockSize()).hasValue(1024);
    assertThat(book.of(client("02:00:00:00:00:01")).rules()).containsExactly("mine");
    assertThat(book.of(client("52:54:01:12:34:56"))).isEqualTo(Effects.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "'manufacturer: Dell*', true",
    "'product: PowerEdge R3*0', true",
    "'product: PowerEdge R3*0, manufacturer: HP*', false",
    "'user-class: x', false",
    "'client: pxe', true",
    "'client: [ipxe, http]', false",
    "'mode: full', false",
    "'arch: bios-x86', false"
  })
  void everyPartMustMatch(String match, boolean expected) {
    QuirkBook book = book(RULE + "    match: {" + match + "}\n    effects: {no-padding: true}\n");
    QuirkSubject client = client("52:54:00:12:34:56");
    QuirkSubject known =
        new QuirkSubject(
            client.mac(), client.arch(), client.traits(), new Model("Dell Inc.", "PowerEdge R340"));

    assertThat(book.of(known).has(Effect.NO_PADDING)).isEqualTo(expected);
  }

  @Test
  void whatIsNotKnownYetMatchesNoModel() {
    QuirkBook book =
        book(RULE + "    match: {product: PowerEdge*}\n    effects: {no-padding: true}\n");
    assertThat(book.of(client("52:54:00:12:34:56"))).isEqualTo(Effects.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{mac: 52:54}|{drop-option-76: true}|rule 'mine': effects: drop-option-76: unknown key; did"
            + " you mean 'drop-option-67'?",
        "{mac: 52:54}|{drop-option-67: yes}|rule 'mine': effects: drop-option-67: 'yes' is not one"
            + " of true, false",
        "{mac: 52:54}|{}|rule 'mine': effects: name at least one of drop-option-67",
        "{mac: 52:54}|{force-loader: ../x}|rule 'mine': effects: force-loader: loader '../x' is not"
            + " one of ipxe",
        "{mac: 52:54}|{local-boot: sanbot}|local-boot: 'sanbot' is not one of",
        "{mac: 52:54}|{tftp-rollover: 2}|tftp-rollover: '2' is not one of 0, 1, stop",
        "{mac: 52:54}|{tftp-max-blksize: 7}|tftp-max-blksize: '7' is not a number from 8 to 65464",
        "{vendor: x}|{no-padding: true}|rule 'mine': match: vendor: unknown key",
        "{arch: uefi-x46}|{no-padding: true}|rule 'mine': match: arch: 'uefi-x46' is unknown; did"
            + " you mean 'uefi-x86'?",
        "{mac: 525400}|{no-padding: true}|rule 'mine': match: mac: '525400' is not the start of a"
            + " MAC address",
        "{mode: relay}|{no-padding: true}|match: mode: 'relay' is unknown",
        "{client: pxelinux}|{no-padding: true}|match: client: 'pxelinux' is unknown",
        "{vendor-class: ''}|{no-padding: true}|match: vendor-class: a pattern has 1 to 128"
            + " characters",
        "{}|{no-padding: true}|rule 'mine': match: name at least one of mac, vendor-class",
        "[]|{no-padding: true}|rule 'mine': match: must be a map",
        "{mac: {a: b}}|{no-padding: true}|rule 'mine': match: mac: must be a single value"
      })
  void aWrongRuleIsRefusedByFileRuleAndKey(String match, String effects, String message) {
    assertThatThrownBy(
            () -> book(RULE + "    match: " + match + "\n    effects: " + effects + "\n"))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith("my.yaml: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version: 2|my.yaml: version: this Ironwake reads version 1",
        "rules: []|my.yaml: version: this Ironwake reads version 1",
        "version: 1\\nrule: []|my.yaml: rule: unknown key; did you mean 'rules'?",
        "version: 1\\nrules: x|my.yaml: rules: must be a list of rules",
        "version: 1\\nrules: [x]|my.yaml: rule 1: rules: must be a map",
        "version: 1\\nversion: 1|my.yaml: line 2: the key 'version' stands here twice",
        "- x|my.yaml: expected the keys version",
        "version: [|my.yaml: line 1: expected the node content",
        "version: 1\\nrules: [{id: A b}]|rule 'A b': id: use up to 64 lower-case letters",
        "version: 1\\nrules: [{why: x}]|a rule: id: is missing; set it",
        "version: 1\\n"
            + "disable: [option-67-nil]|there is no built-in rule 'option-67-nil'; did you mean"
            + " 'option-67-nul'?"
      })
  void aWrongFileIsRefused(String text, String message) {
    assertThatThrownBy(
            () -> QuirkBook.of(List.of(sheet(text.replace("\\n", "\n")), Quirks.builtIn())))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(message);
  }

  @Test
  void aRuleNeedsItsReasonAndItsSource() {
    assertThatThrownBy(() -> book(HEAD + "    match: {mac: 52}\n    effects: {no-padding: true}\n"))
        .hasMessage("my.yaml: rule 'mine': source: is missing; set it");
  }

  @Test
  void theOperatorsRulesComeFirstAndMayOverruleOrDisableBuiltInOnes() {
    String mine = RULE + "    match: {mac: 52:54}\n    effects: {pad-option-67: false}\n";
    QuirkSubject client = client("52:54:00:12:34:56");
    QuirkSubject other = client("54:52:00:12:34:56");

    QuirkBook over = QuirkBook.of(List.of(sheet(mine), Quirks.builtIn()));
    assertThat(over.of(client).has(Effect.PAD_OPTION_67)).isFalse();
    assertThat(over.of(client).rules()).containsExactly("mine");
    assertThat(over.of(other).has(Effect.PAD_OPTION_67)).isTrue();

    QuirkBook without =
        QuirkBook.of(List.of(sheet("version: 1\ndisable: option-67-nul\n"), Quirks.builtIn()));
    assertThat(without.of(other)).isEqualTo(Effects.NONE);
    assertThatThrownBy(
            () ->
                QuirkBook.of(
                    List.of(sheet(mine.replace("mine", "option-67-nul")), Quirks.builtIn())))
        .hasMessageContaining("two rules of this id");
  }

  @Test
  void everyBuiltInRuleHasASource() {
    assertThat(Quirks.builtIn().rules())
        .isNotEmpty()
        .allSatisfy(rule -> assertThat(rule.source()).containsPattern("quirk \\d+|RFC \\d+"));
  }

  @Test
  void aRaspberryPiIsKnownByItsProgramAlone() {
    QuirkSubject pi =
        new QuirkSubject(
            MacAddress.parse("02:00:00:00:00:01"),
            Optional.of(ClientArch.BIOS_X86),
            new Traits(Traits.Program.RASPBERRY_PI, "", List.of(), Optional.empty()),
            Model.UNKNOWN);
    Effects effects = QuirkBook.of(List.of(Quirks.builtIn())).of(pi);
    assertThat(effects.has(Effect.NO_PADDING)).isTrue();
    assertThat(effects.has(Effect.PAD_OPTION_67)).isFalse();
  }

  private static QuirkBook book(String text) {
    return QuirkBook.of(List.of(sheet(text)));
  }

  private static QuirkBook.Sheet sheet(String text) {
    return QuirkReader.read("my.yaml", QuirkYaml.parse("my.yaml", text));
  }

  private static QuirkSubject client(String mac) {
    return new QuirkSubject(
        MacAddress.parse(mac),
        Optional.of(ClientArch.UEFI_X64),
        new Traits(
            Traits.Program.PXE,
            "PXEClient:Arch:00007:UNDI:003016",
            List.of(),
            Optional.of(Traits.Mode.PROXY)),
        Model.UNKNOWN);
  }
}
