package io.ironwake.rack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a declared file may say, and where it says that something is wrong. */
class RackFileTest {
  private static final String FILE = "rack.yaml";

  private static RackFile.DeclaredMachine machine(String text) {
    return RackFile.parse(FILE, text).machines().getFirst().value();
  }

  @Test
  void aMacNeedsNoQuotes() {
    assertThat(
            machine("machines:\n- name: a\n  macs: [52:54:00:00:00:01, 12:34:56:12:34:56]\n")
                .macs())
        .contains(List.of("52:54:00:00:00:01", "12:34:56:12:34:56"));
  }

  @Test
  void aVersionStaysAsItIsWritten() {
    RackFile file = RackFile.parse(FILE, "profiles:\n- name: p\n  os: k3os\n  version: 3.10\n");
    assertThat(file.profiles().getFirst().value().version()).contains("3.10");
  }

  @Test
  void wordsThatYamlElevenTakesForSomethingElseStayText() {
    assertThat(
            machine(
                    "machines:\n- name: no\n  labels: {a: yes, b: off, c: 0x10, d: 1e3, e: 2026-01-01, f: 010}\n")
                .labels()
                .orElseThrow())
        .containsEntry("a", "yes")
        .containsEntry("b", "off")
        .containsEntry("c", "0x10")
        .containsEntry("d", "1e3")
        .containsEntry("e", "2026-01-01")
        .containsEntry("f", "010");
  }

  @Test
  void aDocumentInsideHasItsPlacesInTheFile() {
    String text =
        "profiles:\n- name: p\n  config:\n    butane: |-\n\n      a: 1\n    ignition: >\n      {}\n"
            + "- name: q\n  config: {butane: \"a: 1\"}\n";
    RackFile file = RackFile.parse(FILE, text);
    String message = "profile p: config.butane:2:4: wrong\nconfig.butane:2:9: wrong";

    assertThat(file.profiles().getFirst().located(message))
        .isEqualTo(
            "rack.yaml:2:3: profile p: rack.yaml:6:10: config.butane: wrong\n"
                + "rack.yaml:6:15: config.butane: wrong");
    assertThat(file.profiles().getFirst().located("config.ignition:1:1: wrong"))
        .endsWith(": config.ignition:1:1: wrong");
    assertThat(file.profiles().getLast().located(message)).endsWith(message);
  }

  @Test
  void whatIsAbsentIsLeftAlone() {
    RackFile.DeclaredMachine declared = machine("machines:\n- name: a\n");
    assertThat(declared.macs()).isEmpty();
    assertThat(declared.approved()).isEmpty();
  }

  @Test
  void itemsKnowTheirLine() {
    RackFile file = RackFile.parse(FILE, "machines:\n- name: a\n\n-   name: b\n");
    assertThat(file.machines())
        .extracting(RackFile.Item::place)
        .containsExactly("rack.yaml:2:3", "rack.yaml:4:5");
  }

  @Test
  void anEmptyFileDeclaresNothing() {
    RackFile file = RackFile.parse(FILE, "# nothing yet\n");
    assertThat(file.subnets()).isEmpty();
    assertThat(file.profiles()).isEmpty();
    assertThat(file.machines()).isEmpty();
  }

  @Test
  void documentsAndSectionsDeclareTheSame() {
    RackFile sections =
        RackFile.parse(
            FILE,
            "options: {42: [192.0.2.3]}\nvariables: {a: b}\nsubnets:\n- name: s\n  reservations: [{mac: m}]\nprofiles:\n"
                + "- name: p\ngroups:\n- name: g\nclusters:\n- name: c\nsecrets:\n- name: x\n"
                + "machines:\n- name: a\n- name: b\nexpected-hardware:\n- name: e\n");
    RackFile documents =
        RackFile.parse(
            FILE,
            "kind: DhcpOptions\noptions: {42: [192.0.2.3]}\n---\nkind: Variables\nvariables: {a: b}\n---\nkind: Machine\nname: a\n---\n"
                + "name: s\nkind: Subnet\nreservations: [{mac: m}]\n---\n---\n"
                + "[{kind: Profile, name: p}, {kind: Group, name: g}, {kind: Cluster, name: c},"
                + " {kind: Secret, name: x}, {kind: ExpectedHardware, name: e}]\n---\nkind: Machine\nname: b\n");
    for (Kind<?> kind : Kind.ALL) {
      assertThat(documents.of(kind))
          .extracting(item -> item.value().toString())
          .isNotEmpty()
          .isEqualTo(sections.of(kind).stream().map(item -> item.value().toString()).toList());
    }
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertThatThrownBy(
            () ->
                RackFile.parse(
                    FILE,
                    "machines:\n- nme: a\n- name: [b]\n---\nkind: Prfile\n---\nkind: Group\nname: g\n"
                        + "---\nx: 'y\n"))
        .hasMessageStartingWith("rack.yaml:11:1: found unexpected end of stream")
        .hasMessageContaining("\nrack.yaml:2:8: unknown key 'nme'")
        .hasMessageContaining("\nrack.yaml:3:9: name: text was expected")
        .hasMessageContaining("\nrack.yaml:5:7: kind 'Prfile'")
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.extensions().get("errors")).asList().hasSize(4));
  }

  @Test
  void aTextOfSeveralFilesNamesTheLinesOfEach() {
    String text =
        SourceMarks.comment("a.yaml")
            + "kind: Machine\nname: a\n---\n"
            + SourceMarks.comment("b b.yaml")
            + "kind: Machine\nnme: b\n---\n"
            + SourceMarks.comment("c.yaml")
            + "profiles:\n- name: p\n  config:\n    butane: |\n      a: 1\n";
    assertThatThrownBy(() -> RackFile.parse("body", text))
        .hasMessageStartingWith("b_b.yaml:2:6: unknown key 'nme'");
    RackFile file = RackFile.parse("body", text.replace("nme", "name"));
    assertThat(file.machines())
        .extracting(RackFile.Item::place)
        .containsExactly("a.yaml:1:1", "b_b.yaml:1:1");
    assertThat(file.profiles().getFirst().located("config.butane:1:4: wrong"))
        .isEqualTo("c.yaml:2:3: c.yaml:5:10: config.butane: wrong");
  }

  @Test
  void aFolderIsReadByNameAndWithoutWhatIsHidden(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("nodes/.old"));
    Files.writeString(folder.resolve("nodes/b.yml"), "kind: Machine\nname: b\n");
    Files.writeString(folder.resolve("nodes/.old/c.yml"), "kind: Machine\nname: c\n");
    Files.writeString(folder.resolve("a.json"), "[{\"kind\": \"Machine\", \"name\": \"a\"}]");
    Files.writeString(folder.resolve("README.md"), "# no");
    assertThat(RackFile.read(folder).machines())
        .extracting(item -> item.value().name().orElseThrow())
        .containsExactly("a", "b");
    Files.writeString(folder.resolve("nodes/d.yaml"), "kind: Machine\nname: a\n");
    assertThatThrownBy(() -> RackFile.read(folder))
        .hasMessageContaining("nodes/d.yaml:1:1: machine a is declared at")
        .hasMessageContaining("a.json:1:2 already");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        row("no list", "machines:\n  a: 1\n", "rack.yaml:2:3", "machines is a list"),
        row("an empty subnet", "subnets:\n-\n", "rack.yaml:2:2", "this entry is empty"),
        row("an empty machine", "machines:\n- ~\n", "rack.yaml:2:3", "this entry is empty"),
        row(
            "an empty reservation",
            "subnets:\n- name: a\n  reservations:\n  -\n",
            "rack.yaml:4:",
            "this entry is empty"),
        row(
            "reservations that are no list",
            "subnets:\n- name: a\n  reservations: {mac: x}\n",
            "rack.yaml:3:17",
            "reservations is a list"),
        row("an empty MAC", "machines:\n- macs: [~]\n", "rack.yaml:2:10", "it is empty (null)"),
        row("an empty argument", "machines:\n- arguments:\n  -\n", "rack.yaml:3:", "it is empty"),
        row("an empty label", "machines:\n- labels: {a: }\n", "rack.yaml:2:", "it is empty"),
        row("an empty pool", "subnets:\n- pools: [null]\n", "rack.yaml:2:11", "it is empty"),
        row("an empty server", "subnets:\n- dns: [null]\n", "rack.yaml:2:9", "it is empty"),
        row(
            "an empty argument of a profile",
            "profiles:\n- arguments: [null]\n",
            "rack.yaml:2:15",
            "it is empty"),
        row("no map", "- a\n", "rack.yaml:1:3", "subnets, profiles, groups, clusters and machines"),
        row(
            "unknown section",
            "machine:\n- name: a\n",
            "rack.yaml:2:1",
            "'machine' is not a section"),
        row(
            "text for a list",
            "machines:\n- name: a\n  macs: 52:54:00:00:00:01\n",
            "rack.yaml:3:9",
            "a list was expected"),
        row(
            "text for true",
            "machines:\n- name: a\n  approved: yes\n",
            "rack.yaml:3:13",
            "true or false was expected"),
        row(
            "number for true",
            "machines:\n- name: a\n  approved: 1\n",
            "rack.yaml:3:13",
            "true or false was expected"),
        row("list for text", "machines:\n- name: [a]\n", "rack.yaml:2:9", "text was expected"),
        row("map for text", "machines:\n- name: {a: b}\n", "rack.yaml:2:9", "text was expected"),
        row(
            "list for a map",
            "machines:\n- name: a\n  labels: [a]\n",
            "rack.yaml:3:11",
            "expected"),
        row(
            "text for a number",
            "subnets:\n- name: a\n  valid-lifetime: long\n",
            "rack.yaml:3:19",
            "a whole number was expected"),
        row("text in a list of machines", "machines:\n- a\n", "rack.yaml:2:3", "expected"),
        row(
            "unknown key",
            "machines:\n- name: a\n  aproved: true\n",
            "rack.yaml:3:12",
            "'aproved'; did you mean 'approved'"),
        row(
            "unknown key of a subnet",
            "subnets:\n- name: a\n  pool: x\n",
            "rack.yaml:3:9",
            "'pool'; did you mean 'pools'"),
        row(
            "unknown key of a reservation",
            "subnets:\n- name: a\n  reservations:\n  - mc: x\n",
            "rack.yaml:4:9",
            "'mc'; did you mean 'mac'"),
        row(
            "unknown key of a profile",
            "profiles:\n- name: a\n  versoin: x\n",
            "rack.yaml:3:12",
            "did you mean 'version'"),
        row(
            "duplicate key",
            "machines:\n- name: a\n  disk: /dev/sda\n  disk: /dev/sdb\n",
            "rack.yaml:4:3",
            "'disk' stands here twice"),
        row("syntax", "machines:\n- name: 'a\n", "rack.yaml:", "quoted scalar"),
        row("tab", "machines:\n\t- name: a\n", "rack.yaml:2:1", "token"),
        row("text alone", "machines\n", "rack.yaml:1:1", "expected documents with kind"),
        row(
            "an unknown kind",
            "kind: Machine\nname: a\n---\nkind: Machin\nname: b\n",
            "rack.yaml:4:7",
            "kind 'Machin' is not known; did you mean 'Machine'?"),
        row(
            "a key that is no section",
            "name: a\nmacs: []\n",
            "rack.yaml:1:7",
            "or begin the document with kind: and one of DhcpOptions, Variables, Secret, Subnet"),
        row(
            "an unknown key of a document",
            "kind: Profile\nname: p\nversoin: x\n",
            "rack.yaml:3:10",
            "'versoin'; did you mean 'version'"),
        row(
            "an unknown key in the second document",
            "kind: Machine\nname: a\n---\n# b\n\nkind: Machine\nmcs: []\n",
            "rack.yaml:7:6",
            "'mcs'; did you mean 'macs'"),
        row(
            "the same thing twice",
            "kind: Profile\nname: p\n---\nprofiles:\n- name: p\n",
            "rack.yaml:5:3",
            "profile p is declared at rack.yaml:1:1 already"),
        row(
            "a reservation in a document",
            "kind: Subnet\nname: s\nreservations:\n- mc: x\n",
            "rack.yaml:4:7",
            "'mc'; did you mean 'mac'"),
        row("control character", "machines:\n- name: a\u0007b\n", "rack.yaml:2", "U+0007"),
        row(
            "a key that is no text",
            "machines:\n- ? [a]\n  : b\n",
            "rack.yaml:2:3",
            "keys must be plain text"),
        row("a circle", "machines: &a\n- name: *a\n", "rack.yaml:", ""),
        row("an explosion", explosion(3), "rack.yaml:", "too large"),
        row("an explosion of many aliases", explosion(10), "rack.yaml", "aliases"));
  }

  private static Arguments row(String name, String text, String place, String message) {
    return Arguments.of(name, text, place, message);
  }

  /** A few lines that stand for {@code width^16} values. */
  private static String explosion(int width) {
    StringBuilder text = new StringBuilder("a0: &a0 [x,x,x]\n");
    for (int i = 1; i < 16; i++) {
      text.append(
          "a%d: &a%d [%s]\n"
              .formatted(
                  i, i, String.join(",", java.util.Collections.nCopies(width, "*a" + (i - 1)))));
    }
    return text.append("machines: *a15\n").toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void mistakesAreNamedWithTheirPlace(String name, String text, String place, String message) {
    assertThatThrownBy(() -> RackFile.parse(FILE, text))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.INVALID))
        .hasMessageStartingWith(place)
        .hasMessageContaining(message);
  }

  @Test
  void aFileThatIsNotThereIsNamed(@TempDir Path folder) {
    assertThatThrownBy(() -> RackFile.read(folder.resolve("rack.yaml")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void aFileInAnotherEncodingIsNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("rack.yaml");
    Files.write(file, "machines: # Gerät\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> RackFile.read(file))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("UTF-8");
  }
}
