package io.ironwake.asset;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;

/** One HTTP GET to one address, without following anything. */
@FunctionalInterface
interface Exchange {
  /**
   * Asks and returns once the head of the answer is here.
   *
   * @param url names host, path and, for https, whose certificate is wanted
   * @param address where to connect to, whatever the name resolves to by now
   */
  Reply get(URI url, InetAddress address, Map<String, String> headers) throws IOException;
}
