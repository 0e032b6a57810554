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
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fedora CoreOS from its stream's metadata, against a mirror that is played. */
class CoreosStreamTest {
  private static final String VERSION = "42.20250803.3.0";
  private static final Instant NOW = TestKeys.MADE.plus(Duration.ofDays(60));
  private static final String PREFIX = "fedora-coreos-" + VERSION + "-";
  private static final String KERNEL = PREFIX + "live-kernel.x86_64";
  private static final String INITRAMFS = PREFIX + "live-initramfs.x86_64.img";
  private static final String ROOTFS = PREFIX + "live-rootfs.x86_64.img";
  private static final String IMAGE = PREFIX + "metal.x86_64.raw.xz";
  private static Vertx vertx;

  @TempDir Path folder;
  private final TestKeys vendor = new TestKeys();
  private Path root;
  private TestMirror mirror;
  private VertxExchange exchange;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void shut() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void stream() throws Exception {
    root = Files.createDirectories(folder.resolve("assets"));
    mirror = new TestMirror();
    exchange = new VertxExchange(vertx, Duration.ofSeconds(5));
    Path ring = Files.createDirectories(folder.resolve("keys/fcos"));
    Files.write(ring.resolve("fedora.asc"), vendor.file());
    Files.writeString(ring.resolve("FINGERPRINTS"), vendor.fingerprint() + "\n");
    for (String name : List.of(KERNEL, INITRAMFS, ROOTFS, IMAGE)) {
      byte[] content = name.getBytes(UTF_8);
      mirror.put("/builds/x86_64/" + name, content);
      mirror.put("/builds/x86_64/" + name + ".sig", vendor.sign(content));
    }
    mirror.put("/streams/stable.json", metadata(sha256(KERNEL)).getBytes(UTF_8));
  }

  @AfterEach
  void end() {
    mirror.close();
    exchange.close();
  }

  private static String sha256(String content) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8)));
  }

  private String artifact(String name, String digest) {
    String url = mirror.url("/builds/x86_64/").toString() + name;
    return "{\"location\": \"%s\", \"signature\": \"%s.sig\", \"sha256\": \"%s\"}"
        .formatted(url, url, digest);
  }

  private String metadata(String kernel) throws Exception {
    return """
    {"stream": "stable", "architectures": {"x86_64": {"artifacts": {"metal": {"release": "%s",
     "formats": {"raw.xz": {"disk": %s}, "pxe": {"kernel": %s, "initramfs": %s, "rootfs": %s}}}}}}}
    """
        .formatted(
            VERSION,
            artifact(IMAGE, sha256(IMAGE)),
            artifact(KERNEL, kernel),
            artifact(INITRAMFS, sha256(INITRAMFS)),
            artifact(ROOTFS, sha256(ROOTFS)));
  }

  private List<CheckedFile> sync(String word) throws IOException {
    Fetcher fetcher =
        new Fetcher(
            new UrlRule(List.of(mirror.url("/"))),
            host -> List.of(InetAddress.getByName(host)),
            exchange,
            System::nanoTime);
    TransferLimits limits =
        new TransferLimits(
            1 << 20, Duration.ofHours(1), 1, Duration.ofMinutes(1), 3, Duration.ofMillis(1));
    Download download =
        new Download(
            fetcher, new DiskBudget(root, OptionalLong.empty(), 0), limits, System::nanoTime);
    Mirroring mirroring =
        new Mirroring(root, fetcher, download, new KeyRings(folder.resolve("keys")), () -> NOW);
    SyncOrder order =
        new SyncOrder(Vendor.FCOS, word, "amd64", Optional.of(mirror.url("/streams/")));
    return mirroring.run(mirroring.resolve(order), "tester", new Progress());
  }

  @Test
  void aStreamIsFetchedByTheNamesOfItsMetadata() throws IOException {
    assertThat(sync("stable"))
        .extracting(CheckedFile::name)
        .contains(KERNEL, INITRAMFS, ROOTFS, IMAGE, IMAGE + ".sig");
    Path release = root.resolve("fcos/" + VERSION + "/amd64");
    assertThat(new AssetStore(root.toString()).find(new Release("fcos", VERSION, "amd64"), IMAGE))
        .isInstanceOf(AssetStore.Finding.Good.class);
    assertThat(Provenance.read(release).orElseThrow().proof()).isEqualTo("signature");
  }

  @Test
  void theCurrentVersionMayBeNamedAndNoOther() throws IOException {
    assertThat(sync(VERSION)).hasSize(8);
    assertThatThrownBy(() -> sync("42.20250705.3.0"))
        .isInstanceOf(MirrorException.class)
        .hasMessageContaining("stream stable is at " + VERSION);
  }

  @Test
  void aFileThatIsSignedButNotTheOneNamedIsRefused() throws Exception {
    mirror.put("/streams/stable.json", metadata(sha256("older")).getBytes(UTF_8));
    assertThatThrownBy(() -> sync("stable"))
        .isInstanceOf(MirrorException.class)
        .hasMessageContaining(KERNEL + " is signed, but not the file");
    assertThat(root.resolve("fcos")).doesNotExist();
  }

  @Test
  void aFileOfAnotherSignerIsRefused() {
    mirror.put("/builds/x86_64/" + ROOTFS + ".sig", new TestKeys().sign(ROOTFS.getBytes(UTF_8)));
    assertThatThrownBy(() -> sync("stable"))
        .isInstanceOf(MirrorException.class)
        .hasMessageContaining(ROOTFS + ".sig");
    assertThat(root.resolve("fcos")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "no json, not JSON",
    "{}, stream stable is at no release for amd64",
  })
  void metadataThatDescribesNothingIsRefused(String text, String why) {
    assertThatThrownBy(() -> CoreosMetadata.recipe(text, "stable", "amd64"))
        .isInstanceOf(MirrorException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({
    "/../../evil, .sig",
    "/a/evil, .asc",
    "/a%2Fb, .sig",
  })
  void aPathThatLeadsElsewhereIsRefused(String path, String suffix) throws Exception {
    String url = mirror.url("/builds/x86_64") + path;
    String evil =
        "{\"location\": \"%s\", \"signature\": \"%s\", \"sha256\": \"%s\"}"
            .formatted(url, url + suffix, sha256(KERNEL));
    String text = metadata(sha256(KERNEL)).replace(artifact(KERNEL, sha256(KERNEL)), evil);
    assertThatThrownBy(() -> CoreosMetadata.recipe(text, "stable", "amd64"))
        .isInstanceOf(MirrorException.class)
        .hasMessageContaining("not known here");
  }

  @Test
  void theThirdNumberTellsTheStream() {
    assertThat(CoreosStream.metadata("42.20250803.2.0", Optional.empty()))
        .isEqualTo(URI.create("https://builds.coreos.fedoraproject.org/streams/testing.json"));
    assertThatThrownBy(() -> Vendor.FCOS.check("latest", "amd64", Optional.empty()))
        .hasMessageContaining("stable, testing, next");
    assertThatThrownBy(() -> Vendor.FCOS.check("stable", "riscv64", Optional.empty()))
        .hasMessageContaining("amd64, arm64");
    assertThat(Vendor.of("fcos")).as("imports list their digests").isEmpty();
    assertThat(Vendor.publishing(new Release("fcos", VERSION, "amd64"))).contains(Vendor.FCOS);
  }
}
