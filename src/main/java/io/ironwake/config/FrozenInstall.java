package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Map;

/**
 * What an approval fixes: everything but the URLs. Plain enough for any JSON mapper, and secret:
 * store it encrypted.
 *
 * @param kernel asset file name of the kernel; empty where no network boot installs
 * @param initrds asset file names in load order, or names of documents
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

  /** How its arguments reach the machine. */
  public Way way() {
    return Way.of(documents);
  }

  /**
   * With the digests of its files, where a document names them as {@code {sha256:file}}.
   *
   * @param sha256 lower-case hex by file name
   */
  public FrozenInstall withDigests(Map<String, String> sha256) {
    return new FrozenInstall(
        kernel,
        initrds,
        line,
        documents.stream()
            .map(each -> each.name().equals(way().document()) ? each.with(sha256) : each)
            .toList(),
        assets);
  }

  /** Fills in the URLs of one serving. */
  public RenderedInstall render(ServeUrls urls) {
    List<Document> filled = documents.stream().map(each -> each.fill(urls)).toList();
    return new RenderedInstall(
        kernel,
        initrds,
        line.fill(urls),
        filled.stream().map(each -> Archive.pack(each, filled)).toList(),
        urls.configBase());
  }
}
