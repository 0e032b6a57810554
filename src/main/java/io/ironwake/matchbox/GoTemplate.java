package io.ironwake.matchbox;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Map;

/**
 * A template in the part of Go's text/template that Matchbox's files use, with Matchbox's {@code
 * missingkey=error}: a key that is not there ends the rendering.
 */
@Pure
final class GoTemplate {
  private final List<GoNode> nodes;

  private GoTemplate(List<GoNode> nodes) {
    this.nodes = nodes;
  }

  /**
   * Reads a template.
   *
   * @throws TemplateException with the place and what is supported
   */
  static GoTemplate parse(String text) {
    return new GoTemplate(GoParser.parse(text));
  }

  /**
   * The text for some values.
   *
   * @throws TemplateException where Go would stop too: a missing key, a comparison of two kinds;
   *     also for more than 4 MiB of output
   */
  String render(Map<String, Object> values) {
    return new GoRendering(values).render(nodes);
  }
}
