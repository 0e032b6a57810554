package io.ironwake.boot;

import io.ironwake.asset.Release;
import io.ironwake.boot.Preview.Text;
import io.ironwake.config.Document;
import io.ironwake.config.FrozenInstall;
import io.ironwake.config.RenderedInstall;
import io.ironwake.config.ServeUrls;
import io.ironwake.profile.KernelArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The texts of an install as they may be shown: URLs without tokens, secrets masked.
 *
 * @param install what is frozen
 * @param mask for this install's secrets
 */
record PreviewTexts(FrozenInstall install, Release release, DocumentMask mask) {
  private static final String OUTSIDE_QUOTES = " +(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";
  private static final String PLAIN = "text/plain";

  static PreviewTexts of(FrozenInstall install, Release release, Set<String> secrets) {
    return new PreviewTexts(install, release, new DocumentMask(secrets));
  }

  /** The release's folder stands for its server; where tokens would be is a dash. */
  RenderedInstall rendered() {
    return install.render(
        new ServeUrls(
            "http://ironwake/assets/" + release.folder(),
            "http://ironwake/config/-",
            "http://ironwake/report/-"));
  }

  private String line(RenderedInstall rendered) {
    String line = rendered.line();
    return line.isBlank()
        ? ""
        : mask.apply(KernelArgs.of(line.split(OUTSIDE_QUOTES)).masked().line());
  }

  /** The kernel line beside another's. */
  Text line(Optional<PreviewTexts> last) {
    RenderedInstall now = rendered();
    return text(
        "kernel line",
        PLAIN,
        line(now),
        now.line(),
        last.map(each -> each.line(each.rendered())),
        last.map(each -> each.rendered().line()));
  }

  /** The script beside another's. */
  Text script(Optional<PreviewTexts> last) {
    return text(
        "script",
        PLAIN,
        script(),
        script(),
        last.map(PreviewTexts::script),
        last.map(PreviewTexts::script));
  }

  private String script() {
    RenderedInstall now = rendered();
    return IpxeScript.boot(
        "this is a preview",
        "http://ironwake/assets/" + release.folder(),
        new RenderedInstall(now.kernel(), now.initrds(), line(now), List.of()));
  }

  /** Each document beside another's of the same name, and those that are no more. */
  List<Text> documents(Optional<PreviewTexts> last) {
    List<Document> old = last.map(each -> each.rendered().documents()).orElse(List.of());
    List<Text> texts = new ArrayList<>();
    List<Document> now = rendered().documents();
    for (Document document : now) {
      Optional<String> before = named(old, document.name()).map(Document::text);
      texts.add(
          text(
              document.name(),
              document.contentType(),
              mask.apply(document.text()),
              document.text(),
              before.map(text -> last.orElseThrow().mask.apply(text)),
              before));
    }
    old.stream()
        .filter(document -> named(now, document.name()).isEmpty())
        .map(document -> gone(document, last.orElseThrow().mask.apply(document.text())))
        .forEach(texts::add);
    return List.copyOf(texts);
  }

  private static Text gone(Document document, String shown) {
    return new Text(
        document.name(),
        document.contentType(),
        "",
        Optional.of(shown),
        UnifiedDiff.of("last/" + document.name(), shown, "/dev/null", ""),
        false);
  }

  private static Optional<Document> named(List<Document> documents, String name) {
    return documents.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private static Text text(
      String name,
      String contentType,
      String shown,
      String whole,
      Optional<String> last,
      Optional<String> wholeLast) {
    String diff =
        last.map(text -> UnifiedDiff.of("last/" + name, text, "now/" + name, shown)).orElse("");
    boolean hidden = diff.isEmpty() && wholeLast.filter(text -> !text.equals(whole)).isPresent();
    return new Text(name, contentType, shown, last, diff, hidden);
  }
}
