package io.ironwake.matchbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.butane.DocumentException;
import io.ironwake.butane.IgnitionConfig;
import io.ironwake.butane.Limits;
import io.ironwake.butane.OperatorDocument;
import java.util.Map;

/** A file that configures a machine. */
sealed interface MatchboxText {
  ObjectMapper JSON = new ObjectMapper();

  /**
   * What is served.
   *
   * @throws TemplateException where Matchbox would answer 404
   */
  String render(Map<String, Object> data);

  /** Ignition's JSON, checked when it was imported. */
  record Fixed(String text) implements MatchboxText {
    @Override
    public String render(Map<String, Object> data) {
      return text;
    }
  }

  record Rendered(GoTemplate template) implements MatchboxText {
    @Override
    public String render(Map<String, Object> data) {
      return template.render(data);
    }
  }

  /** A template whose output is Butane. */
  record Butane(String name, GoTemplate template) implements MatchboxText {
    @Override
    public String render(Map<String, Object> data) {
      try {
        return ignition(name, template.render(data), true);
      } catch (DocumentException wrong) {
        throw new TemplateException(1, 1, String.valueOf(wrong.getMessage()));
      }
    }
  }

  /** {@code cloud/}: only what cloud-init would take. */
  record Cloud(GoTemplate template) implements MatchboxText {
    @Override
    public String render(Map<String, Object> data) {
      String text = template.render(data);
      String first = text.lines().findFirst().orElse("").stripTrailing();
      if (!first.equals("#cloud-config") && !first.startsWith("#!")) {
        throw new TemplateException(1, 1, "this is neither a cloud-config nor a script");
      }
      return text;
    }
  }

  /**
   * Reads a file.
   *
   * @throws TemplateException with line and column
   * @throws DocumentException with everything that is wrong with an Ignition config
   */
  static MatchboxText read(String path, String content) {
    String folder = path.substring(0, path.indexOf('/'));
    boolean ignition = path.endsWith(".ign") || path.endsWith(".ignition");
    return switch (folder) {
      case "generic" -> new Rendered(GoTemplate.parse(content));
      case "cloud" -> new Cloud(GoTemplate.parse(content));
      default ->
          ignition
              ? new Fixed(ignition(path, content, false))
              : new Butane(path, GoTemplate.parse(content));
    };
  }

  private static String ignition(String name, String text, boolean butane) {
    try {
      Limits limits = Limits.NONE;
      IgnitionConfig config =
          butane
              ? OperatorDocument.butane(name, text, limits)
              : OperatorDocument.ignition(name, text, limits);
      return JSON.writeValueAsString(config.root());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an Ignition config could not be written", e);
    }
  }
}
