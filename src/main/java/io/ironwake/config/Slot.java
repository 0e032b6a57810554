package io.ironwake.config;

import io.ironwake.net.Pure;

/** What is not known at approval and filled in when the install is served. */
@Pure
public enum Slot {
  ASSET_BASE,
  /** Where the folders of all releases are. */
  ASSET_ROOT,
  CONFIG_BASE,
  REPORT_BASE,
  /** Nothing: the text ends here. */
  END
}
