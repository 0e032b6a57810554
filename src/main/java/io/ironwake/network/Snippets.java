package io.ironwake.network;

import io.ironwake.address.BootRules;
import io.ironwake.address.Subnet;
import io.ironwake.address.Subnets;
import io.ironwake.boot.BootPlane;
import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the configuration for a site's DHCP server from what is declared and served. */
@ApplicationScoped
public class Snippets {
  private final Subnets subnets;
  private final NetworkWatch watch;
  private final BootPlane plane;

  Snippets(Subnets subnets, NetworkWatch watch, BootPlane plane) {
    this.subnets = subnets;
    this.watch = watch;
    this.plane = plane;
  }

  /**
   * A program there is a snippet for.
   *
   * @param server the word in its path
   * @param title its name
   */
  public record Offer(String server, String title) {}

  /** Every program there is a snippet for. */
  public List<Offer> offers() {
    return Arrays.stream(Snippet.values())
        .map(each -> new Offer(each.word(), each.title()))
        .toList();
  }

  /**
   * The configuration text.
   *
   * @param server see {@link Offer#server}
   * @param subnet a declared subnet's name; empty for the first served interface's
   * @throws Problem NOT_FOUND for an unknown server or subnet, CONFLICT while nothing is served
   */
  public String text(String server, Optional<String> subnet) {
    Snippet snippet =
        Snippet.named(server)
            .orElseThrow(
                () ->
                    Problem.notFound(
                        "there is no snippet for '"
                            + server
                            + "'; there are "
                            + offers().stream()
                                .map(Offer::server)
                                .collect(Collectors.joining(", "))));
    return snippet.text(subnet.isPresent() ? declared(subnet.get()) : served());
  }

  private SnippetFacts declared(String name) {
    Subnet subnet =
        subnets
            .current()
            .byName(name)
            .orElseThrow(() -> Problem.notFound("there is no subnet '" + name + "'"));
    return facts(subnet, address(subnet));
  }

  private SnippetFacts served() {
    NetworkWatch.Link link = first();
    Optional<Subnet> subnet = link.subnet().flatMap(subnets.current()::byName);
    Ipv4 address = link.facts().addresses().getFirst();
    return subnet
        .map(each -> facts(each, address))
        .orElseGet(
            () ->
                new SnippetFacts(
                    link.facts().interfaceName(),
                    link.facts().networks().getFirst(),
                    address,
                    base(address),
                    false));
  }

  private SnippetFacts facts(Subnet subnet, Ipv4 address) {
    return new SnippetFacts(
        subnet.name(),
        subnet.cidr(),
        subnet.boot().nextServer().orElse(address),
        subnet.boot().bootUrl().orElseGet(() -> base(address)),
        subnet.boot().nonce() == BootRules.Nonce.OPTIONAL);
  }

  private String base(Ipv4 address) {
    return "http://" + address + ":" + plane.port();
  }

  /** Our address in the subnet's network, else our first one, which routers lead to. */
  private Ipv4 address(Subnet subnet) {
    Cidr network = subnet.cidr();
    return watch.links().stream()
        .flatMap(link -> link.facts().addresses().stream())
        .filter(network::contains)
        .findFirst()
        .orElseGet(() -> first().facts().addresses().getFirst());
  }

  private NetworkWatch.Link first() {
    return watch.links().stream()
        .filter(link -> !link.facts().addresses().isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                Problem.conflict("no interface is served, so no address of Ironwake can be named"));
  }
}
