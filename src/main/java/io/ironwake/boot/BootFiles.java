package io.ironwake.boot;

import io.ironwake.net.Ipv4;
import java.util.concurrent.CompletionStage;

/** The gate as TFTP sees it. */
public interface BootFiles {
  /**
   * What to send for a name. The call never blocks, so event loops may make it: most names are
   * decided from memory before it returns; a document that holds install arguments follows once its
   * transaction is committed. The stage never fails. The name may hold a nonce: log its last
   * segment only.
   *
   * @param client the address the request came from
   * @param name the name as requested, with {@code /} as the only separator and no {@code ..}
   */
  CompletionStage<FileAnswer> tftp(Ipv4 client, String name);
}
