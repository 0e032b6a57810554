package io.ironwake.tftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.RequiredTool;
import io.ironwake.boot.FileAnswer;
import io.ironwake.net.Ipv4;
import io.ironwake.udp.UdpBinding;
import io.ironwake.udp.UdpTransport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients of the distribution against the server on an unprivileged loopback port. */
@Tag("clients")
class TftpClientsTest {
  private static final Ipv4 LOOPBACK = Ipv4.parse("127.0.0.1");

  @TempDir Path folder;

  private final Map<String, FileAnswer> files = new ConcurrentHashMap<>();
  private final UdpTransport transport = UdpTransport.open();
  private final TftpServer server =
      new TftpServer(
          transport,
          (client, name) ->
              CompletableFuture.completedFuture(
                  files.getOrDefault(name, new FileAnswer.NotFound("no such file"))),
          TftpSettings.DEFAULT,
          new SimpleMeterRegistry(),
          System::nanoTime);
  private Path target = Path.of("unset");
  private String port = "unset";

  @BeforeEach
  void listen() {
    target = folder.resolve("fetched");
    port = Integer.toString(server.listen(new UdpBinding(LOOPBACK, 0, Optional.empty())));
  }

  @AfterEach
  void close() {
    server.close();
    transport.close();
  }

  private byte[] serve(String name, int size) throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    files.put(name, new FileAnswer.OnDisk(Files.write(folder.resolve("served"), content), size));
    return content;
  }

  private record Run(int exit, String output) {}

  private Run run(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ended", command[0]).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(output, UTF_8));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 511, 512, 513, 3_000_000})
  void tftpHpa(int size) throws Exception {
    RequiredTool.require("tftp", "tftp-hpa");
    byte[] content = serve("n/f", size);

    Run run = run("tftp", "-m", "binary", "127.0.0.1", port, "-c", "get", "n/f", target.toString());

    assertThat(run.output()).isEmpty();
    assertThat(Files.readAllBytes(target)).isEqualTo(content);
  }

  @Test
  void tftpHpaInNetasciiTranslatesBack() throws Exception {
    RequiredTool.require("tftp", "tftp-hpa");
    files.put("t", new FileAnswer.Bytes("one\ntwo\rthree\n".getBytes(UTF_8)));

    run("tftp", "-m", "ascii", "127.0.0.1", port, "-c", "get", "t", target.toString());

    assertThat(Files.readString(target)).isEqualTo("one\ntwo\rthree\n");
  }

  @Test
  void tftpHpaIsToldThatAFileIsMissingAndThatItMayNotWrite() throws Exception {
    RequiredTool.require("tftp", "tftp-hpa");
    Files.writeString(folder.resolve("up"), "x");

    assertThat(
            run("tftp", "-m", "binary", "127.0.0.1", port, "-c", "get", "no", target.toString())
                .output())
        .contains("Error code 1: no such file");
    assertThat(run("tftp", "-m", "binary", "127.0.0.1", port, "-c", "put", "up", "up").output())
        .contains("Error code 2: read only");
  }

  @ParameterizedTest
  @CsvSource({
    "0,''",
    "513,''",
    "512,blksize 512",
    "3000000,blksize 1468",
    "70000,blksize 8",
    "100000,timeout 3",
    "3000000,windowsize 8",
    "513,windowsize 64",
    "0,windowsize 2"
  })
  void atftp(int size, String option) throws Exception {
    RequiredTool.require("atftp", "atftp");
    byte[] content = serve("f", size);
    List<String> command = new ArrayList<>(List.of("atftp"));
    if (!option.isEmpty()) {
      command.addAll(List.of("--option", option));
    }
    command.addAll(
        List.of("--option", "tsize", "-g", "-r", "f", "-l", target.toString(), "127.0.0.1", port));

    Run run = run(command.toArray(String[]::new));

    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(Files.readAllBytes(target)).isEqualTo(content);
  }

  @ParameterizedTest
  @CsvSource({"0,512", "1,512", "512,512", "513,1468", "3000000,1468", "600000,8"})
  void curl(int size, int blockSize) throws Exception {
    RequiredTool.require("curl", "curl");
    byte[] content = serve("n/f", size);

    Run run =
        run(
            "curl",
            "-sS",
            "--tftp-blksize",
            Integer.toString(blockSize),
            "-o",
            target.toString(),
            "tftp://127.0.0.1:" + port + "/n/f");

    assertThat(run).isEqualTo(new Run(0, ""));
    assertThat(Files.readAllBytes(target)).isEqualTo(content);
  }

  @ParameterizedTest
  @CsvSource({"0,512", "512,512", "513,1468", "3000000,1468", "70000,64"})
  void busybox(int size, int blockSize) throws Exception {
    RequiredTool.require("busybox", "busybox-static");
    byte[] content = serve("n/f", size);

    Run run =
        run(
            "busybox",
            "tftp",
            "-g",
            "-b",
            Integer.toString(blockSize),
            "-r",
            "n/f",
            "-l",
            target.toString(),
            "127.0.0.1",
            port);

    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(Files.readAllBytes(target)).isEqualTo(content);
  }

  @Test
  void busyboxIsToldThatAFileIsMissing() throws Exception {
    RequiredTool.require("busybox", "busybox-static");

    Run run = run("busybox", "tftp", "-g", "-r", "no", "-l", target.toString(), "127.0.0.1", port);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).contains("no such file");
  }

  @Test
  void curlWithoutOptionsAndCurlOnAMissingFile() throws Exception {
    RequiredTool.require("curl", "curl");
    byte[] content = serve("f", 100_000);
    String url = "tftp://127.0.0.1:" + port + "/";

    assertThat(run("curl", "-sS", "--tftp-no-options", "-o", target.toString(), url + "f").exit())
        .isZero();
    assertThat(Files.readAllBytes(target)).isEqualTo(content);
    // curl(1): 68 is "File not found on TFTP server", which it makes of error 1 alone.
    assertThat(run("curl", "-sS", "-o", target.toString(), url + "no").exit()).isEqualTo(68);
  }
}
