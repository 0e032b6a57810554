package io.ironwake.boot;

import static io.ironwake.boot.BootLab.OPERATOR;
import static io.ironwake.boot.BootLab.configUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ironwake.journal.BootEvents;
import io.ironwake.machine.Machine;
import io.ironwake.store.MariaDbTestResource;
import io.ironwake.store.Transactions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No nonce and no token is ever logged, journaled, audited or listed. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class SecretsStaySecretTest {
  @Inject BootLab lab;
  @Inject Approvals approvals;
  @Inject Withdrawals withdrawals;
  @Inject InstallHistory history;
  @Inject BootEvents events;
  @Inject BootFiles files;
  @Inject Transactions transactions;
  @Inject EntityManager database;

  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          StringWriter text = new StringWriter();
          text.append(
              record instanceof ExtLogRecord ext
                  ? ext.getFormattedMessage()
                  : String.valueOf(record.getMessage()));
          if (record.getThrown() != null) {
            record.getThrown().printStackTrace(new PrintWriter(text));
          }
          logged.add(text.toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    lab.open();
    listener.setLevel(Level.ALL);
    Logger.getLogger("").addHandler(listener);
    Logger.getLogger("io.ironwake").setLevel(Level.ALL);
  }

  @AfterEach
  void stopListening() {
    Logger.getLogger("").removeHandler(listener);
    Logger.getLogger("io.ironwake").setLevel(null);
  }

  @Test
  void aWholeLifeTellsNone() {
    Machine machine = lab.machine(lab.generic("generic"));
    lab.bootScript(machine);
    lab.approve(machine);
    String boot = lab.power(machine);
    String nonce = boot.substring(boot.lastIndexOf('/') + 1);
    String script = lab.script(boot);
    lab.getFrom(BootLab.ELSEWHERE, boot + "/script");
    lab.get(boot);
    lab.get(boot + "/nothing.here");
    files.tftp(BootLab.HOME, nonce + "/boot.ipxe");
    files.tftp(BootLab.HOME, nonce);
    files.tftp(BootLab.ELSEWHERE, nonce + "/boot.ipxe");
    lab.get(configUrl(script));
    lab.get(configUrl(script) + "-not");
    String report = lab.reportUrl(script);
    lab.get(report + "/progress?message=half");
    lab.get(report + "/installed");
    lab.get(configUrl(script));
    lab.reinstall(machine);
    lab.get(report + "/failed");
    lab.bootScript(machine);
    withdrawals.abandon(machine.id(), Optional.empty(), "enough", OPERATOR);
    await()
        .untilAsserted(
            () ->
                assertThat(events.ofMachine(machine.id(), 0, 100))
                    .anyMatch(
                        step ->
                            step.detail().toString().contains("enough")
                                || step.kind().equals("script")));

    assertThat(lab.secrets()).hasSizeGreaterThanOrEqualTo(6);
    assertThat(logged).isNotEmpty();
    String told =
        String.join("\n", logged)
            + everything("audit")
            + everything("boot_event")
            + everything("machine")
            + everything("install")
            + everything("attempt")
            + history.of(machine.id())
            + approvalsSeen(machine);
    assertThat(lab.secrets()).noneMatch(told::contains);
  }

  @Test
  void aMalformedUrlIsRefusedAndNotLogged() throws IOException {
    String token = "b".repeat(31) + "Q";
    for (String target :
        List.of(
            "/report/" + token + "/failed?message=disk%20100%",
            "/boot/" + token + "/script?serial=%zz",
            "/config/" + token + "/%",
            "/assets/" + token + "/%2")) {
      assertThat(statusOf(target)).as(target).isEqualTo("HTTP/1.1 400 Bad Request");
    }
    assertThat(String.join("\n", logged)).doesNotContain(token);
  }

  /** By a bare socket: the JDK's client refuses to send such a URL. */
  private String statusOf(String target) throws IOException {
    URI base = URI.create(lab.base());
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      String request = "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .findFirst()
          .orElse("");
    }
  }

  @Test
  void answersToTheWrongClientRepeatNoNonce() {
    Machine machine = lab.machine(lab.generic("generic"));
    String boot = lab.power(machine);
    String nonce = boot.substring(boot.lastIndexOf('/') + 1);
    assertThat(files.tftp(BootLab.HOME, nonce).toCompletableFuture().join().toString())
        .doesNotContain(nonce);
    assertThat(
            files
                .tftp(BootLab.ELSEWHERE, nonce + "/boot.ipxe")
                .toCompletableFuture()
                .join()
                .toString())
        .doesNotContain(nonce);
  }

  private String approvalsSeen(Machine machine) {
    return lab.now(machine).toString();
  }

  private String everything(String table) {
    return transactions.call(
        () -> {
          StringBuilder text = new StringBuilder();
          for (Object row :
              database
                  .createNativeQuery("SELECT * FROM " + table, Object[].class)
                  .getResultList()) {
            for (Object column : (Object[]) row) {
              text.append(
                      column instanceof byte[] bytes
                          ? new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                          : String.valueOf(column))
                  .append(' ');
            }
            text.append('\n');
          }
          return text.toString();
        });
  }
}
