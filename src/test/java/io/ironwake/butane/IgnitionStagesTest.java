package io.ironwake.butane;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.RequiredTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Ignition binary itself acts out a translation in a root folder: what an operator wrote in
 * Butane is what stands on the disk. It ends with an error about systemd, which does not run there,
 * after all is written.
 */
@Tag("clients")
class IgnitionStagesTest {
  private static final Path IGNITION = Path.of("/usr/lib/dracut/modules.d/30ignition/ignition");
  private static final String LINE = "the same line, again and again: é\n";
  private static final String BUTANE =
      """
      variant: flatcar
      version: 1.0.0
      passwd:
        groups:
          - name: engineers
            gid: 2000
        users:
          - name: core
            ssh_authorized_keys:
              - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ops
          - name: deploy
            uid: 1500
            groups: [engineers]
            password_hash: $y$j9T$aUmgEDoFIDPhGxEe2FUjc/$C5A
            shell: /bin/bash
      storage:
        directories:
          - path: /var/lib/data
            mode: 0750
            user: {id: 1500}
            group: {id: 2000}
        files:
          - path: /etc/plain
            mode: 0640
            contents: {inline: "a=b # 100%\\n"}
          - path: /etc/long
            contents:
              inline: "LONG"
          - path: /etc/joined
            append:
              - inline: "one\\n"
              - inline: "two\\n"
          - path: /etc/empty
            mode: 0600
            contents: {inline: ""}
        links:
          - path: /etc/localtime
            target: /usr/share/zoneinfo/Europe/Berlin
          - path: /etc/twin
            target: /etc/plain
            hard: true
        filesystems:
          - device: /dev/disk/by-partlabel/data
            format: ext4
            path: /var/lib/my-data
            with_mount_unit: true
      systemd:
        units:
          - name: hello@1.service
            enabled: true
            contents: |
              [Service]
              ExecStart=/bin/echo \\
                hello
              [Install]
              WantedBy=multi-user.target
          - name: docker.service
            enabled: true
            dropins:
              - name: 10-debug.conf
                contents: |
                  [Service]
                  Environment=DEBUG=1
      """
          .replace("LONG", LINE.replace("\n", "\\n").repeat(100));

  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void emptySystem() throws IOException {
    RequiredTool.require(IGNITION.toString(), "ignition");
    // Ignition writes keys as their user, who must get there.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    root = folder.resolve("root");
    Path home = Files.createDirectories(root.resolve("home/core"));
    Files.setAttribute(home, "unix:uid", 500);
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(
        root.resolve("etc/passwd"),
        "root:x:0:0:root:/root:/bin/bash\ncore:x:500:500:core:/home/core:/bin/bash\n");
    Files.writeString(root.resolve("etc/group"), "root:x:0:\ncore:x:500:\n");
    Files.writeString(root.resolve("etc/shadow"), "root:*:15887:0:::::\ncore:*:15887:0:::::\n");
  }

  @Test
  void doesOnTheDiskWhatWasWritten() throws Exception {
    Path config = folder.resolve("config.ign");
    Files.writeString(
        config, ButaneDocuments.json(OperatorDocument.butane("stages.bu", BUTANE, Limits.NONE)));

    run("fetch", config);
    run("files", config);

    filesAreThere();
    unitsAreThere();
    usersAreThere();
  }

  private void filesAreThere() throws IOException {
    assertThat(text("etc/plain")).isEqualTo("a=b # 100%\n");
    assertThat(mode("etc/plain")).isEqualTo("rw-r-----");
    assertThat(text("etc/long")).isEqualTo(LINE.repeat(100));
    assertThat(text("etc/joined")).isEqualTo("one\ntwo\n");
    assertThat(text("etc/empty")).isEmpty();
    assertThat(mode("etc/empty")).isEqualTo("rw-------");
    assertThat(mode("var/lib/data")).isEqualTo("rwxr-x---");
    assertThat(Files.getAttribute(root.resolve("var/lib/data"), "unix:uid")).isEqualTo(1500);
    assertThat(Files.readSymbolicLink(root.resolve("etc/localtime")))
        .isEqualTo(Path.of("/usr/share/zoneinfo/Europe/Berlin"));
    assertThat(Files.isSameFile(root.resolve("etc/twin"), root.resolve("etc/plain"))).isTrue();
  }

  private void unitsAreThere() throws IOException {
    String units = "etc/systemd/system/";
    assertThat(text(units + "hello@1.service")).contains("ExecStart=/bin/echo \\\n  hello\n");
    assertThat(text(units + "docker.service.d/10-debug.conf")).contains("Environment=DEBUG=1");
    assertThat(text(units + "var-lib-my\\x2ddata.mount"))
        .contains("Where=/var/lib/my-data\nWhat=/dev/disk/by-partlabel/data\nType=ext4\n");
    assertThat(text("etc/systemd/system-preset/20-ignition.preset"))
        .contains("enable hello@.service 1")
        .contains("enable docker.service")
        .contains("enable var-lib-my\\x2ddata.mount");
  }

  private void usersAreThere() throws IOException {
    assertThat(text("etc/passwd")).contains("deploy:x:1500:");
    assertThat(text("etc/shadow")).contains("deploy:$y$j9T$aUmgEDoFIDPhGxEe2FUjc/$C5A:");
    assertThat(text("etc/group")).contains("engineers:*:2000:deploy");
    assertThat(text("home/core/.ssh/authorized_keys.d/ignition"))
        .startsWith(
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl");
  }

  private String text(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  private String mode(String path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(path)));
  }

  private void run(String stage, Path config) throws Exception {
    Path log = folder.resolve(stage + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    IGNITION.toString(),
                    "-platform=file",
                    "-stage=" + stage,
                    "-root=" + root,
                    "-config-cache=" + folder.resolve("cache"),
                    "-state-file=" + folder.resolve("state"),
                    "-neednet=" + folder.resolve("neednet"),
                    "-log-to-stdout",
                    "-fetch-timeout=10s"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("IGNITION_CONFIG_FILE", config.toString());
    Process ignition = builder.start();
    assertThat(ignition.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }
}
