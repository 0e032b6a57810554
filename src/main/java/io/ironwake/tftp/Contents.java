package io.ironwake.tftp;

import java.io.IOException;
import org.jboss.logging.Logger;

/** Ends the use of a content whose file system may fail even then. */
final class Contents {
  private static final Logger LOG = Logger.getLogger(Contents.class);

  private Contents() {}

  static void close(String label, Content content) {
    try {
      content.close();
    } catch (IOException trouble) {
      LOG.warnf("tftp cannot close file=%s: %s", label, trouble.getClass().getSimpleName());
    }
  }
}
