package io.ironwake.config;

import io.ironwake.image.Cpio;
import io.ironwake.image.Tar;
import io.ironwake.net.Pure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Documents that are served in an archive, for readers that cannot fetch them by a URL. */
@Pure
enum Archive {
  /** A second initrd; Flatcar's documentation "Booting with PXE", "Adding a custom OEM". */
  OEM("oem.cpio", "application/x-cpio"),
  /** A second initrd; k3OS in memory has its initramfs as the base of {@code /k3os/system}. */
  K3OS("k3os.cpio", "application/x-cpio"),
  /** What goes over an installed ARM system's root folder (k3OS README, "ARM Overlay"). */
  OVERLAY(Way.OVERLAY.document(), "application/x-tar");

  private static final int SECRET = 0600;

  private final String document;
  private final String contentType;

  Archive(String document, String contentType) {
    this.document = document;
    this.contentType = contentType;
  }

  /** The name it is served by. */
  String document() {
    return document;
  }

  /** What goes into it, before URLs are known. */
  FrozenDocument of(FrozenText text) {
    return new FrozenDocument(document, contentType, text);
  }

  /**
   * The archive of a document, or the document when it goes into none.
   *
   * @param all the documents beside it
   */
  static Document pack(Document document, List<Document> all) {
    Optional<Archive> archive =
        Arrays.stream(values()).filter(each -> each.document.equals(document.name())).findFirst();
    return archive
        .map(
            each ->
                new Document(document.name(), document.contentType(), each.packed(document, all)))
        .orElse(document);
  }

  private String packed(Document document, List<Document> all) {
    return switch (this) {
      case OEM -> Cpio.of("usr/share/oem/config.ign", SECRET, document.text());
      case K3OS -> Cpio.of("k3os/system/config.yaml", SECRET, document.text());
      case OVERLAY -> {
        Tar tar = new Tar();
        all.stream()
            .filter(each -> each.name().equals(K3osWriter.CONFIG))
            .forEach(each -> tar.file("k3os/system/config.yaml", SECRET, each.text()));
        yield tar.file("ironwake-overlay.txt", 0644, document.text()).build();
      }
    };
  }
}
