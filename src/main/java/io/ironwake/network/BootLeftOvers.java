package io.ironwake.network;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.network.Finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What boot options in another server's answers do to machines: options 60, 66, 67 and 43, siaddr
 * and file.
 */
@Pure
final class BootLeftOvers {
  private final LinkFacts link;
  private final ForeignServer server;

  BootLeftOvers(LinkFacts link, ForeignServer server) {
    this.link = link;
    this.server = server;
  }

  List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    bootFiles()
        .forEach(
            (what, replies) ->
                all.add(isOurs(replies.getFirst()) ? pointsHere(what) : strange(what, replies)));
    vendorClass().ifPresent(all::add);
    namedServer().ifPresent(all::add);
    return all;
  }

  /** The answers that name a boot file, by what they name. */
  private Map<String, List<SeenReply>> bootFiles() {
    return server.replies().values().stream()
        .filter(reply -> reply.bootFile().isPresent())
        .sorted(Comparator.comparing(SeenReply::askedAs))
        .collect(Collectors.groupingBy(BootLeftOvers::what, TreeMap::new, Collectors.toList()));
  }

  private static String what(SeenReply reply) {
    String file = reply.bootFile().orElse("");
    return "'"
        + file
        + "'"
        + (file.contains("://")
            ? ""
            : reply.bootServer().map(each -> " on " + each).orElse(" without a server"));
  }

  private boolean isOurs(SeenReply reply) {
    String file = reply.bootFile().orElse("");
    return file.contains("://")
        ? link.addresses().stream().anyMatch(own -> file.matches("\\w+://" + own + "(?:[:/].*)?"))
        : link.addresses().stream()
            .map(Ipv4::toString)
            .anyMatch(own -> reply.bootServer().filter(own::equals).isPresent());
  }

  private Finding pointsHere(String what) {
    return link.fixedUrls()
        ? Finding.info(
            "points-here", server, server.label() + " points machines at Ironwake: " + what)
        : Finding.of(
            Severity.WARNING,
            "points-here-without-nonce",
            server,
            server.label()
                + " points machines at Ironwake by the fixed name "
                + what
                + ", but on "
                + link.interfaceName()
                + " Ironwake serves only links that its own DHCP answers gave out",
            "remove the boot options there, since Ironwake answers network boots beside it by itself,"
                + " or declare the subnet with nonce: optional (docs/network.md)");
  }

  private Finding strange(String what, List<SeenReply> replies) {
    boolean uefi = replies.stream().anyMatch(each -> each.askedAs() == AskedAs.PXE_UEFI);
    boolean bios = what.matches("'[^']*(?:pxelinux\\.0|\\.kpxe|\\.kkpxe|\\.pxe|\\.0|\\.com)'.*");
    String whom =
        replies.stream().map(each -> each.askedAs().whom()).collect(Collectors.joining(", "));
    return Finding.of(
        Severity.WARNING,
        replies.stream().anyMatch(SeenReply::gives) ? "left-over-boot-file" : "foreign-boot-server",
        server,
        server.label()
            + " hands out the boot file "
            + what
            + " to "
            + whom
            + ": machines that take it never ask Ironwake"
            + (uefi && bios ? ", and UEFI cannot run it" : ""),
        "remove options 66 and 67, next-server and file there, or make them point here:"
            + " GET /api/v1/network/snippets has the lines for it");
  }

  /** Quirk 38: a class of its own makes EDK2 take the offer for a boot server's (quirk 2). */
  private Optional<Finding> vendorClass() {
    return Optional.ofNullable(server.replies().get(AskedAs.PXE_UEFI))
        .filter(SeenReply::gives)
        .filter(
            reply -> reply.vendorClass().filter(each -> each.startsWith("PXEClient")).isPresent())
        .filter(reply -> !reply.vendorOptions() && !isOurs(reply))
        .map(
            reply ->
                Finding.of(
                    Severity.ERROR,
                    "left-over-vendor-class",
                    server,
                    server.label()
                        + " answers with option 60 'PXEClient' and no option 43: UEFI machines then"
                        + " ask port 4011 of "
                        + reply.bootServer().orElse(server.address().toString())
                        + ", wait, and never ask Ironwake; BIOS machines do not mind",
                    "remove option 60 there (Windows: Remove-DhcpServerv4OptionValue -OptionId 60)"));
  }

  /** Quirk 12. */
  private Optional<Finding> namedServer() {
    return server.replies().values().stream()
        .filter(SeenReply::gives)
        .filter(reply -> reply.nextServer().isAny() && reply.bootFile().isPresent())
        .flatMap(reply -> reply.tftpServer().stream())
        .filter(name -> !name.matches("\\d+(?:\\.\\d+){3}"))
        .findFirst()
        .map(
            name ->
                Finding.of(
                    Severity.WARNING,
                    "boot-server-by-name",
                    server,
                    server.label()
                        + " names the TFTP server '"
                        + name
                        + "' in option 66 and sends no next-server: most firmware cannot look names up",
                    "give next-server (siaddr) or option 150 an address there"));
  }
}
