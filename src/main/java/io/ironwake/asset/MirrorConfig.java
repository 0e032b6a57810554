package io.ironwake.asset;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the mirror may do, by environment variables such as {@code IRONWAKE_MIRROR_BUDGET}. */
@ConfigMapping(prefix = "ironwake.mirror")
interface MirrorConfig {
  /**
   * Base URLs that may be http, loopback, link-local or private, such as {@code
   * http://mirror.lan/flatcar/}. Everything else must be https on the public Internet.
   */
  Optional<List<URI>> allow();

  /** What all assets together may take, such as {@code 200G}; empty for no limit. */
  Optional<MemorySize> budget();

  /** What stays free on the disk. */
  @WithDefault("1G")
  MemorySize reserve();

  /** The largest file that is fetched or imported. */
  @WithDefault("16G")
  MemorySize largestFile();

  /** How long a server may take to connect, to answer, and between two pieces. */
  @WithDefault("PT30S")
  Duration patience();

  /** How long one file may take, over all tries. */
  @WithDefault("PT12H")
  Duration longest();

  /** Bytes a second below which a server is given up, measured over a minute. */
  @WithDefault("4K")
  MemorySize slowest();

  /** Folder with a folder of public keys for each vendor; {@code keyrings} in the data folder. */
  Optional<Path> keyRings();

  /** Fetches a release that a profile names and that is not here when a machine needs it. */
  @WithDefault("false")
  boolean pullThrough();
}
