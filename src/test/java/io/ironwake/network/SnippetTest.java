package io.ironwake.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.Cidr;
import io.ironwake.net.ClientArch;
import io.ironwake.net.Ipv4;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The configuration texts; -Dupdate-golden writes the files instead. */
class SnippetTest {
  static final SnippetFacts FACTS = facts(true);
  private static final Path FOLDER = Path.of("src/test/resources/golden/network");

  static SnippetFacts facts(boolean fixedUrls) {
    return new SnippetFacts(
        "rack1",
        Cidr.parse("10.77.0.0/24"),
        Ipv4.parse("10.77.0.1"),
        "http://10.77.0.1:8069",
        fixedUrls);
  }

  @ParameterizedTest
  @EnumSource(Snippet.class)
  void theTextIsTheRecordedOne(Snippet snippet) throws IOException {
    Path file = FOLDER.resolve(snippet.word() + ".txt");
    if (System.getProperty("update-golden") != null) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, snippet.text(FACTS));
    }
    assertThat(snippet.text(FACTS)).isEqualTo(Files.readString(file));
  }

  @ParameterizedTest
  @EnumSource(Snippet.class)
  void everyFirmwareAndIpxeAreSentToTheirOwnFile(Snippet snippet) {
    assertThat(snippet.text(FACTS))
        .contains(
            "http://10.77.0.1:8069/boot/boot.ipxe",
            "undionly.kpxe",
            "snponly.efi",
            "snponly-arm64.efi",
            "http://10.77.0.1:8069/boot/snponly.efi",
            "http://10.77.0.1:8069/boot/snponly-arm64.efi",
            "HTTPClient",
            "10.77.0.1");
  }

  @Test
  void everyArchitectureWithALoaderIsInThemByItsTransport() {
    for (int code = 0; code <= 64; code++) {
      int sought = code;
      List<Firmware> kinds =
          Firmware.ALL.stream().filter(each -> each.codes().contains(sought)).toList();
      Optional<ClientArch> served = ClientArch.ofCode(code).filter(arch -> !arch.isUBoot());
      assertThat(kinds).as("architecture %d", code).hasSize(served.isPresent() ? 1 : 0);
      served.ifPresent(
          arch ->
              assertThat(kinds.getFirst().http())
                  .as("architecture %d by HTTP", sought)
                  .isEqualTo(arch.transport() == ClientArch.Transport.HTTP));
    }
  }

  @ParameterizedTest
  @EnumSource(Snippet.class)
  void itSaysWhatFixedNamesCostAndWhetherTheSubnetAdmitsThem(Snippet snippet) {
    assertThat(snippet.text(facts(false)))
        .contains("does not admit them yet: declare it with nonce: optional", "docs/security.md");
    assertThat(snippet.text(FACTS)).contains("the subnet admits them");
  }

  @Test
  void namesOfProgramsAreKnownWords() {
    assertThat(Snippet.named("kea")).contains(Snippet.KEA);
    assertThat(Snippet.named("bind")).isEmpty();
  }
}
