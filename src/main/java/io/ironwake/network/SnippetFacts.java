package io.ironwake.network;

import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;

/**
 * What a site's DHCP server must tell machines to send them to Ironwake.
 *
 * @param subnet the subnet's name, or the interface's where none is declared
 * @param network the machines' network
 * @param tftp where they fetch loaders
 * @param base the boot plane, such as {@code http://192.168.1.2:8069}
 * @param fixedUrls whether the subnet admits fixed names now ({@code nonce: optional})
 */
@Pure
record SnippetFacts(String subnet, Cidr network, Ipv4 tftp, String base, boolean fixedUrls) {
  /** The script for iPXE, whatever brought iPXE there. */
  String script() {
    return base + "/boot/boot.ipxe";
  }

  /** A loader for UEFI HTTP Boot. */
  String url(String loader) {
    return base + "/boot/" + loader;
  }

  /** What everybody must know, as comment lines. */
  String heading(String program, String where) {
    StringBuilder text = new StringBuilder();
    text.append("# Network boot by Ironwake for ")
        .append(subnet)
        .append(" (")
        .append(network)
        .append("), for ")
        .append(program)
        .append(".\n");
    text.append("# ").append(where).append("\n");
    text.append(
        "# Remove other boot options there first: next-server, filename, options 43, 60, 66, 67.\n");
    text.append(
        "# Fixed names carry no boot link of Ironwake's own, so any host that reaches its port can ask as any machine\n");
    text.append("# (docs/security.md), and ")
        .append(
            fixedUrls
                ? "the subnet admits them: nonce: optional.\n"
                : "the subnet does not admit them yet: declare it with nonce: optional.\n");
    text.append(
        "# Without this snippet, mode: proxy does the same beside your server and keeps the links.\n\n");
    return text.toString();
  }
}
