package io.ironwake.udp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class LinuxArpTableTest {
  private static final Ipv4 ADDRESS = Ipv4.parse("198.51.100.7");
  private static final MacAddress MAC = MacAddress.parse("52:54:00:12:34:56");

  /** Puts one entry; run inside the network namespace of the test. */
  static final class PutOne {
    public static void main(String[] arguments) {
      System.exit(ArpTable.system().put(arguments[0], ADDRESS, MAC) ? 0 : 1);
    }
  }

  @Test
  void anInterfaceThatIsNotThereGivesFalse() {
    assertThat(ArpTable.system().put("nosuch9", ADDRESS, MAC)).isFalse();
    assertThat(ArpTable.system().put("a-name-longer-than-fifteen", ADDRESS, MAC)).isFalse();
  }

  @Tag("clients")
  @Test
  void theEntryStandsInTheKernelsTable() throws Exception {
    String namespace = "iw-arp-" + ProcessHandle.current().pid();
    run("ip", "netns", "add", namespace);
    try {
      run("ip", "-n", namespace, "link", "add", "eth7", "type", "veth", "peer", "name", "eth8");
      run("ip", "-n", namespace, "addr", "add", "198.51.100.1/24", "dev", "eth7");
      run("ip", "-n", namespace, "link", "set", "eth8", "up");
      run("ip", "-n", namespace, "link", "set", "eth7", "up");
      run(
          "ip",
          "netns",
          "exec",
          namespace,
          ProcessHandle.current().info().command().orElseThrow(),
          "--enable-native-access=ALL-UNNAMED",
          "-cp",
          System.getProperty("java.class.path"),
          PutOne.class.getName(),
          "eth7");

      assertThat(run("ip", "-n", namespace, "neigh", "show"))
          .contains(ADDRESS + " dev eth7 lladdr " + MAC);
    } finally {
      run("ip", "netns", "del", namespace);
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", String.join(" ", command), output).isZero();
    return output;
  }
}
