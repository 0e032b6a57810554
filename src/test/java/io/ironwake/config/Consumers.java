package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.RequiredTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Hands a document to the program that reads documents of its kind, or to that program's checker.
 */
public final class Consumers {
  private Consumers() {}

  /** Skips the test, with the package's name, where a checker is missing. */
  public static void check(Document document, Path folder) throws Exception {
    Path file = Files.write(folder.resolve(document.name()), document.bytes());
    switch (kind(document)) {
      case "preseed.cfg" -> preseed(file);
      case "ks.cfg" -> kickstart(file);
      case "sh", "takeover" -> shell(file);
      case "cpio" -> {
        RequiredTool.require("cpio", "cpio");
        assertThat(run("cpio", "-t", "--quiet", "-F", file.toString())).contains("/config.");
      }
      case "overlay" ->
          assertThat(run("tar", "-tf", file.toString())).contains("k3os/system/config.yaml");
      case "menu" -> assertThat(document.text()).contains("k3os.install.silent=true\n");
      case "ign" -> ignition(document, file);
      case "xml" -> xml(file);
      case "user-data", "vendor-data" -> cloudConfig(file);
      case "yaml", "meta-data", "network-config" ->
          assertThat(Outline.yaml(document.text())).isNotEqualTo(List.of());
      // The operator's own; and our own notes for an ISO's menu, which nobody else reads.
      case Placeholders.CONFIG -> {}
      default -> throw new AssertionError("no consumer known for " + document.name());
    }
  }

  private static String kind(Document document) {
    String name = document.name();
    return name.endsWith(".cfg") ? name : name.substring(name.lastIndexOf('.') + 1);
  }

  private static void preseed(Path file) throws Exception {
    RequiredTool.require("debconf-set-selections", "debconf");
    assertThat(run("debconf-set-selections", "--checkonly", file.toString())).isEmpty();
  }

  /** Debian 12's Ignition reads specifications up to 3.3. */
  private static void ignition(Document document, Path file) throws Exception {
    if (!document.contentType().matches(".*version=3\\.[0-3]\\.0")) {
      assertThat(new ObjectMapper().readTree(file.toFile()).at("/ignition/version").asText())
          .startsWith("3.");
      return;
    }
    RequiredTool.require("ignition-validate", "ignition");
    assertThat(run("ignition-validate", file.toString())).isEmpty();
  }

  /** cloud-init 22 does not read the autoinstall section: what is in it, it must read alone. */
  private static void cloudConfig(Path file) throws Exception {
    RequiredTool.require("cloud-init", "cloud-init");
    assertThat(run("cloud-init", "schema", "--config-file", file.toString()))
        .startsWith("Valid cloud-config");
    if (Outline.load(Files.readString(file)) instanceof Map<?, ?> map
        && map.get("autoinstall") instanceof Map<?, ?> auto
        && auto.get("user-data") instanceof Map<?, ?> system) {
      Path inner = file.resolveSibling("installed-user-data");
      Files.writeString(inner, "#cloud-config\n" + new ObjectMapper().writeValueAsString(system));
      assertThat(run("cloud-init", "schema", "--config-file", inner.toString()))
          .startsWith("Valid cloud-config");
    }
  }

  /** pykickstart, which Debian does not bring, takes each line apart with Python's shlex. */
  private static void kickstart(Path file) throws Exception {
    RequiredTool.require("python3", "python3");
    String words =
        "import shlex, sys\n"
            + "section = False\n"
            + "for line in open(sys.argv[1], encoding='utf-8'):\n"
            + "  line = line.rstrip('\\n')\n"
            + "  if line.startswith('%'):\n"
            + "    assert section == (line == '%end'), line\n"
            + "    section = line != '%end'\n"
            + "  elif not section:\n"
            + "    shlex.split(line, comments=True)\n"
            + "assert not section\n";
    assertThat(run("python3", "-c", words, file.toString())).isEmpty();
  }

  private static void xml(Path file) throws Exception {
    RequiredTool.require("xmllint", "libxml2-utils");
    assertThat(run("xmllint", "--nonet", "--noout", file.toString())).isEmpty();
  }

  private static void shell(Path file) throws Exception {
    assertThat(run("sh", "-n", file.toString())).isEmpty();
  }

  /** What a successful run printed. */
  static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).describedAs("%s: %s", List.of(command), printed).isZero();
    return printed;
  }
}
