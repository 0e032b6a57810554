package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.profile.Effect;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.OsFamily;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class K3osWriterTest {
  private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0 ops@example";

  private static InstallFacts facts(Map<String, Object> config) {
    return Installs.facts(OsFamily.K3OS, config);
  }

  private static Map<String, Object> yaml(RenderedInstall install) {
    return new Yaml().load(install.documents().getFirst().text());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> k3os(Map<String, Object> config) {
    return (Map<String, Object>) yaml(Installs.render(facts(config))).get("k3os");
  }

  @Test
  void writesOnlyInstallerSwitchesOnTheLine() throws Exception {
    Golden.check("k3os-minimal", Golden.show(Installs.render(facts(Map.of()))));
  }

  @Test
  void writesEveryKey() throws Exception {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("ssh-authorized-keys", List.of(KEY, "github:octocat"));
    config.put(
        "write-files",
        List.of(
            ordered(
                "path",
                "/etc/motd",
                "content",
                "y\nno: \"0644\"\n",
                "owner",
                "root",
                "permissions",
                "0644")));
    config.put("init-cmd", List.of("echo init"));
    config.put("boot-cmd", List.of("echo boot"));
    config.put("run-cmd", List.of("echo run"));
    config.put("data-sources", List.of("cdrom"));
    config.put("modules", List.of("kvm", "nvme"));
    config.put("sysctls", ordered("kernel.printk", "4 4 1 7", "net.ipv4.ip_forward", 1));
    config.put("ntp-servers", List.of("10.0.0.1"));
    config.put("dns-nameservers", List.of("10.0.0.1", "1.1.1.1"));
    config.put("wifi", List.of(Map.of("name", "lab", "passphrase", "12345678")));
    config.put("password", "1234");
    config.put("server-url", "https://10.0.0.11:6443");
    config.put("token", "12345");
    config.put("labels", ordered("topology.kubernetes.io/zone", "a", "ssd", true));
    config.put("k3s-args", List.of("server", "--cluster-init", "--token=12345"));
    config.put("environment", Map.of("http_proxy", "http://10.0.0.1:3128"));
    config.put("taints", List.of("dedicated=db:NoSchedule"));
    config.put(
        "install", Map.of("tty", "ttyS0", "power-off", true, "force-efi", true, "debug", true));
    InstallFacts facts =
        Installs.facts(
            OsFamily.K3OS,
            config,
            KernelArgs.of("printk.devkmsg=on", "console=tty0"),
            Effect.INSTALL);

    RenderedInstall install =
        Installs.render(
            Installs.retry(Installs.withMachineArguments(facts, "console=ttyS0,115200")));

    Golden.check("k3os-full", Golden.show(install));
  }

  @Test
  void theFirstInstallFallsBackAndARetryForces() {
    assertThat(Installs.render(facts(Map.of())).line())
        .contains(" k3os.fallback_mode=install ")
        .doesNotContain("k3os.mode");
    assertThat(Installs.render(Installs.retry(facts(Map.of()))).line())
        .contains(" k3os.mode=install ")
        .doesNotContain("fallback");
  }

  @Test
  void everySwitchIsExactlyTrueAndNoKeyOfTheReaderIsRepeated() {
    String line =
        Installs.render(facts(Map.of("install", Map.of("power-off", true, "debug", false)))).line();

    List<String> switches =
        Arrays.stream(line.split(" ")).filter(each -> each.startsWith("k3os.")).toList();
    assertThat(switches).contains("k3os.install.silent=true", "k3os.install.power_off=true");
    assertThat(switches)
        .noneMatch(each -> each.startsWith("k3os.install.debug") || !each.contains("="));
    assertThat(switches.stream().map(each -> each.replaceFirst("=.*", ""))).doesNotHaveDuplicates();
  }

  @Test
  void namesItsAssetsByArchitecture() {
    FrozenInstall frozen = Installs.freeze(facts(Map.of()));

    assertThat(frozen.assets())
        .containsExactly("k3os-vmlinuz-amd64", "k3os-initrd-amd64", "k3os-amd64.iso");
    assertThat(frozen.render(Installs.URLS).line()).startsWith("initrd=k3os-initrd-amd64 ");
  }

  /** Any key that k3OS's reader would take for configuration, in every spelling it accepts. */
  @ParameterizedTest
  @CsvSource({
    "k3os, remove it",
    "k3os.mode=live, reinstall",
    "K3OS.Fallback_Mode=install, reinstall",
    "k3os.install.silent, remove it",
    "k3os.install.device=/dev/sdb, machine's disk",
    "k3os.install.config_url=http://x, remove it",
    "k3os.install.configurl=http://x, remove it",
    "k3os.install.iso_url=http://x, remove it",
    "k3os.install.no_format, config.install.no-format",
    "k3os.install.tty=ttyS0, config.install.tty",
    "k3os.install.poweroff, config.install.power-off",
    "k3os.token=12345, under config",
    "k3os.labels[zone]=a, under config",
    "k3os.sysctl[a.b]=1, under config",
    "k3os.wifi.name=a, under config",
    "hostname=a, machine's name",
    "HostName=a, machine's name",
    "ssh_authorized_key=a, config.ssh-authorized-keys",
    "sshauthorizedkeys=a, config.ssh-authorized-keys",
    "write_files=a, config.write-files",
    "write_file.path=a, config.write-files",
    "runcmd=a, config.run-cmd",
    "run_cmd=a, config.run-cmd",
    "bootcmd=a, config.boot-cmd",
    "init_cmds=a, config.init-cmd",
    "initrd=a, remove it"
  })
  void refusesConfigurationOnTheLine(String word, String advice) {
    InstallFacts inProfile =
        Installs.facts(OsFamily.K3OS, Map.of(), KernelArgs.of(word), Effect.INSTALL);
    InstallFacts inMachine = Installs.withMachineArguments(facts(Map.of()), word);

    assertThatThrownBy(() -> Installs.freeze(inProfile))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("profile.arguments: '" + word.replaceFirst("=.*", "") + "'")
        .hasMessageContaining(advice);
    assertThatThrownBy(() -> Installs.freeze(inMachine))
        .hasMessageStartingWith("machine.arguments: ")
        .hasMessageContaining(advice);
  }

  @Test
  void aKeyThatOnlyLooksLikeConfigurationIsAnOrdinaryArgument() {
    InstallFacts facts =
        Installs.withMachineArguments(
            facts(Map.of()), "k3osx=1", "hostnamex=2", "printk.devkmsg=on");

    assertThat(Installs.render(facts).line()).contains(" k3osx=1 hostnamex=2 printk.devkmsg=on ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dev/sda",
        "/dev/sdaa",
        "/dev/vda",
        "/dev/xvdb",
        "/dev/hda",
        "/dev/nvme0n1",
        "/dev/mmcblk0"
      })
  void takesWholeDisks(String disk) {
    assertThat(Installs.render(Installs.onDisk(facts(Map.of()), disk)).line())
        .contains(" k3os.install.device=" + disk + " ");
  }

  @ParameterizedTest
  @CsvSource({
    "'', is missing",
    "/dev/sda1, is a partition",
    "/dev/nvme0n1p2, is a partition",
    "/dev/mmcblk0p1, is a partition",
    "/dev/disk/by-id/ata-X, appends partition numbers",
    "/dev/disk/by-id/ata-X-part1, appends partition numbers",
    "sda, not a whole-disk name",
    "/dev/sda k3os.mode=live, not a whole-disk name",
    "/dev/../sda, not a whole-disk name",
    "/dev/nvme0, not a whole-disk name"
  })
  void refusesWhatIsNotAWholeDisk(String disk, String why) {
    assertThatThrownBy(() -> Installs.freeze(Installs.onDisk(facts(Map.of()), disk)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("machine.disk: ")
        .hasMessageContaining(why);
  }

  @Test
  void refusesALineThatCouldGrowTooLong() {
    FrozenInstall fits =
        Installs.freeze(Installs.withMachineArguments(facts(Map.of()), "pad=" + "x".repeat(1450)));
    ServeUrls longest =
        new ServeUrls(
            "http://h/" + "a".repeat(ServeUrls.MAX_LENGTH - 9),
            "http://h/" + "b".repeat(ServeUrls.MAX_LENGTH - 9),
            "http://h/" + "c".repeat(ServeUrls.MAX_LENGTH - 9));

    int length = fits.render(longest).line().length();
    int room = KernelLine.MAX_LENGTH - length;
    InstallFacts brim =
        Installs.withMachineArguments(facts(Map.of()), "pad=" + "x".repeat(1450 + room));
    InstallFacts over =
        Installs.withMachineArguments(facts(Map.of()), "pad=" + "x".repeat(1451 + room));

    assertThat(Installs.freeze(brim).render(longest).line()).hasSize(2047);
    assertThatThrownBy(() -> Installs.freeze(over))
        .hasMessageContaining("2048 characters")
        .hasMessageContaining("2047");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Node", "node_1", "-node", "node.", "", "a b", "n\n"})
  void refusesANameThatCannotBeAHostName(String name) {
    assertThatThrownBy(() -> Installs.freeze(Installs.named(facts(Map.of()), name)))
        .hasMessageStartingWith("machine.name: ");
  }

  @Test
  void namesTheNearestKeyForAnUnknownOne() {
    assertThatThrownBy(() -> Installs.freeze(facts(Map.of("ssh_authorized_keys", List.of()))))
        .hasMessage("config.ssh_authorized_keys: unknown key; did you mean 'ssh-authorized-keys'?");
    assertThatThrownBy(() -> Installs.freeze(facts(Map.of("tokn", "a"))))
        .hasMessageContaining("did you mean 'token'?");
    assertThatThrownBy(() -> Installs.freeze(facts(Map.of("zzzzzzzz", "a"))))
        .hasMessageContaining("known keys are ssh-authorized-keys,");
    assertThatThrownBy(() -> Installs.freeze(facts(Map.of("install", Map.of("poweroff", true)))))
        .hasMessage("config.install.poweroff: unknown key; did you mean 'power-off'?");
    assertThatThrownBy(
            () -> Installs.freeze(facts(Map.of("write-files", List.of(Map.of("mode", "0644"))))))
        .hasMessageStartingWith("config.write-files[0].mode: unknown key");
  }

  @Test
  void saysWhichValueHasTheWrongType() {
    refuses(Map.of("token", 12345), "config.token: must be text; put it in quotes");
    refuses(Map.of("password", 1234), "config.password: must be text");
    refuses(Map.of("run-cmd", List.of("a", List.of("b", "c"))), "config.run-cmd[1]: must be text");
    refuses(Map.of("k3s-args", "server"), "config.k3s-args: must be a list");
    refuses(Map.of("labels", List.of()), "config.labels: must be a map");
    refuses(Map.of("write-files", List.of("a")), "config.write-files[0]: must be a map");
    refuses(
        Map.of("write-files", List.of(Map.of("path", "/a", "permissions", 420))),
        "config.write-files[0].permissions: must be text");
    refuses(
        Map.of("install", Map.of("debug", "yes")), "config.install.debug: must be true or false");
    refuses(Map.of("token", "a\nb"), "config.token: must be a single line");
    refuses(Map.of("labels", Map.of("a", 1.5)), "config.labels[a]: must be text");
  }

  @Test
  void saysWhichValueK3osCouldNotUse() {
    refuses(
        Map.of("k3s-args", List.of("--flannel-backend=none")),
        "config.k3s-args[0]: must be server or agent");
    refuses(Map.of("taints", List.of("a=b:NoSchedule", "a=b")), "config.taints[1]: must read");
    refuses(Map.of("data-sources", List.of("azure")), "config.data-sources[0]: must be one of");
    refuses(Map.of("modules", List.of("kvm; reboot")), "config.modules[0]: must be the name");
    refuses(Map.of("server-url", "10.0.0.1"), "config.server-url: must be a URL");
    refuses(
        Map.of("ssh-authorized-keys", List.of("hello")),
        "config.ssh-authorized-keys[0]: is not a public SSH key");
    refuses(Map.of("run-cmd", List.of(" ")), "config.run-cmd[0]: must be a shell command");
    refuses(Map.of("run-cmd", List.of("a\0b")), "config.run-cmd[0]: must be a shell command");
    refuses(
        Map.of("wifi", List.of(Map.of("name", "lab"))), "config.wifi[0].passphrase: is missing");
    refuses(file("path", "etc/a"), "config.write-files[0].path: must be an absolute path");
    refuses(file("path", "/etc/../a"), "config.write-files[0].path: must be an absolute path");
    refuses(file("permissions", "rw"), "config.write-files[0].permissions: must be an octal mode");
    refuses(file("encoding", "gz"), "config.write-files[0].encoding: must be b64");
    refuses(file("encoding", "b64"), "config.write-files[0].content: is not Base64");
    refuses(
        Map.of("install", Map.of("tty", "ttyS0 rescue")), "config.install.tty: must be a terminal");
  }

  private static Map<String, Object> file(String key, String value) {
    Map<String, Object> file = ordered("path", "/etc/a", "content", "?");
    file.put(key, value);
    return Map.of("write-files", List.of(file));
  }

  private static void refuses(Map<String, Object> config, String message) {
    assertThatThrownBy(() -> Installs.freeze(facts(config)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void aTokenThatK3sWouldNotReadGoesIntoTheArgumentsWithTheRole() {
    assertThat(k3os(Map.of("token", "t")))
        .containsEntry("k3s_args", List.of("server", "--token=t"))
        .containsEntry("token", "t");
    assertThat(k3os(Map.of("token", "t", "server-url", "https://a:6443")))
        .containsEntry("k3s_args", List.of("agent", "--token=t"));
    assertThat(k3os(Map.of("token", "K10t"))).doesNotContainKey("k3s_args");
    assertThat(k3os(Map.of("token", "t", "k3s-args", List.of("server", "--token=u"))))
        .containsEntry("k3s_args", List.of("server", "--token=u"));
  }

  @Test
  void valuesThatYamlWouldTakeForSomethingElseStayText() {
    Map<String, Object> written =
        k3os(
            Map.of(
                "environment",
                ordered(
                    "a", "y", "b", "0644", "c", "12345", "d", "~", "e", "", "f", "1:30", "y", "no",
                    "g", "0x1f")));

    assertThat(written.get("environment"))
        .isEqualTo(
            Map.of(
                "a", "y", "b", "0644", "c", "12345", "d", "~", "e", "", "f", "1:30", "y", "no", "g",
                "0x1f"));
  }

  @Test
  void theReportRunsFirstAndNeverHoldsTheBootUp() throws Exception {
    Map<String, Object> document =
        yaml(Installs.render(facts(Map.of("run-cmd", List.of("false")))));

    List<?> commands = (List<?>) document.get("run_cmd");
    String report = (String) commands.getFirst();
    assertThat(commands).hasSize(2).last().isEqualTo("false");
    assertThat(report).contains("u='http://10.0.0.1:8069/report/r3p0rt/booted'");

    Process shell =
        new ProcessBuilder(
                "sh",
                "-c",
                report
                    .replace("http://10.0.0.1:8069", "http://127.0.0.1:1")
                    .replace("lt 60", "lt 1"))
            .start();
    assertThat(shell.waitFor(5, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).isZero();
  }

  @Test
  void survivesJson() throws Exception {
    FrozenInstall frozen = Installs.freeze(facts(Map.of("token", "t")));
    ObjectMapper json = new ObjectMapper();

    assertThat(json.readValue(json.writeValueAsString(frozen), FrozenInstall.class))
        .isEqualTo(frozen);
  }

  @Test
  void showsNoSecret() {
    FrozenInstall frozen = Installs.freeze(facts(Map.of("token", "s3cret")));

    assertThat(frozen.toString() + frozen.render(Installs.URLS) + Installs.URLS)
        .doesNotContain("s3cret", "c0nf1g", "r3p0rt");
  }

  @Property(tries = 200)
  void anyTextSurvives(
      @ForAll @StringLength(max = 200) String raw,
      @ForAll @StringLength(min = 1, max = 400) @CharRange(from = '!', to = '~') String key) {
    String text = new String(raw.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    String line = text.replaceAll("\\p{Cc}", "");
    Map<String, Object> config =
        Map.of(
            "write-files",
            List.of(Map.of("path", "/a", "content", text)),
            "environment",
            Map.of(key, line));

    Map<String, Object> document = yaml(Installs.render(facts(config)));

    assertThat(document.get("write_files"))
        .isEqualTo(List.of(Map.of("path", "/a", "content", text)));
    assertThat(document.get("k3os")).isEqualTo(Map.of("environment", Map.of(key, line)));
  }

  @Test
  void refusesAKeyTooLongForYaml() {
    refuses(Map.of("labels", Map.of("\"".repeat(401), "a")), "config.labels: its keys must be");
    refuses(Map.of("labels", Map.of("a b", "a")), "config.labels: its keys must be");
  }

  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
