package io.ironwake.sim;

import io.ironwake.net.Pure;
import java.net.URI;
import java.util.Optional;

/**
 * What goes wrong in a life.
 *
 * @param lossPercent UDP packets lost, each way, 0 to 100
 * @param duplicatePercent UDP packets sent twice, 0 to 100
 * @param powerOffAfter power is lost right after this step is first reached
 * @param script how the machine asks for its scripts
 * @param seed makes the losses repeatable
 */
@Pure
public record Faults(
    int lossPercent,
    int duplicatePercent,
    Optional<Step> powerOffAfter,
    ScriptAccess script,
    long seed) {
  /** Nothing goes wrong. */
  public static final Faults NONE = new Faults(0, 0, Optional.empty(), ScriptAccess.HONEST, 0);

  /** How a machine asks for its scripts, {@code /boot/{nonce}/{name}}. */
  public enum ScriptAccess {
    /** By the URL it was given. */
    HONEST,
    /** By the URL without its nonce. */
    WITHOUT_NONCE,
    /** With a nonce of the right length that the server never made. */
    FORGED_NONCE;

    URI rewrite(URI uri) {
      String path = uri.getRawPath();
      return switch (this) {
        case HONEST -> uri;
        case WITHOUT_NONCE ->
            uri.resolve(withQuery(uri, path.replaceFirst("^/boot/[^/]+/", "/boot/")));
        case FORGED_NONCE -> uri.resolve(withQuery(uri, forge(path)));
      };
    }

    private static String forge(String path) {
      String[] segments = path.split("/", 4);
      return segments.length < 4
          ? path
          : "/"
              + segments[1]
              + "/"
              + segments[2].replaceAll("[0-9A-Za-z]", "A")
              + "/"
              + segments[3];
    }

    private static String withQuery(URI uri, String path) {
      return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
  }

  public Faults {
    requirePercent("lossPercent", lossPercent);
    requirePercent("duplicatePercent", duplicatePercent);
  }

  private static void requirePercent(String name, int percent) {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException(name + " is 0 to 100, got " + percent);
    }
  }

  /** Power is lost right after that step. */
  public static Faults powerOffAfter(Step step) {
    return new Faults(0, 0, Optional.of(step), ScriptAccess.HONEST, 0);
  }

  /** Packets are lost and doubled. */
  public static Faults badWire(int lossPercent, int duplicatePercent, long seed) {
    return new Faults(lossPercent, duplicatePercent, Optional.empty(), ScriptAccess.HONEST, seed);
  }

  /** Scripts are asked for in that way. */
  public static Faults asking(ScriptAccess script) {
    return new Faults(0, 0, Optional.empty(), script, 0);
  }
}
