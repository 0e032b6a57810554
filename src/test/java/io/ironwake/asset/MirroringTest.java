package io.ironwake.asset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirroringTest {
  private static final String VERSION = "4081.2.0";
  private static final String BASE = "/amd64-usr/" + VERSION + "/";
  private static final String IMAGE = "flatcar_production_image.bin.bz2";
  private static final Instant NOW = TestKeys.MADE.plus(Duration.ofDays(60));
  private static Vertx vertx;

  @TempDir Path folder;
  private final TestKeys vendor = new TestKeys();
  private final byte[] image = new byte[400_000];
  private Path root;
  private KeyRings rings;
  private TestMirror mirror;
  private VertxExchange exchange;
  private TransferLimits limits =
      new TransferLimits(
          1 << 20, Duration.ofHours(1), 1, Duration.ofMinutes(1), 3, Duration.ofMillis(1));
  private LongSupplier nanos = System::nanoTime;
  private OptionalLong budget = OptionalLong.empty();
  private final Progress progress = new Progress();
  private long now;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void shut() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void release() throws IOException {
    root = Files.createDirectories(folder.resolve("assets"));
    new Random(1).nextBytes(image);
    mirror = new TestMirror();
    exchange = new VertxExchange(vertx, Duration.ofSeconds(5));
    file("flatcar_production_pxe.vmlinuz", "a kernel".getBytes(UTF_8));
    file("flatcar_production_pxe_image.cpio.gz", "an initrd".getBytes(UTF_8));
    file(IMAGE, image);
    mirror.put(
        "/amd64-usr/current/version.txt",
        ("FLATCAR_BUILD=4081\nFLATCAR_VERSION=" + VERSION + "\n").getBytes(UTF_8));
    trust(vendor);
    rings = new KeyRings(folder.resolve("keys"));
  }

  @AfterEach
  void end() {
    mirror.close();
    exchange.close();
  }

  private void trust(TestKeys keys) throws IOException {
    Path ring = Files.createDirectories(folder.resolve("keys/flatcar"));
    Files.write(ring.resolve("vendor.asc"), keys.file());
    Files.writeString(ring.resolve("FINGERPRINTS"), keys.fingerprint() + "  # made by the test\n");
  }

  private void file(String name, byte[] content) {
    mirror.put(BASE + name, content);
    mirror.put(BASE + name + ".sig", vendor.sign(content));
  }

  private Mirroring mirroring() {
    Fetcher fetcher =
        new Fetcher(
            new UrlRule(List.of(mirror.url("/"))),
            host -> List.of(InetAddress.getByName(host)),
            exchange,
            nanos);
    Download download = new Download(fetcher, new DiskBudget(root, budget, 0), limits, nanos);
    return new Mirroring(root, fetcher, download, rings, () -> NOW);
  }

  private SyncOrder order(String version) {
    return new SyncOrder(Vendor.FLATCAR, version, "amd64", Optional.of(mirror.url("/amd64-usr/")));
  }

  private List<CheckedFile> sync() throws IOException {
    Mirroring mirroring = mirroring();
    return mirroring.run(mirroring.resolve(order(VERSION)), "tester", progress);
  }

  private void fails(String... why) {
    assertThatThrownBy(this::sync).isInstanceOf(MirrorException.class).hasMessageContainingAll(why);
    assertThat(root.resolve("flatcar")).doesNotExist();
  }

  private AssetStore.Finding find(String name) {
    return new AssetStore(root.toString()).find(new Release("flatcar", VERSION, "amd64"), name);
  }

  @Test
  void aReleaseIsFetchedVerifiedAndOnlyThenVisible() throws IOException {
    List<CheckedFile> files = sync();
    assertThat(files)
        .extracting(CheckedFile::name)
        .contains(IMAGE, IMAGE + ".sig", "flatcar_production_pxe.vmlinuz");
    assertThat(find(IMAGE)).isInstanceOf(AssetStore.Finding.Good.class);
    assertThat(find(IMAGE + ".sig")).isInstanceOf(AssetStore.Finding.Good.class);
    assertThat(find("PROVENANCE.json")).isInstanceOf(AssetStore.Finding.Bad.class);
    assertThat(Provenance.read(root.resolve("flatcar/" + VERSION + "/amd64")))
        .get()
        .isEqualTo(
            new Provenance(
                mirror.url("/amd64-usr/" + VERSION).toString(),
                NOW.toString(),
                "tester",
                "signature",
                List.of(vendor.subkeyFingerprint())));
    assertThat(progress.files())
        .hasSize(6)
        .allMatch(file -> file.state() == Progress.FileState.DONE);
  }

  @Test
  void aChannelBecomesItsVersion() throws IOException {
    assertThat(mirroring().resolve(order("stable")).release())
        .isEqualTo(new Release("flatcar", VERSION, "amd64"));
  }

  @Test
  void aDocumentThatDripsOrSwellsIsCutOff() {
    nanos = () -> now += Duration.ofMinutes(2).toNanos();
    assertThatThrownBy(() -> mirroring().resolve(order("stable")))
        .isInstanceOf(MirrorException.class)
        .hasMessageContaining("longer than 60 seconds");
    nanos = System::nanoTime;
    mirror.put("/amd64-usr/current/version.txt", new byte[100_000]);
    assertThatThrownBy(() -> mirroring().resolve(order("stable")))
        .isInstanceOf(MirrorException.class)
        .hasMessageContaining("larger than 65536 bytes");
  }

  @Test
  void aServerThatDiesMidwayIsAskedForTheRest() throws IOException {
    mirror.trick(BASE + IMAGE, TestMirror.dyingAfter(150_000));
    sync();
    assertThat(find(IMAGE)).isInstanceOf(AssetStore.Finding.Good.class);
    assertThat(mirror.asked).anyMatch(line -> line.matches("GET .*bz2 bytes=\\d+-"));
  }

  @Test
  void anotherProcessGoesOnWhereThisOneDied() throws IOException {
    limits =
        new TransferLimits(
            1 << 20, Duration.ofHours(1), 1, Duration.ofMinutes(1), 1, Duration.ofMillis(1));
    mirror.trick(BASE + IMAGE, TestMirror.dyingAfter(150_000));
    fails(IMAGE, "goes on where it stopped");
    mirror.asked.clear();
    sync();
    assertThat(find(IMAGE)).isInstanceOf(AssetStore.Finding.Good.class);
    assertThat(mirror.asked)
        .hasSize(1)
        .allMatch(line -> line.matches("GET .*bz2 bytes=[1-9]\\d+-"));
  }

  @Test
  void aFileThatChangedMeanwhileIsBegunAnew() throws IOException {
    byte[] other = image.clone();
    other[0] ^= 1;
    mirror.trick(
        BASE + IMAGE,
        (http, content) -> TestMirror.dyingAfter(100_000).to(http, other),
        TestMirror::good);
    sync();
    assertThat(find(IMAGE)).isInstanceOf(AssetStore.Finding.Good.class);
  }

  @Test
  void aServerThatContinuesAnotherPlaceIsNotBelieved() throws IOException {
    byte[] rest = Arrays.copyOfRange(image, 7, image.length);
    mirror.trick(
        BASE + IMAGE,
        TestMirror.dyingAfter(100_000),
        TestMirror.with(
            206,
            Map.of("Content-Range", "bytes 7-" + (image.length - 1) + "/" + image.length),
            rest));
    sync();
    assertThat(find(IMAGE)).isInstanceOf(AssetStore.Finding.Good.class);
  }

  @Test
  void aServerThatNeverGetsFurtherIsGivenUp() {
    mirror.trick(
        BASE + IMAGE,
        TestMirror.status(500),
        TestMirror.status(502),
        TestMirror.status(503),
        TestMirror.status(503));
    fails("failed 3 times", "503");
  }

  @Test
  void aTamperedFileIsNeverVisibleAndNotKept() throws IOException {
    byte[] other = image.clone();
    other[200_000] ^= 1;
    mirror.put(BASE + IMAGE, other);
    fails(IMAGE, "not what was signed");
    mirror.put(BASE + IMAGE, image);
    sync();
    assertThat(find(IMAGE)).isInstanceOf(AssetStore.Finding.Good.class);
  }

  @Test
  void aTruncatedFileIsNeverVisible() {
    mirror.put(BASE + IMAGE, Arrays.copyOf(image, 1000));
    fails(IMAGE, "not what was signed");
  }

  @Test
  void aWrongKeyEndsItBeforeTheLargeFilesCome() {
    publishesItsKeyHere();
    mirror.put("/key.asc", vendor.file());
    mirror.put(BASE + IMAGE + ".sig", new TestKeys().sign(image));
    fails(IMAGE + ".sig", "not trusted", "put the vendor's current key");
    assertThat(mirror.asked).noneMatch(line -> line.endsWith(".bz2"));
  }

  private void publishesItsKeyHere() {
    rings =
        new KeyRings(
            folder.resolve("other-keys"),
            Map.of(
                "flatcar",
                new KeyRings.PublishedKey(vendor.fingerprint(), mirror.url("/key.asc"))));
  }

  @Test
  void aKeyThatIsNotHereIsFetchedFromItsVendorAndKeptByItsFingerprint() throws IOException {
    publishesItsKeyHere();
    mirror.put("/key.asc", vendor.file());
    sync();
    assertThat(find(IMAGE)).isInstanceOf(AssetStore.Finding.Good.class);
    assertThat(folder.resolve("other-keys/flatcar/" + vendor.fingerprint() + ".asc")).exists();
    assertThat(mirror.asked).filteredOn("GET /key.asc"::equals).hasSize(1);
  }

  @Test
  void anotherKeyInItsPlaceIsNot() {
    publishesItsKeyHere();
    mirror.put("/key.asc", new TestKeys().file());
    fails("not " + vendor.fingerprint(), "FINGERPRINTS");
    assertThat(folder.resolve("other-keys/flatcar")).doesNotExist();
  }

  @Test
  void withoutAWayToTheKeyTheFixIsNamed() {
    publishesItsKeyHere();
    fails("/key.asc", "was answered 404", "other-keys");
  }

  @Test
  void aMissingSignatureIsNamed() {
    mirror.trick(BASE + IMAGE + ".sig", TestMirror.status(404));
    fails(IMAGE + ".sig", "404", "--from");
  }

  @Test
  void aServerThatLiesAboutTheSizeIsNotBelieved() {
    mirror.trick(
        BASE + IMAGE,
        (http, content) -> {
          http.getResponseHeaders().set("ETag", TestMirror.etag(content));
          http.sendResponseHeaders(200, 2 << 20);
          http.getResponseBody().write(content);
          http.getResponseBody().flush();
        });
    fails("more than 1048576 bytes");
  }

  @Test
  void anEndlessAnswerWithoutALengthIsCutOff() {
    byte[] block = new byte[64 << 10];
    mirror.trick(
        BASE + IMAGE,
        (http, content) -> {
          http.sendResponseHeaders(200, 0);
          for (int i = 0; i < 1000; i++) {
            http.getResponseBody().write(block);
          }
        });
    fails("more than 1048576 bytes");
  }

  @Test
  void aServerThatDripsIsGivenUp() {
    nanos = () -> now += Duration.ofSeconds(90).toNanos();
    limits =
        new TransferLimits(
            1 << 20, Duration.ofDays(1), 4096, Duration.ofMinutes(1), 1, Duration.ofMillis(1));
    mirror.trick(BASE + IMAGE + ".sig", TestMirror::good);
    fails("less than 4096 bytes a second");
  }

  @Test
  void aServerThatFallsSilentIsGivenUp() throws IOException {
    exchange.close();
    exchange = new VertxExchange(vertx, Duration.ofMillis(300));
    limits =
        new TransferLimits(
            1 << 20, Duration.ofHours(1), 1, Duration.ofMinutes(1), 1, Duration.ofMillis(1));
    java.util.concurrent.CountDownLatch end = new java.util.concurrent.CountDownLatch(1);
    mirror.trick(
        BASE + IMAGE,
        (http, content) -> {
          http.sendResponseHeaders(200, content.length);
          http.getResponseBody().write(content, 0, 10);
          http.getResponseBody().flush();
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    fails("sent nothing for 300 ms");
    end.countDown();
  }

  @Test
  void aTransferWithoutEndIsCutOff() {
    nanos = () -> now += Duration.ofHours(1).toNanos();
    fails("more than 1 hours");
  }

  @Test
  void redirectionsIntoTheHouseAreRefused() {
    for (String inner :
        List.of(
            "http://169.254.169.254/latest/meta-data/",
            "http://127.0.0.1:1/x",
            "https://127.0.0.1/x",
            "https://[::1]/x",
            "https://10.0.0.1/x",
            "file:///etc/passwd")) {
      mirror.trick(BASE + IMAGE + ".sig", TestMirror.redirecting(inner));
      assertThatThrownBy(this::sync)
          .as(inner)
          .isInstanceOf(MirrorException.class)
          .hasMessageContaining(URI.create(inner).getScheme());
    }
    assertThat(mirror.asked).allMatch(line -> line.startsWith("GET /amd64-usr/"));
  }

  @Test
  void aRedirectionWithinTheMirrorIsFollowed() throws IOException {
    mirror.put("/elsewhere", image);
    mirror.trick(BASE + IMAGE, TestMirror.redirecting("/elsewhere"));
    sync();
    assertThat(find(IMAGE)).isInstanceOf(AssetStore.Finding.Good.class);
  }

  @Test
  void redirectionsInACircleEnd() {
    TestMirror.Answer again = TestMirror.redirecting(BASE + IMAGE + ".sig");
    mirror.trick(BASE + IMAGE + ".sig", again, again, again, again, again, again, again, again);
    fails("redirects more than 5 times");
  }

  @Test
  void aCompressedAnswerIsRefused() {
    mirror.trick(
        BASE + IMAGE,
        TestMirror.with(200, Map.of("Content-Encoding", "gzip"), new byte[] {1, 2, 3}));
    fails("compressed");
  }

  @Test
  void whatDoesNotFitTheBudgetIsNotBegun() {
    budget = OptionalLong.of(100_000);
    fails("budget", "ironwake assets gc", "IRONWAKE_MIRROR_BUDGET");
  }

  @Test
  void aFullDiskIsNoticedBeforeItIsFull() {
    Fetcher fetcher =
        new Fetcher(
            new UrlRule(List.of(mirror.url("/"))),
            host -> List.of(InetAddress.getByName(host)),
            exchange,
            nanos);
    DiskBudget full = new DiskBudget(root, OptionalLong.empty(), Long.MAX_VALUE / 2);
    Download download = new Download(fetcher, full, limits, nanos);
    assertThatThrownBy(() -> download.fetch(mirror.url(BASE + IMAGE), root.resolve("x"), progress))
        .hasMessageContaining("MB free")
        .hasMessageContaining("IRONWAKE_MIRROR_RESERVE");
  }

  @Test
  void whatIsHereIsNotFetchedOver() throws IOException {
    sync();
    assertThatThrownBy(this::sync)
        .isInstanceOf(MirrorException.class)
        .hasMessageContaining("is here already")
        .hasMessageContaining("ironwake assets remove flatcar/" + VERSION + "/amd64");
  }

  @Test
  void anUnfinishedTryIsCollectedOnceNobodyWorksAtIt() throws IOException {
    mirror.trick(BASE + IMAGE, TestMirror.status(404));
    fails("404");
    Instant later = Instant.now().plusSeconds(60);
    try (Staging open = Staging.open(root, new Release("flatcar", VERSION, "amd64"))) {
      assertThat(Staging.abandoned(root, later)).isEmpty();
      assertThat(open.folder()).isNotEmptyDirectory();
    }
    assertThat(Staging.abandoned(root, later))
        .containsExactly(root.resolve(".staging/flatcar@" + VERSION + "@amd64"));
    assertThat(Staging.abandoned(root, Instant.EPOCH)).isEmpty();
  }

  @Test
  void twoAtOnceDoNotMixOneRelease() throws IOException {
    try (Staging open = Staging.open(root, new Release("flatcar", VERSION, "amd64"))) {
      assertThat(open.folder()).exists();
      fails("is being fetched already");
    }
  }

  @Test
  void aRemovedReleaseIsOutOfSightAtOnceAndMayComeBack() throws IOException {
    sync();
    Release release = new Release("flatcar", VERSION, "amd64");
    Path hidden = Staging.hide(root, release);
    assertThat(find(IMAGE)).isInstanceOf(AssetStore.Finding.Missing.class);
    Staging.bringBack(root, release, hidden);
    assertThat(find(IMAGE)).isInstanceOf(AssetStore.Finding.Good.class);
    Staging.hide(root, release);
    Staging.tidy(root);
    assertThat(hidden).doesNotExist();
  }

  @Test
  void stoppingKeepsWhatIsHere() throws IOException {
    progress.stop();
    fails("stopped");
  }

  @Test
  void k3osIsVerifiedByItsPublishersSums() throws IOException {
    String tag = "v0.22.2-k3s2r0";
    StringBuilder sums = new StringBuilder();
    for (String name : List.of("k3os-vmlinuz-amd64", "k3os-initrd-amd64", "k3os-amd64.iso")) {
      Path file = Files.writeString(folder.resolve(name), "content of " + name);
      mirror.put("/k3os/" + tag + "/" + name, Files.readAllBytes(file));
      sums.append(Digests.read(file, (b, n) -> {}).sha256()).append("  ").append(name).append('\n');
    }
    mirror.put("/k3os/" + tag + "/sha256sum-amd64.txt", sums.toString().getBytes(UTF_8));
    SyncOrder order = new SyncOrder(Vendor.K3OS, tag, "amd64", Optional.of(mirror.url("/k3os")));
    Mirroring mirroring = mirroring();
    List<CheckedFile> files = mirroring.run(mirroring.resolve(order), "tester", progress);
    assertThat(files).hasSize(4).allMatch(file -> file.signedBy().isEmpty());
    assertThat(root.resolve("k3os/" + tag + "/amd64/sha256sum-amd64.txt")).exists();
  }

  @Test
  void aSumThatDiffersIsRefused() {
    mirror.put(
        "/k3os/v1/sha256sum-amd64.txt",
        ("a".repeat(64)
                + "  k3os-vmlinuz-amd64\n"
                + "b".repeat(64)
                + "  k3os-initrd-amd64\n"
                + "c".repeat(64)
                + "  k3os-amd64.iso\n")
            .getBytes(UTF_8));
    for (String name : List.of("k3os-vmlinuz-amd64", "k3os-initrd-amd64", "k3os-amd64.iso")) {
      mirror.put("/k3os/v1/" + name, name.getBytes(UTF_8));
    }
    SyncOrder order = new SyncOrder(Vendor.K3OS, "v1", "amd64", Optional.of(mirror.url("/k3os")));
    Mirroring mirroring = mirroring();
    assertThatThrownBy(() -> mirroring.run(mirroring.resolve(order), "tester", progress))
        .hasMessageContaining("k3os-vmlinuz-amd64 differs from sha256sum-amd64.txt");
    assertThat(root.resolve("k3os")).doesNotExist();
  }
}
