package io.ironwake.asset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Iso9660Test {
  private static final byte[] CONTENT = "a kernel".getBytes(UTF_8);

  @TempDir Path folder;

  private Path image(TestIso iso) throws IOException {
    return Files.write(folder.resolve("image.iso"), iso.bytes());
  }

  private static String content(Path image, String path) throws IOException {
    Parcel parcel = Parcel.at(image);
    Parcel.Entry entry =
        parcel.entries().stream()
            .filter(each -> each.path().equals(path))
            .findFirst()
            .orElseThrow();
    try (InputStream in = parcel.open(entry)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  @Test
  void rockRidgeNamesWinThenJolietThenTheStandards() throws IOException {
    String given = "Flatcar_Production+pxe.vmlinuz";
    Path unix = image(new TestIso().rockRidge().joliet().file("FLATCAR.;1", given, CONTENT));
    assertThat(content(unix, given)).isEqualTo("a kernel");
    Path joliet = image(new TestIso().joliet().file("FLATCAR.;1", given + ";1", CONTENT));
    assertThat(content(joliet, given)).isEqualTo("a kernel");
    Path plain = image(new TestIso().file("VMLINUZ.;1", "", CONTENT));
    assertThat(content(plain, "vmlinuz")).isEqualTo("a kernel");
    Path twelve = image(new TestIso().file("INITRD.GZ;12", "", CONTENT));
    assertThat(content(twelve, "initrd.gz")).isEqualTo("a kernel");
  }

  @Test
  void aNameInPiecesIsPutTogether() throws IOException {
    TestIso iso =
        new TestIso().rockRidge().file("A.;1", "a long ", CONTENT, TestIso.field("NM", 0, "name"));
    assertThat(content(image(iso), "a long name")).isEqualTo("a kernel");
  }

  @Test
  void aLinkIsNoFile() throws IOException {
    TestIso iso =
        new TestIso().rockRidge().file("A.;1", "link", CONTENT, TestIso.field("SL", 0, "/etc"));
    assertThat(Parcel.at(image(iso)).entries()).singleElement().matches(entry -> !entry.plain());
  }

  @Test
  void aFileInSeveralExtentsIsOne() throws IOException {
    TestIso iso = new TestIso().file("OTHER.;1", "", new byte[] {'x', 'y', 'z'});
    iso.raw(24, 2, 128, "BIG.;1").raw(24, 3, 0, "BIG.;1");
    assertThat(content(image(iso), "big")).isEqualTo("xyxyz");
  }

  @Test
  void namesThatLeadOutAreRefused() throws IOException {
    Path image = image(new TestIso().rockRidge().file("A.;1", "../../etc/x", CONTENT));
    assertThatThrownBy(() -> Parcel.at(image).entries()).hasMessageContaining("leads out of it");
    Path up = image(new TestIso().rockRidge().file("A.;1", "..", CONTENT));
    assertThatThrownBy(() -> Parcel.at(up).entries()).hasMessageContaining("leads out of it");
  }

  @Test
  void foldersInACircleEnd() throws IOException {
    Path image = image(new TestIso().raw(20, 2048, 2, "AGAIN"));
    assertThatThrownBy(() -> Parcel.at(image).entries()).hasMessageContaining("no end");
  }

  @Test
  void extentsBeyondTheImageAreRefused() throws IOException {
    Path file = image(new TestIso().raw(4_000_000_000L, 100, 0, "FAR.;1"));
    assertThatThrownBy(() -> content(file, "far")).hasMessageContaining("cut off");
    Path dir = image(new TestIso().raw(4_000_000_000L, 100, 2, "FAR"));
    assertThatThrownBy(() -> Parcel.at(dir).entries()).hasMessageContaining("beyond its end");
    Path huge = image(new TestIso().raw(20, 4_000_000_000L, 2, "HUGE"));
    assertThatThrownBy(() -> Parcel.at(huge).entries()).isInstanceOf(MirrorException.class);
  }

  @Test
  void whateverTheBytesSayItEndsInAnAnswerOrARefusal() throws IOException {
    byte[] good = new TestIso().rockRidge().joliet().file("A.;1", "kernel", CONTENT).bytes();
    Random random = new Random(9660);
    Path file = folder.resolve("hostile.iso");
    for (int i = 0; i < 400; i++) {
      byte[] bad = good.clone();
      for (int n = 0; n < 6; n++) {
        int sector = random.nextBoolean() ? 20 : 16 + random.nextInt(3);
        bad[sector * 2048 + random.nextInt(200)] = (byte) random.nextInt();
      }
      Files.write(file, i % 7 == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad);
      try {
        for (Parcel.Entry entry : new IsoParcel(file).entries()) {
          try (InputStream in = new IsoParcel(file).open(entry)) {
            assertThat(in.readNBytes(1 << 20).length).isLessThanOrEqualTo(1 << 20);
          }
        }
      } catch (IOException refused) {
        assertThat(refused).hasMessageMatching("(?s).*");
      }
    }
  }
}
