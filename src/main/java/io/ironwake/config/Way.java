package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the arguments of an install reach its machine. */
@Pure
public enum Way {
  /** By the script of a network boot. */
  NETWORK(""),
  /** By a script that runs in the Linux that is to be replaced. */
  TAKEOVER("script.takeover"),
  /** By the menu of an image that is attached or written to a stick. */
  ISO("script.menu"),
  /** By an archive that is unpacked over a running system. */
  OVERLAY("script.overlay");

  private final String document;

  Way(String document) {
    this.document = document;
  }

  /**
   * The document that holds the install arguments: handed out by the door that counts the attempt,
   * never by a config token. Empty for a network boot, whose script is made by its loader.
   */
  public String document() {
    return document;
  }

  /** The name in profiles and in the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The way of an install with such documents. */
  static Way of(List<FrozenDocument> documents) {
    return Arrays.stream(values())
        .filter(each -> documents.stream().anyMatch(it -> it.name().equals(each.document)))
        .findFirst()
        .orElse(NETWORK);
  }

  /**
   * @throws ConfigException naming those there are
   */
  static Way read(Fields fields, String key) {
    String word = fields.line(key).orElse(NETWORK.word());
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    fields.at(key),
                    "must be one of "
                        + Arrays.stream(values())
                            .map(Way::word)
                            .collect(Collectors.joining(", "))));
  }
}
