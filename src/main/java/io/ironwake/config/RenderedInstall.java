package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.List;

/**
 * What one serving hands out.
 *
 * @param kernel asset file name of the kernel, below {@link ServeUrls#assetBase}
 * @param initrds asset file names in load order; their {@code initrd=} arguments, which UEFI needs
 *     (quirk 31), are on the line
 * @param line the kernel's arguments, free of anything iPXE would interpret
 * @param documents to serve below {@link ServeUrls#configBase}
 */
@Pure
public record RenderedInstall(
    String kernel, List<String> initrds, String line, List<Document> documents) {
  public RenderedInstall {
    initrds = List.copyOf(initrds);
    documents = List.copyOf(documents);
  }

  /** Without the line, which holds the config token. */
  @Override
  public String toString() {
    return "RenderedInstall[" + kernel + ", " + initrds + ", " + documents + "]";
  }
}
