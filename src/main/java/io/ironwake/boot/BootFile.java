package io.ironwake.boot;

import io.ironwake.net.Ipv4;

/**
 * A file to name in a DHCP reply. Both names hold the boot nonce: never log them.
 *
 * @param nextServer the TFTP server (siaddr, option 66)
 * @param tftpName the name for a client that fetches by TFTP (file, option 67), at most 127 bytes
 * @param url the same file for a client that fetches by HTTP, at most 127 bytes
 */
public record BootFile(Ipv4 nextServer, String tftpName, String url) {
  /** The last segment of the name, which is safe to log. */
  public String lastSegment() {
    return tftpName.substring(tftpName.lastIndexOf('/') + 1);
  }

  @Override
  public String toString() {
    return "BootFile[" + lastSegment() + " from " + nextServer + "]";
  }
}
