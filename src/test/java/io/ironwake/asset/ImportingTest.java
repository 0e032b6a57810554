package io.ironwake.asset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportingTest {
  private static final Release FLATCAR = new Release("flatcar", "4081.2.0", "amd64");
  private static final Release GENERIC = new Release("generic", "12", "amd64");
  private static final List<String> NAMES =
      List.of(
          "flatcar_production_pxe.vmlinuz",
          "flatcar_production_pxe_image.cpio.gz",
          "flatcar_production_image.bin.bz2");

  @TempDir Path folder;
  private final TestKeys vendor = new TestKeys();
  private Path root;
  private Path brought;
  private OptionalLong budget = OptionalLong.empty();
  private Optional<String> within = Optional.empty();

  @BeforeEach
  void shelf() throws IOException {
    root = Files.createDirectories(folder.resolve("assets"));
    brought = Files.createDirectories(folder.resolve("brought"));
    Path ring = Files.createDirectories(folder.resolve("keys/flatcar"));
    Files.write(ring.resolve("vendor.asc"), vendor.file());
    Files.writeString(ring.resolve("FINGERPRINTS"), vendor.fingerprint());
  }

  private void flatcar(Path into) throws IOException {
    Files.createDirectories(into);
    for (String name : NAMES) {
      byte[] content = ("content of " + name).getBytes(UTF_8);
      Files.write(into.resolve(name), content);
      Files.write(into.resolve(name + ".sig"), vendor.sign(content));
    }
  }

  private void generic(Path into, String... names) throws IOException {
    StringBuilder sums = new StringBuilder();
    for (String name : names) {
      Path file = Files.writeString(into.resolve(name), "content of " + name);
      sums.append(Digests.read(file, (b, n) -> {}).sha512())
          .append("  ./")
          .append(name)
          .append('\n');
    }
    Files.writeString(into.resolve("SHA512SUMS"), sums);
  }

  private List<CheckedFile> bring(Release release, Path path) throws IOException {
    Importing importing =
        new Importing(
            root,
            new DiskBudget(root, budget, 0),
            TransferLimits.DEFAULT,
            new KeyRings(folder.resolve("keys")),
            () -> TestKeys.MADE.plus(Duration.ofDays(60)));
    Optional<Vendor> of =
        release.os().equals("flatcar") ? Optional.of(Vendor.FLATCAR) : Optional.empty();
    ImportOrder order = new ImportOrder(of, release, String.valueOf(path.getFileName()), within);
    return importing.run(order, Parcel.at(path), "tester", new Progress());
  }

  private void fails(Release release, Path path, String... why) {
    assertThatThrownBy(() -> bring(release, path))
        .isInstanceOf(MirrorException.class)
        .hasMessageContainingAll(why);
    assertThat(root.resolve(release.os())).doesNotExist();
  }

  private boolean isServed(Release release, String name) {
    return new AssetStore(root.toString()).find(release, name) instanceof AssetStore.Finding.Good;
  }

  private Path tar(boolean zipped, Path of) throws IOException {
    Path tar = folder.resolve("brought.tar");
    OutputStream out = Files.newOutputStream(tar);
    try (TarArchiveOutputStream archive =
            new TarArchiveOutputStream(zipped ? new GZIPOutputStream(out) : out);
        var all = Files.walk(of)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        TarArchiveEntry entry = new TarArchiveEntry(each, "disk/" + of.relativize(each));
        archive.putArchiveEntry(entry);
        Files.copy(each, archive);
        archive.closeArchiveEntry();
      }
    }
    return tar;
  }

  private Path hostileTar(TarArchiveEntry... entries) throws IOException {
    Path tar = folder.resolve("hostile.tar");
    try (TarArchiveOutputStream archive = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
      archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      for (TarArchiveEntry each : entries) {
        archive.putArchiveEntry(each);
        archive.write(new byte[(int) each.getSize()]);
        archive.closeArchiveEntry();
      }
    }
    return tar;
  }

  @Test
  void aFolderIsVerifiedAndPublished() throws IOException {
    flatcar(brought.resolve("sub"));
    assertThat(bring(FLATCAR, brought)).hasSize(6);
    assertThat(NAMES).allMatch(name -> isServed(FLATCAR, name) && isServed(FLATCAR, name + ".sig"));
    assertThat(Provenance.read(root.resolve(FLATCAR.folder())).orElseThrow())
        .extracting(Provenance::source, Provenance::proof)
        .containsExactly("import of brought", "signature");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTarIs(boolean zipped) throws IOException {
    flatcar(brought);
    bring(FLATCAR, tar(zipped, brought));
    assertThat(NAMES).allMatch(name -> isServed(FLATCAR, name));
  }

  @Test
  void anIsoIs() throws IOException {
    TestIso iso = new TestIso().rockRidge();
    int n = 0;
    for (String name : NAMES) {
      byte[] content = ("content of " + name).getBytes(UTF_8);
      iso.file("F" + n++ + ".;1", name, content);
      iso.file("F" + n++ + ".;1", name + ".sig", vendor.sign(content));
    }
    bring(FLATCAR, Files.write(folder.resolve("flatcar.iso"), iso.bytes()));
    assertThat(NAMES).allMatch(name -> isServed(FLATCAR, name));
  }

  @Test
  void otherSystemsAreVerifiedByTheirListOfDigests() throws IOException {
    generic(brought, "linux", "initrd.gz");
    Files.writeString(brought.resolve("unlisted"), "x");
    bring(GENERIC, brought);
    assertThat(isServed(GENERIC, "linux")).isTrue();
    assertThat(isServed(GENERIC, "initrd.gz")).isTrue();
    assertThat(root.resolve(GENERIC.folder()).resolve("unlisted")).doesNotExist();
  }

  @Test
  void aFileThatDiffersFromTheListIsRefused() throws IOException {
    generic(brought, "linux", "initrd.gz");
    Files.writeString(brought.resolve("linux"), "changed on the way");
    fails(GENERIC, brought, "linux differs from SHA256SUMS");
    assertThat(root.resolve(".staging/generic@12@amd64")).doesNotExist();
  }

  @Test
  void nothingWithoutAProof() throws IOException {
    Files.writeString(brought.resolve("linux"), "x");
    fails(GENERIC, brought, "no list of digests", "SHA256SUMS");
    flatcar(brought);
    Files.delete(brought.resolve(NAMES.getFirst() + ".sig"));
    fails(FLATCAR, brought, NAMES.getFirst() + ".sig");
  }

  @Test
  void aForgedSignatureIsRefused() throws IOException {
    flatcar(brought);
    Files.write(
        brought.resolve(NAMES.getFirst() + ".sig"),
        new TestKeys().sign(Files.readAllBytes(brought.resolve(NAMES.getFirst()))));
    fails(FLATCAR, brought, "not trusted", "Flatcar_Image_Signing_Key.asc");
  }

  @Test
  void oneOfTwoIsNotGuessed() throws IOException {
    flatcar(brought.resolve("a"));
    flatcar(brought.resolve("b"));
    fails(FLATCAR, brought, "2 times", "--within");
    within = Optional.of("b/");
    bring(FLATCAR, brought);
    assertThat(isServed(FLATCAR, NAMES.getFirst())).isTrue();
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    flatcar(brought);
    Path kernel = brought.resolve(NAMES.getFirst());
    Path outside = Files.move(kernel, folder.resolve("outside"));
    Files.createSymbolicLink(kernel, outside);
    fails(FLATCAR, brought, NAMES.getFirst() + " is a link");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/cron.d/x", "/etc/passwd", "a/../../x", "..", "a\\..\\x"})
  void aTarThatLeadsOutIsRefused(String name) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("placeholder", TarConstants.LF_NORMAL);
    entry.setName(name);
    TarArchiveEntry climbing = new TarArchiveEntry(name, true);
    climbing.setSize(3);
    fails(GENERIC, hostileTar(climbing), "leads out of it");
  }

  @Test
  void linksInATarAreNotFiles() throws IOException {
    TarArchiveEntry link = new TarArchiveEntry(NAMES.getFirst() + ".sig", TarConstants.LF_SYMLINK);
    link.setLinkName("/etc/passwd");
    fails(FLATCAR, hostileTar(link), "is a link");
    TarArchiveEntry hard = new TarArchiveEntry(NAMES.getFirst() + ".sig", TarConstants.LF_LINK);
    hard.setLinkName("../../x");
    fails(FLATCAR, hostileTar(hard), "is a link");
  }

  @Test
  void whatIsNoArchiveIsNamed() throws IOException {
    byte[] noise = new byte[5000];
    new Random(3).nextBytes(noise);
    fails(GENERIC, Files.write(folder.resolve("noise"), noise), "neither an ISO nor a whole tar");
    flatcar(brought);
    byte[] whole = Files.readAllBytes(tar(false, brought));
    fails(
        FLATCAR,
        Files.write(folder.resolve("cut.tar"), Arrays.copyOf(whole, 700)),
        "neither an ISO nor a whole tar");
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeItIsCopied() throws IOException {
    generic(brought, "linux");
    budget = OptionalLong.of(5);
    fails(GENERIC, brought, "budget", "IRONWAKE_MIRROR_BUDGET");
  }
}
