package io.ironwake.asset;

import java.util.List;
import java.util.Map;

/** Who needs which release; implemented where profiles and installs are known. */
public interface ReleaseUse {
  /** True when a profile names this release. From memory. */
  boolean isNamed(Release release);

  /**
   * Every release that must stay, and for whom, such as {@code profile 'web'}. Reads the database.
   */
  Map<Release, List<String>> uses();
}
