package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.Locale;

/** In which words a document is written. */
@Pure
public enum Variant {
  /** Ignition itself, in JSON. */
  IGNITION,
  /** Butane for Flatcar Container Linux. */
  FLATCAR,
  /** Butane for Fedora CoreOS. */
  FCOS;

  /** As in Butane's {@code variant:}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
