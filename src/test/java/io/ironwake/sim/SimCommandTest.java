package io.ironwake.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SimCommandTest {
  private final StringWriter out = new StringWriter();

  @Test
  void showsEachMachinesStepsAndWhereItStopped() throws IOException {
    try (FakeBootService service = new FakeBootService()) {
      service.script("exit 1");

      int status =
          run(
              "--dhcp-port",
              "" + service.settings().dhcpPort(),
              "--tftp-port",
              "" + service.settings().tftpPort(),
              "--machines",
              "2",
              "--time-factor",
              "0.01",
              "--boots",
              "1");

      assertThat(status).isOne();
      assertThat(out.toString())
          .contains(
              "sim-1      loader     loaded loader.bin, 10000 bytes",
              "sim-2      local-boot the script said exit 1")
          .contains(
              "sim-1      DOWN stopped at reboot: gave up after 1 network boots",
              "0 of 2 machines are up");
    }
  }

  @Test
  void aWrongAddressIsNamed() {
    assertThat(run("--giaddr", "localhost")).isEqualTo(2);
    assertThat(out.toString()).contains("'localhost' is not an IPv4 address");
  }

  private int run(String... arguments) {
    PrintWriter writer = new PrintWriter(out);
    return new CommandLine(new SimCommand()).setOut(writer).setErr(writer).execute(arguments);
  }
}
