package io.ironwake.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorTest {
  @ParameterizedTest
  @CsvSource({
    "FLATCAR, 4081.2.0, amd64, https://stable.release.flatcar-linux.net/amd64-usr/4081.2.0",
    "FLATCAR, 4186.1.0, arm64, https://beta.release.flatcar-linux.net/arm64-usr/4186.1.0",
    "FLATCAR, 4230.0.0, amd64, https://alpha.release.flatcar-linux.net/amd64-usr/4230.0.0",
    "FLATCAR, 4081.3.3, amd64, https://lts.release.flatcar-linux.net/amd64-usr/4081.3.3",
    "K3OS, v0.22.2-k3s2r0, amd64, https://github.com/rancher/k3os/releases/download/v0.22.2-k3s2r0",
    "K3OS_PETERCB, v1.25.16+k3s4, amd64, https://github.com/petercb/k3os-bin/releases/download/v1.25.16%2Bk3s4"
  })
  void releasesLieWhereTheirVendorsPutThem(Vendor vendor, String version, String arch, String url) {
    assertThat(vendor.recipe(version, arch, Optional.empty()).folder()).hasToString(url);
  }

  @ParameterizedTest
  @CsvSource({
    "stable, https://stable.release.flatcar-linux.net/amd64-usr/current/version.txt",
    "lts, https://lts.release.flatcar-linux.net/amd64-usr/current/version.txt",
    "lts-2024, https://lts.release.flatcar-linux.net/amd64-usr/current-2024/version.txt"
  })
  void aChannelTellsItsVersion(String word, String url) {
    assertThat(Vendor.FLATCAR.channel(word, "amd64", Optional.empty())).contains(URI.create(url));
  }

  @Test
  void aNumberIsNoChannelAndOnlyFlatcarHasThem() {
    assertThat(Vendor.FLATCAR.channel("4081.2.0", "amd64", Optional.empty())).isEmpty();
    assertThat(Vendor.K3OS.channel("stable", "amd64", Optional.empty())).isEmpty();
  }

  @Test
  void theVersionIsReadFromShellLines() {
    assertThat(Vendor.currentVersion("FLATCAR_BUILD=4081\nFLATCAR_VERSION=\"4081.2.0\"\n"))
        .isEqualTo("4081.2.0");
    assertThatThrownBy(() -> Vendor.currentVersion("<html>FLATCAR_VERSION=$(reboot)</html>"))
        .hasMessageContaining("FLATCAR_VERSION");
    assertThatThrownBy(() -> Vendor.currentVersion("FLATCAR_VERSION=../../etc\n"))
        .hasMessageContaining("FLATCAR_VERSION");
  }

  @Test
  void theFormOfATagTellsWhichK3os() {
    assertThat(Vendor.publishing(new Release("k3os", "v0.22.2-k3s2r0", "amd64")))
        .contains(Vendor.K3OS);
    assertThat(Vendor.publishing(new Release("k3os", "v2.9.0", "amd64")))
        .contains(Vendor.K3OS_PETERCB);
    assertThat(Vendor.publishing(new Release("generic", "1", "amd64"))).isEmpty();
  }
}
