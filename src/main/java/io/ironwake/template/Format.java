package io.ironwake.template;

import io.ironwake.net.NearestKey;
import io.ironwake.net.Pure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a template becomes, and so how its values are written. */
@Pure
public enum Format {
  /** A POSIX shell or bash script. */
  SHELL(new ShellEscaping()),
  YAML(new YamlEscaping()),
  JSON(new JsonEscaping()),
  XML(new XmlEscaping()),
  /** Answers for debconf-set-selections(1). */
  PRESEED(new PreseedEscaping()),
  /** Commands for pykickstart. */
  KICKSTART(new KickstartEscaping()),
  /** A systemd unit. */
  UNIT(new UnitEscaping()),
  /** Words without quotes, as on a kernel line. */
  WORDS(new WordEscaping()),
  /** Lines in which nothing but a line break has a meaning. */
  TEXT(new TextEscaping());

  private final Escaping escaping;

  Format(Escaping escaping) {
    this.escaping = escaping;
  }

  Escaping escaping() {
    return escaping;
  }

  /** As operators write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException naming the nearest one there is
   */
  public static Format parse(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'" + word + "' is not a format; " + NearestKey.hint(word, words())));
  }

  private static List<String> words() {
    return Arrays.stream(values()).map(Format::word).toList();
  }
}
