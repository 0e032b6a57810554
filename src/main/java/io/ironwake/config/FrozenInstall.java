package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.List;

/**
 * What an approval fixes: everything but the URLs. Plain enough for any JSON mapper, and secret:
 * store it encrypted.
 *
 * @param kernel asset file name of the kernel
 * @param initrds asset file names in load order
 * @param line the kernel line with holes, checked to fit with the longest URLs
 * @param documents what the installer and the installed system fetch
 * @param assets all asset files that must be present below the profile's asset folder, kernel and
 *     initrds included
 */
@Pure
public record FrozenInstall(
    String kernel,
    List<String> initrds,
    FrozenText line,
    List<FrozenDocument> documents,
    List<String> assets) {
  public FrozenInstall {
    initrds = List.copyOf(initrds);
    documents = List.copyOf(documents);
    assets = List.copyOf(assets);
  }

  /** Fills in the URLs of one serving. */
  public RenderedInstall render(ServeUrls urls) {
    return new RenderedInstall(
        kernel, initrds, line.fill(urls), documents.stream().map(each -> each.fill(urls)).toList());
  }
}
