package io.ironwake.config;

import io.ironwake.butane.DocumentException;
import io.ironwake.net.Pure;
import io.ironwake.template.TemplateException;

/**
 * A profile or machine that cannot be turned into an install. The message names the fix and holds
 * no secret.
 */
@Pure
public final class ConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String path;

  public ConfigException(String path, String message) {
    super(path + ": " + message);
    this.path = path;
  }

  /** An operator's document; its own message says where. */
  ConfigException(String path, DocumentException wrong) {
    super(wrong.getMessage(), wrong);
    this.path = path;
  }

  /** An operator's template; its own message says where. */
  ConfigException(String path, TemplateException wrong) {
    super(wrong.getMessage(), wrong);
    this.path = path;
  }

  /** Where it went wrong, as in {@code config.k3s-args[2]} or {@code machine.disk}. */
  public String path() {
    return path;
  }
}
