package io.ironwake.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoaderShelfTest {
  @Test
  void aKindNeedsNoFileAndAFileMustBeThere() {
    LoaderShelf shelf = () -> List.of("my.efi", "other.efi");
    assertThat(shelf.choose("shim-grub").kind()).contains(LoaderKind.SHIM_GRUB);
    assertThat(shelf.choose("my.efi").file()).contains("my.efi");
    assertThatThrownBy(() -> shelf.choose("mine.efi"))
        .hasMessage(
            "loader 'mine.efi' is not in the asset folder's loaders/; there are my.efi, other.efi;"
                + " or use one of ipxe, snponly, undionly, shim-grub, ipxe-shim, pxelinux, lpxelinux,"
                + " u-boot, none");
  }

  @Test
  void anEmptyShelfIsSaidToBe() {
    LoaderShelf shelf = List::of;
    assertThatThrownBy(() -> shelf.choose("mine.efi")).hasMessageContaining("there is nothing");
  }

  @Test
  void whatTheFirstHintLeavesOpenTheNextFills() {
    BootHints loader =
        new BootHints(java.util.Optional.of(new LoaderChoice("none")), java.util.Optional.empty());
    BootHints both =
        new BootHints(
            java.util.Optional.of(new LoaderChoice("ipxe")), java.util.Optional.of(LocalBoot.EXIT));
    assertThat(BootHints.NONE.or(loader).or(both))
        .isEqualTo(new BootHints(loader.loader(), both.localBoot()));
  }
}
