package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.List;

/**
 * What one serving hands out.
 *
 * @param kernel asset file name of the kernel, below {@link ServeUrls#assetBase}
 * @param initrds asset file names, or names of documents, in load order; their {@code initrd=}
 *     arguments, which UEFI needs (quirk 31), are on the line
 * @param line the kernel's arguments, free of anything iPXE would interpret
 * @param documents to serve below {@link ServeUrls#configBase}
 * @param documentBase {@link ServeUrls#configBase}, which holds a token
 */
@Pure
public record RenderedInstall(
    String kernel,
    List<String> initrds,
    String line,
    List<Document> documents,
    String documentBase) {
  public RenderedInstall {
    initrds = List.copyOf(initrds);
    documents = List.copyOf(documents);
  }

  /** What is loaded from assets alone. */
  public RenderedInstall(
      String kernel, List<String> initrds, String line, List<Document> documents) {
    this(kernel, initrds, line, documents, "");
  }

  /** Whether an initrd is one of the documents, made for this machine and opened by its token. */
  public boolean isOwn(String initrd) {
    return documents.stream().anyMatch(each -> each.name().equals(initrd));
  }

  /**
   * Where an initrd is fetched.
   *
   * @param assets the folder of those that are files of the release
   */
  public String initrd(String name, String assets) {
    return (isOwn(name) ? documentBase : assets) + "/" + name;
  }

  /** Whether any initrd {@link #isOwn}. */
  public boolean hasOwnInitrd() {
    return initrds.stream().anyMatch(this::isOwn);
  }

  /** The document that holds the arguments of an install that goes this way. */
  public String arguments(Way way) {
    return documents.stream()
        .filter(each -> each.name().equals(way.document()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("this install is not made for " + way.word()))
        .text();
  }

  /** Without the line, which holds the config token. */
  @Override
  public String toString() {
    return "RenderedInstall[" + kernel + ", " + initrds + ", " + documents + "]";
  }
}
