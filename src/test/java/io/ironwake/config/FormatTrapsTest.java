package io.ironwake.config;

import static io.ironwake.config.FamilySamples.ordered;
import static io.ironwake.config.Refusals.document;
import static io.ironwake.config.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.profile.Effect;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.OsFamily;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/**
 * What the readers of k3OS and Flatcar get wrong in silence, trap by trap: each is refused with a
 * message that names it, or cannot be written. Those of the way to them (HEAD, compression, 404
 * against 503, an empty answer, boot files for an installer's own DHCP) are in the tests of the
 * boot plane and of DHCP.
 */
class FormatTrapsTest {
  private static Arguments k3os(String trap, Object value, String message) {
    return Arguments.of(
        "k3OS: " + trap, Installs.facts(OsFamily.K3OS, config(trap, value)), message);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> config(String key, Object value) {
    String name = key.replaceFirst("[ :].*", "");
    return value instanceof Map<?, ?> map && map.containsKey("")
        ? (Map<String, Object>) map.get("")
        : ordered(name, value);
  }

  private static Arguments line(OsFamily os, String trap, String word, String message) {
    return Arguments.of(
        os.title() + ": " + trap,
        Installs.withMachineArguments(Installs.facts(os, Map.of()), word),
        "machine.arguments: '"
            + word.replaceFirst("=.*", "")
            + "' is written by Ironwake; "
            + message);
  }

  private static Arguments flatcar(
      String trap, Effect effect, Map<String, Object> config, String message) {
    return Arguments.of(
        "Flatcar: " + trap,
        Installs.facts(OsFamily.FLATCAR, config, KernelArgs.none(), effect),
        message);
  }

  private static Map<String, Object> yaml(String text) {
    return new Yaml().load(text);
  }

  private static String butane(String body) {
    return "variant: flatcar\nversion: 1.0.0\n" + body;
  }

  static Stream<Arguments> refused() {
    OsFamily k3os = OsFamily.K3OS;
    OsFamily flatcar = OsFamily.FLATCAR;
    return Stream.of(
        // The kernel line of k3OS: one value it dislikes, and all configuration is ignored.
        line(k3os, "hostname twice", "hostname=b", "the machine's name"),
        line(k3os, "silent twice", "k3os.install.silent=true", "remove it"),
        line(k3os, "device twice", "k3os.install.device=/dev/sdb", "set the machine's disk"),
        line(k3os, "wifi on the line", "k3os.wifi.name=a", "set it under config"),
        line(k3os, "files on the line", "write_files=x", "set config.write-files"),
        line(k3os, "a list in two spellings", "sshauthorizedkeys=x", "set config.ssh-auth"),
        line(k3os, "a list in two spellings", "bootcmd=x", "set config.boot-cmd"),
        line(k3os, "a bare k3os", "k3os", "remove it"),
        line(k3os, "a mode of its own", "k3os.mode=local", "remove it: it follows"),
        line(k3os, "the rescue shell", "rescue", "remove it: it starts a shell"),
        line(k3os, "debug by its prefix", "k3os.debug", "set config.install.debug"),
        line(k3os, "a boolean that is not true", "k3os.install.debug=1", "set config.install"),
        line(k3os, "label and labels", "k3os.label.a=1", "set it under config"),
        line(k3os, "brackets", "k3os.labels[zone]=a", "set it under config"),
        line(k3os, "dotted sysctls", "k3os.sysctl[kernel.printk]=4", "set it under config"),
        line(k3os, "poweroff", "k3os.install.poweroff", "set config.install.power-off"),
        line(k3os, "dashes", "ssh-authorized-keys=x", "set config.ssh-auth"),
        line(k3os, "arguments in one", "k3os.k3s_args=\"server --x\"", "set it under config"),
        line(k3os, "a config of its own", "k3os.install.config_url=http://x", "remove it"),
        // Its config.yaml: nothing is coerced, and one wrong type voids the file.
        k3os("token: a number", yaml("a: 12345").get("a"), "config.token: must be text"),
        k3os("password: a number", yaml("a: 1234").get("a"), "config.password: must be text"),
        k3os(
            "write-files: a mode without quotes",
            List.of(yaml("{path: /a, permissions: 0644}")),
            "config.write-files[0].permissions: must be text"),
        k3os(
            "write-files: yes is true in YAML 1.1",
            List.of(yaml("{path: /a, content: yes}")),
            "config.write-files[0].content: must be text"),
        k3os(
            "write-files: gz without base64",
            List.of(ordered("path", "/a", "content", "x", "encoding", "gzip")),
            "config.write-files[0].encoding: must be b64"),
        k3os("runcmd", List.of("a"), "config.runcmd: unknown key; did you mean 'run-cmd'?"),
        k3os(
            "run-cmd: a command in words",
            List.of(List.of("b", "c")),
            "config.run-cmd[0]: must be text"),
        k3os("install: yes for true", Map.of("debug", "yes"), "config.install.debug: must be true"),
        k3os("install: poweroff", Map.of("poweroff", true), "config.install.poweroff: unknown key"),
        k3os("data-sources: unknown", List.of("azure"), "config.data-sources[0]: must be one of"),
        k3os("taints: no effect", List.of("a=b"), "config.taints[0]: must read"),
        k3os("k3s-args: no role", List.of("--x"), "config.k3s-args[0]: must be server or agent"),
        k3os(
            "k3s-args: two in one",
            List.of("server", "--token t"),
            "config.k3s-args[1]: is one argument with a space"),
        Arguments.of(
            "k3OS: a link it would append a number to",
            Installs.onDisk(Installs.facts(k3os, Map.of()), "/dev/disk/by-id/ata-X"),
            "machine.disk: the k3OS installer appends"),
        Arguments.of(
            "k3OS: a line that is cut at 2048",
            Installs.withMachineArguments(Installs.facts(k3os, Map.of()), "a=" + "x".repeat(2000)),
            "arguments: the kernel line could reach"),
        // Flatcar.
        line(flatcar, "an older spelling", "flatcar.config.url=http://x", "remove it"),
        line(flatcar, "the oldest spelling", "coreos.config.url=http://x", "remove it"),
        line(flatcar, "Ignition never or always", "flatcar.first_boot=detected", "remove it"),
        line(flatcar, "a twin of CoreOS", "coreos.first_boot=1", "remove it"),
        line(flatcar, "a twin of CoreOS", "coreos.autologin", "Flatcar knows it as"),
        line(flatcar, "a cloud on bare metal", "flatcar.oem.id=packet", "remove it: on bare metal"),
        line(flatcar, "a root made at every boot", "root=/dev/sda9", "set config.root"),
        flatcar(
            "updates of what cannot update",
            Effect.LIVE,
            Map.of("update", Map.of("group", "beta")),
            "config.update: asks for updates"),
        flatcar(
            "update.conf without overwrite",
            Effect.INSTALL,
            Map.of(
                "butane",
                butane(
                    "storage:\n  files:\n    - path: /etc/flatcar/update.conf\n"
                        + "      contents:\n        inline: a\n")),
            "config.butane:5:7: storage.files[0].overwrite: must be true"),
        flatcar(
            "clevis",
            Effect.INSTALL,
            Map.of(
                "butane",
                butane(
                    "storage:\n  luks:\n    - name: a\n      device: /dev/sdb\n"
                        + "      clevis:\n        tpm2: true\n")),
            "config.butane:7:7: storage.luks[0].clevis: Flatcar has no clevis"),
        flatcar(
            "another system's Butane",
            Effect.INSTALL,
            Map.of("butane", "variant: fcos\nversion: 1.4.0\n"),
            "config.butane:1:10: variant: 'fcos' is for another system"),
        flatcar(
            "a key Butane would only warn of",
            Effect.INSTALL,
            Map.of("butane", butane("storge:\n  files: []\n")),
            "config.butane:3:1: unknown key 'storge'"),
        flatcar(
            "an experiment",
            Effect.INSTALL,
            Map.of("butane", "variant: flatcar\nversion: 1.2.0-experimental\n"),
            "config.butane:2:10: version: must be one of 1.0.0, 1.1.0"),
        flatcar(
            "Ignition 2",
            Effect.INSTALL,
            Map.of("ignition", "{\"ignition\": {\"version\": \"2.3.0\"}}"),
            "config.ignition"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String trap, InstallFacts facts, String message) {
    refuses(facts, message, "");
  }

  private static Arguments output(String trap, Consumer<InstallFacts> check, InstallFacts facts) {
    return Arguments.of(trap, check, facts);
  }

  static Stream<Arguments> impossible() {
    InstallFacts k3os =
        Installs.facts(
            OsFamily.K3OS,
            ordered(
                "environment",
                ordered("a", "y", "b", "0644"),
                "run-cmd",
                List.of("yes"),
                "labels",
                ordered("topology.kubernetes.io/zone", "1"),
                "token",
                "t"));
    InstallFacts flatcar = Installs.facts(OsFamily.FLATCAR, Map.of());
    return Stream.of(
        output("each switch stands once", FormatTrapsTest::eachOnce, k3os),
        output("few words stand on the line", FormatTrapsTest::fewWords, k3os),
        output("every text is quoted", FormatTrapsTest::everyTextIsQuoted, k3os),
        output("UEFI finds the initrd by its name", FormatTrapsTest::namesItsInitrd, k3os),
        output("a token k3s 1.25 would not see", FormatTrapsTest::passesTheToken, k3os),
        output("the report may run at every boot", FormatTrapsTest::reportsInTheBackground, k3os),
        output("flatcar-install looks nothing up", FormatTrapsTest::pinsTheVersion, flatcar),
        output("flatcar-install verifies", FormatTrapsTest::verifies, flatcar),
        output("Ignition 3.3 is what all read", FormatTrapsTest::isOf33, flatcar),
        output("files replace the image's", FormatTrapsTest::overwrites, flatcar));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void impossible(String trap, Consumer<InstallFacts> check, InstallFacts facts) {
    check.accept(facts);
  }

  private static List<String> words(InstallFacts facts) {
    return List.of(Installs.render(facts).line().split(" "));
  }

  private static void eachOnce(InstallFacts facts) {
    assertThat(words(facts).stream().map(word -> word.replaceFirst("=.*", "")))
        .doesNotHaveDuplicates();
    assertThat(words(facts)).contains("k3os.install.silent=true");
  }

  private static void fewWords(InstallFacts facts) {
    assertThat(words(facts).stream().filter(word -> word.startsWith("k3os."))).hasSizeLessThan(7);
  }

  private static void everyTextIsQuoted(InstallFacts facts) {
    assertThat(document(facts, "config.yaml").lines())
        .allMatch(line -> line.endsWith(":") || line.endsWith("\""));
  }

  private static void namesItsInitrd(InstallFacts facts) {
    assertThat(words(facts)).contains("initrd=k3os-initrd-amd64");
  }

  private static void passesTheToken(InstallFacts facts) {
    assertThat(document(facts, "config.yaml")).contains("- \"server\"", "- \"--token=t\"");
  }

  private static void reportsInTheBackground(InstallFacts facts) {
    assertThat(document(facts, "config.yaml")).containsPattern("run_cmd:\n- \".*/booted.*&\"\n");
  }

  private static void pinsTheVersion(InstallFacts facts) {
    assertThat(FlatcarScripts.INSTALL)
        .containsPattern(
            "flatcar-install [^\n]*-V \"\\$IRONWAKE_VERSION\" -b \"\\$IRONWAKE_ASSETS\"");
    assertThat(document(facts, "installer.ign")).contains("IRONWAKE_VERSION=4081.2.0");
  }

  private static void verifies(InstallFacts facts) {
    assertThat(FlatcarScripts.INSTALL).doesNotContainPattern("flatcar-install [^\n]* -f ");
    assertThat(Installs.freeze(facts).assets())
        .contains("flatcar_production_image.bin.bz2.sig", "flatcar_production_image.bin.bz2");
  }

  private static void isOf33(InstallFacts facts) {
    assertThat(Installs.render(facts).documents())
        .allMatch(each -> each.contentType().endsWith("version=3.3.0"))
        .allMatch(each -> each.text().contains("\"version\": \"3.3.0\""));
  }

  private static void overwrites(InstallFacts facts) {
    String text = document(facts, "installed.ign");
    assertThat(text.split("\"overwrite\": true", -1).length)
        .isEqualTo(text.split("\"path\": ", -1).length);
  }
}
