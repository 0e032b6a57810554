package io.ironwake.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.RequiredTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs themselves read the snippets. */
@Tag("clients")
class SnippetProgramsTest {
  @TempDir Path folder;

  @Test
  void keaTakesIt() throws Exception {
    RequiredTool.require("kea-dhcp4", "kea-dhcp4-server");
    Path file =
        write(
            "{ \"Dhcp4\": { \"interfaces-config\": { \"interfaces\": [] },\n"
                + "\"lease-database\": { \"type\": \"memfile\", \"persist\": false },\n"
                + "\"subnet4\": [ { \"subnet\": \"10.77.0.0/24\" } ],\n"
                + Snippet.KEA.text(SnippetTest.FACTS)
                + "} }\n");
    read("kea-dhcp4", "-t", file.toString());
  }

  @Test
  void iscDhcpdTakesItGloballyAndInASubnet() throws Exception {
    RequiredTool.require("dhcpd", "isc-dhcp-server");
    String text = Snippet.ISC_DHCPD.text(SnippetTest.FACTS);
    read(
        "dhcpd",
        "-t",
        "-cf",
        write(text + "subnet 10.77.0.0 netmask 255.255.255.0 { }\n").toString());
    int end = text.indexOf(";\n") + 2;
    read(
        "dhcpd",
        "-t",
        "-cf",
        write(
                text.substring(0, end)
                    + "subnet 10.77.0.0 netmask 255.255.255.0 {\n"
                    + text.substring(end)
                    + "}\n")
            .toString());
  }

  @Test
  void dnsmasqTakesIt() throws Exception {
    RequiredTool.require("dnsmasq", "dnsmasq-base");
    read("dnsmasq", "--test", "--conf-file=" + write(Snippet.DNSMASQ.text(SnippetTest.FACTS)));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("configuration"), text);
  }

  private void read(String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    builder.environment().put("KEA_LOCKFILE_DIR", folder.toString());
    Path output = folder.resolve("output");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }
}
