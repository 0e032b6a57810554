package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.List;

/**
 * A document with something wrong in it. The message has one line for each finding: document, line,
 * column, what is wrong and how to mend it; it quotes no value that may be a secret.
 */
@Pure
public final class DocumentException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The lines of the message. */
  private final transient List<String> findings;

  DocumentException(List<String> findings) {
    super(String.join("\n", findings));
    this.findings = List.copyOf(findings);
  }

  /** One sentence each, as in {@code config.butane:12:5: unknown key 'enabeld' …}. */
  public List<String> findings() {
    return findings;
  }
}
