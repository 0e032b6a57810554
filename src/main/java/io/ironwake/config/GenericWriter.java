package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.Completion;
import io.ironwake.profile.Effect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Any kernel with initrds, arguments and one text document, served as {@code config}, or several by
 * names of their own. {@link Placeholders} may stand in arguments and texts.
 */
@Pure
final class GenericWriter implements InstallWriter {
  private static final List<String> KEYS =
      List.of("kernel", "initrds", "text", "content-type", "documents");
  private static final Pattern DOCUMENT =
      Pattern.compile("(?!script)[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern ASSET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}");

  /** What its column in the table of documents holds. */
  private static final int LONGEST_TYPE = 64;

  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-z]+/[A-Za-z0-9.+-]+(?:; ?[a-z]+=[A-Za-z0-9._-]+)*");

  /** What a kernel of no known family needs is its author's. */
  @Override
  public Optional<String> owned(String key) {
    return Optional.empty();
  }

  @Override
  public DiskCheck diskCheck() {
    return DiskCheck.NOWHERE;
  }

  @Override
  public FrozenInstall freeze(InstallFacts facts) {
    ReservedArguments.refuse(facts, this);
    Fields config = new Fields("config", facts.profile().config(), KEYS);
    Placeholders placeholders = Placeholders.of(facts);
    String kernel = asset(config.at("kernel"), config.requiredLine("kernel"));
    List<String> initrds = initrds(config);
    String arguments = facts.arguments().line();
    Optional<String> text = config.text("text");
    List<FrozenDocument> documents = documents(config, placeholders, text);
    checkText(facts, config, arguments, text, documents);
    checkReport(facts, config, arguments, documents);
    KernelLine line = KernelLine.withInitrds(initrds);
    facts.arguments().words().forEach(each -> line.add(placeholders.in("arguments", each)));
    List<String> assets = new ArrayList<>(List.of(kernel));
    assets.addAll(initrds);
    return new FrozenInstall(kernel, initrds, line.freeze(), documents, assets);
  }

  private static List<FrozenDocument> documents(
      Fields config, Placeholders placeholders, Optional<String> text) {
    List<FrozenDocument> documents = new ArrayList<>();
    text.ifPresent(
        it ->
            documents.add(
                new FrozenDocument(
                    Placeholders.CONFIG,
                    contentType(config),
                    placeholders.in(config.at("text"), it))));
    Fields named = config.open("documents");
    for (String name : named.keys()) {
      if (!DOCUMENT.matcher(name).matches() || name.equals(Placeholders.CONFIG)) {
        throw new ConfigException(
            named.at(name), "must be a file name such as user-data, and not config or script");
      }
      FrozenText filled = placeholders.in(named.at(name), named.text(name).orElse(""));
      documents.add(new FrozenDocument(name, "text/plain; charset=utf-8", filled));
    }
    return documents;
  }

  private static void checkText(
      InstallFacts facts,
      Fields config,
      String arguments,
      Optional<String> text,
      List<FrozenDocument> documents) {
    if (arguments.contains(Placeholders.CONFIG_URL) && text.isEmpty()) {
      throw new ConfigException(
          config.at("text"), "is missing, but the arguments point at " + Placeholders.CONFIG_URL);
    }
    if (facts.profile().completion() == Completion.FIRST_BOOT && documents.isEmpty()) {
      throw new ConfigException(
          config.at("text"),
          "is missing: a first boot counts only once the install has fetched its config; use"
              + " installer-report");
    }
  }

  private static void checkReport(
      InstallFacts facts, Fields config, String arguments, List<FrozenDocument> documents) {
    boolean reports =
        arguments.contains(Placeholders.REPORT_URL)
            || documents.stream().anyMatch(it -> it.text().asks(Slot.REPORT_BASE));
    if (facts.profile().effect() == Effect.INSTALL && !reports) {
      throw new ConfigException(
          config.at("text"),
          "nothing reports the end of the install, which would fail at its deadline; let the"
              + " installer fetch "
              + Placeholders.REPORT_URL
              + "/installed, or the installed system "
              + Placeholders.REPORT_URL
              + "/booted");
    }
  }

  private static List<String> initrds(Fields config) {
    List<String> initrds = config.lines("initrds");
    HashSet<String> seen = new HashSet<>();
    for (int i = 0; i < initrds.size(); i++) {
      String path = config.at("initrds") + "[" + i + "]";
      if (!seen.add(asset(path, initrds.get(i)))) {
        throw new ConfigException(path, "is named twice");
      }
    }
    return initrds;
  }

  private static String asset(String path, String name) {
    if (!ASSET.matcher(name).matches()) {
      throw new ConfigException(
          path, "must be the name of a file in the profile's asset folder, such as vmlinuz");
    }
    return name;
  }

  private static String contentType(Fields config) {
    String type = config.line("content-type").orElse("text/plain; charset=utf-8");
    if (!MEDIA_TYPE.matcher(type).matches() || type.length() > LONGEST_TYPE) {
      throw new ConfigException(
          config.at("content-type"), "must be a media type such as text/plain; charset=utf-8");
    }
    return type;
  }
}
