package io.ironwake.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ironwake.asset.AssetStore.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetStoreTest {
  private static final Release RELEASE = new Release("k3os", "v0.22.2", "amd64");
  private static final String CONTENT = "a kernel";

  @TempDir Path root;
  private AssetStore store;
  private Path folder;
  private Path kernel;

  @BeforeEach
  void release() throws Exception {
    store = new AssetStore(root.toString());
    folder = Files.createDirectories(root.resolve(RELEASE.folder()));
    kernel = Files.writeString(folder.resolve("vmlinuz"), CONTENT);
    sums(sha256(CONTENT) + "  vmlinuz\n");
  }

  private void sums(String text) throws IOException {
    Files.writeString(folder.resolve("SHA256SUMS"), text);
  }

  private static String sha256(String content) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
  }

  private void isBad(String why) {
    assertThat(store.find(RELEASE, "vmlinuz"))
        .isInstanceOfSatisfying(
            Finding.Bad.class,
            bad -> assertThat(bad.reason()).contains("k3os/v0.22.2/amd64/vmlinuz", why));
    assertThat(store.verified(RELEASE, "vmlinuz")).isEmpty();
  }

  @Test
  void aFileThatEqualsItsChecksumIsServed() throws Exception {
    assertThat(store.find(RELEASE, "vmlinuz"))
        .isEqualTo(
            new Finding.Good(
                new VerifiedAsset(kernel, "vmlinuz", CONTENT.length(), sha256(CONTENT))));
    assertThat(store.faults(RELEASE, List.of("vmlinuz"))).isEmpty();
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(store.find(RELEASE, "initrd")).isInstanceOf(Finding.Missing.class);
    assertThat(store.faults(RELEASE, List.of("vmlinuz", "initrd", "iso")))
        .hasSize(2)
        .first()
        .asString()
        .contains("k3os/v0.22.2/amd64/initrd is missing");
  }

  @Test
  void aFolderWithoutChecksumsIsUnverified() throws IOException {
    Files.delete(folder.resolve("SHA256SUMS"));
    isBad("sha256sum");
  }

  @Test
  void aFileTheChecksumsDoNotListIsUnverified() throws Exception {
    sums(sha256(CONTENT) + "  other\n");
    isBad("does not list it");
  }

  @Test
  void checksumsThatCannotBeReadVerifyNothing() throws IOException {
    sums("what is this\n");
    isBad("line 1");
  }

  @Test
  void aDamagedFileIsNotServed() throws IOException {
    Files.writeString(kernel, "another kernel");
    isBad("differs from its SHA256SUMS");
  }

  @Test
  void aFileChangedAfterItWasVerifiedIsNotServed() throws IOException {
    assertThat(store.verified(RELEASE, "vmlinuz")).isPresent();
    Files.writeString(kernel, "another kernel");
    isBad("differs");
  }

  @Test
  void aChangeThatKeepsSizeAndTimeIsNoticed() throws IOException {
    FileTime before = Files.getLastModifiedTime(kernel);
    assertThat(store.verified(RELEASE, "vmlinuz")).isPresent();
    Object changed = Files.getAttribute(kernel, "unix:ctime");
    await()
        .until(
            () -> {
              Files.writeString(kernel, "A KERNEL");
              Files.setLastModifiedTime(kernel, before);
              return !Files.getAttribute(kernel, "unix:ctime").equals(changed);
            });
    isBad("differs");
  }

  @Test
  void aMendedFileIsServedAgain() throws IOException {
    Files.writeString(kernel, "another kernel");
    isBad("differs");
    Files.writeString(kernel, CONTENT);
    assertThat(store.verified(RELEASE, "vmlinuz")).isPresent();
  }

  @Test
  void aLinkIsNotFollowed() throws Exception {
    Path secret = Files.writeString(root.resolve("secret"), CONTENT);
    Files.createSymbolicLink(folder.resolve("link"), secret);
    sums(sha256(CONTENT) + "  link\n");
    assertThat(store.find(RELEASE, "link")).isInstanceOf(Finding.Missing.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "",
        "../vmlinuz",
        "../../v0.22.2/amd64/vmlinuz",
        "sub/vmlinuz",
        "/etc/passwd",
        "./vmlinuz/../../amd64/x"
      })
  void nothingOutsideTheFolderIsFound(String name) {
    assertThat(store.find(RELEASE, name)).isInstanceOf(Finding.Missing.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", "a/b", ".hidden", "-x", "a b", "ä", "a\u0000"})
  void releaseFoldersAreOneSegmentEach(String segment) {
    assertThatThrownBy(() -> new Release(segment, "v1", "amd64"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("os");
    assertThatThrownBy(() -> new Release("k3os", segment, "amd64"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version");
    assertThatThrownBy(() -> new Release("k3os", "v1", segment))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("arch");
  }

  @Test
  void checksumsAreReadAsSha256sumWritesThem() {
    String a = "a".repeat(64);
    String b = "B".repeat(64);
    assertThat(
            Checksums.parse(
                "# made by hand\n\n"
                    + a
                    + "  plain\r\n"
                    + b
                    + " *binary\n"
                    + a
                    + "  ./here\n"
                    + a
                    + "  two words\n"))
        .isEqualTo(Map.of("plain", a, "binary", "b".repeat(64), "here", a, "two words", a));
    assertThat(Checksums.parse("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc  file", "x", "SHA256 (file) = aaaa"})
  void otherChecksumLinesAreNamed(String line) {
    assertThatThrownBy(() -> Checksums.parse("\n" + line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2");
  }
}
