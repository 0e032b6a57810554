package io.ironwake.network;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The network as REST shows it.
 *
 * @param httpsCertificates key type, end and SHA-256 fingerprint of what HTTPS on the boot plane
 *     shows; absent without HTTPS
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NetworkView(List<InterfaceView> interfaces, List<String> httpsCertificates) {

  /**
   * One served interface.
   *
   * @param mode the declared subnet's mode, or {@code undeclared}
   * @param lastLook when a look-out was last finished
   */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record InterfaceView(
      String name,
      String mode,
      Optional<String> subnet,
      List<String> addresses,
      Optional<Instant> lastLook,
      List<ServerView> servers,
      List<FindingView> findings) {}

  /**
   * One other DHCP server.
   *
   * @param present whether it answered the last look-out
   * @param givesAddresses false for proxyDHCP servers, and those that clients only named
   * @param boot what it tells firmware, by kind of client
   */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record ServerView(
      String address,
      Optional<String> mac,
      Optional<String> name,
      Optional<String> vendor,
      boolean present,
      boolean givesAddresses,
      Instant firstSeen,
      Instant lastSeen,
      Optional<String> network,
      Optional<String> router,
      Optional<Long> leaseSeconds,
      Map<String, BootView> boot) {}

  /** Boot options of one answer. */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record BootView(
      Optional<String> bootFile,
      Optional<String> nextServer,
      Optional<String> tftpServer,
      Optional<String> vendorClass,
      boolean vendorOptions) {}

  /** One finding. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record FindingView(
      String severity, String code, Optional<String> server, String text, Optional<String> fix) {}

  static NetworkView of(List<NetworkWatch.Link> links, List<String> httpsCertificates) {
    return new NetworkView(links.stream().map(NetworkView::of).toList(), httpsCertificates);
  }

  private static InterfaceView of(NetworkWatch.Link link) {
    return new InterfaceView(
        link.facts().interfaceName(),
        link.facts().mode(),
        link.subnet(),
        link.facts().addresses().stream().map(Ipv4::toString).toList(),
        link.lastLook(),
        link.servers().stream().map(NetworkView::of).toList(),
        link.findings().stream().map(NetworkView::of).toList());
  }

  private static ServerView of(ForeignServer server) {
    Optional<SeenReply> gift = server.gift();
    return new ServerView(
        server.address().toString(),
        server.mac().map(MacAddress::toString),
        server.name(),
        server.vendor(),
        server.present(),
        server.gives(),
        server.firstSeen(),
        server.lastSeen(),
        gift.flatMap(SeenReply::network).map(Cidr::toString),
        gift.flatMap(SeenReply::router).map(Ipv4::toString),
        gift.flatMap(SeenReply::lease).map(Duration::toSeconds),
        boot(server));
  }

  private static Map<String, BootView> boot(ForeignServer server) {
    Map<String, BootView> all = new java.util.TreeMap<>();
    server
        .replies()
        .forEach(
            (kind, reply) ->
                all.put(
                    kind.word(),
                    new BootView(
                        reply.bootFile(),
                        Optional.of(reply.nextServer().toString())
                            .filter(any -> !reply.nextServer().isAny()),
                        reply.tftpServer(),
                        reply.vendorClass(),
                        reply.vendorOptions())));
    return all;
  }

  private static FindingView of(Finding finding) {
    return new FindingView(
        finding.severity().name().toLowerCase(Locale.ROOT),
        finding.code(),
        finding.server().map(Ipv4::toString),
        finding.text(),
        finding.fix());
  }
}
