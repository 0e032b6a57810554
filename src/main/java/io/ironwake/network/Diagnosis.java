package io.ironwake.network;

import io.ironwake.net.Cidr;
import io.ironwake.net.Pure;
import io.ironwake.network.Finding.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What follows from the servers on a link, in plain words with the fix. */
@Pure
final class Diagnosis {
  private static final Duration SHORT_LEASE = Duration.ofMinutes(10);

  private final LinkFacts link;
  private final List<ForeignServer> servers;
  private final String installation;

  /**
   * Looks at one link.
   *
   * @param servers those that answer now
   * @param installation our own id, see {@link PeerMark}
   */
  Diagnosis(LinkFacts link, Collection<ForeignServer> servers, String installation) {
    this.link = link;
    this.servers =
        servers.stream()
            .filter(ForeignServer::present)
            .sorted(Comparator.comparing(ForeignServer::address))
            .toList();
    this.installation = installation;
  }

  /**
   * The worst first.
   *
   * @param looked whether a look-out was finished, so that silence means something
   */
  List<Finding> findings(boolean looked) {
    List<Finding> all = new ArrayList<>();
    for (ForeignServer server : servers) {
      server
          .peer()
          .ifPresentOrElse(mark -> all.add(peer(server, mark)), () -> all.addAll(stranger(server)));
    }
    all.addAll(together(looked));
    return all.stream().sorted(Comparator.comparing(Finding::severity).reversed()).toList();
  }

  private Finding peer(ForeignServer server, PeerMark mark) {
    String mode = " on " + link.interfaceName() + ", mode " + mark.mode();
    if (mark.installation().equals(installation)) {
      return Finding.info(
          "replica", server, server.label() + " is a replica of this Ironwake" + mode);
    }
    boolean both = link.givesAddresses() && !mark.mode().matches("proxy|undeclared|off");
    String text = server.label() + " is another Ironwake with a database of its own" + mode;
    return both
        ? Finding.of(
            Severity.ERROR,
            "two-ironwakes",
            server,
            text + ": both give addresses and know nothing of each other's leases",
            "stop one, or give its subnet mode: proxy")
        : Finding.of(
            Severity.WARNING,
            "another-ironwake",
            server,
            text + ": a machine boots by whichever answers first",
            "stop one, or let one ignore unknown machines (unknown: ignore)");
  }

  private List<Finding> stranger(ForeignServer server) {
    List<Finding> all = new ArrayList<>();
    server.gift().ifPresent(gift -> all.add(giver(server, gift)));
    server.gift().flatMap(gift -> wrongNetwork(server, gift)).ifPresent(all::add);
    server.gift().flatMap(gift -> shortLease(server, gift)).ifPresent(all::add);
    all.addAll(new BootLeftOvers(link, server).findings());
    return all;
  }

  private Finding giver(ForeignServer server, SeenReply gift) {
    if (!link.givesAddresses()) {
      return Finding.info(
          "site-dhcp",
          server,
          server.label() + " gives the addresses on " + link.interfaceName() + offered(gift));
    }
    if (link.besideForeign()) {
      return Finding.of(
          Severity.WARNING,
          "beside-foreign",
          server,
          "another DHCP server ("
              + server.address()
              + ") gives addresses beside Ironwake on "
              + link.interfaceName()
              + offered(gift),
          "make sure that its pool and Ironwake's do not overlap");
    }
    String what =
        "another DHCP server (" + server.address() + ") answers on " + link.interfaceName();
    return link.refusing()
        ? Finding.of(
            Severity.ERROR,
            "foreign-dhcp",
            server,
            what + ", so no addresses are given there" + server.details(),
            "stop it, or give the subnet mode: proxy, or beside-foreign: true")
        : Finding.of(
            Severity.ERROR,
            "rogue-dhcp",
            server,
            what
                + server.details()
                + offered(gift)
                + ", and was not there when Ironwake began: machines take whichever answers first",
            "find it"
                + server.mac().map(mac -> " by its MAC " + mac + " in the switch").orElse("")
                + " and stop it, or let the switch drop it (DHCP snooping)");
  }

  private static String offered(SeenReply gift) {
    return ": offered "
        + gift.address()
        + gift.network().map(net -> " in " + net).orElse("")
        + gift.router().map(router -> " by router " + router).orElse("")
        + gift.lease().map(lease -> " for " + lease.toSeconds() + " s").orElse("");
  }

  private Optional<Finding> wrongNetwork(ForeignServer server, SeenReply gift) {
    boolean fits =
        link.networks().isEmpty()
            || link.networks().stream().anyMatch(net -> net.contains(gift.address()));
    return fits
        ? Optional.empty()
        : Optional.of(
            Finding.of(
                Severity.WARNING,
                "other-network",
                server,
                server.label()
                    + " gives "
                    + gift.address()
                    + ", which is outside of Ironwake's network on "
                    + link.interfaceName()
                    + " ("
                    + link.networks().stream().map(Cidr::toString).collect(Collectors.joining(", "))
                    + "): machines reach Ironwake only by a router",
                "check the VLAN of "
                    + link.interfaceName()
                    + ", and that the address of its router is right"));
  }

  private Optional<Finding> shortLease(ForeignServer server, SeenReply gift) {
    return gift.lease()
        .filter(lease -> lease.compareTo(SHORT_LEASE) < 0)
        .map(
            lease ->
                Finding.of(
                    Severity.INFO,
                    "short-lease",
                    server,
                    server.label()
                        + " gives leases of "
                        + lease.toSeconds()
                        + " s: loaders do not renew, so a slow download may outlast its address",
                    "give leases of at least 10 minutes there"));
  }

  private List<Finding> together(boolean looked) {
    List<ForeignServer> givers =
        servers.stream().filter(each -> each.gives() && each.peer().isEmpty()).toList();
    boolean anyPeer = servers.stream().anyMatch(each -> each.peer().isPresent());
    boolean needsOne = link.mode().equals("proxy") || link.mode().equals("undeclared");
    if (needsOne && looked && givers.isEmpty() && !anyPeer) {
      return List.of(
          new Finding(
              Severity.WARNING,
              "no-dhcp",
              Optional.empty(),
              "no DHCP server answers on "
                  + link.interfaceName()
                  + ", and Ironwake gives no addresses there: machines will not get one",
              Optional.of(
                  "start your DHCP server, or declare a subnet there with mode: full and a pool")));
    }
    return !link.givesAddresses() && givers.size() > 1 ? List.of(several(givers)) : List.of();
  }

  private Finding several(List<ForeignServer> givers) {
    return new Finding(
        Severity.WARNING,
        "several-dhcp",
        Optional.empty(),
        givers.size()
            + " servers give addresses on "
            + link.interfaceName()
            + " ("
            + givers.stream().map(ForeignServer::label).collect(Collectors.joining("; "))
            + "): machines get one or the other by chance",
        Optional.of("stop all but one, unless they are a failover pair"));
  }
}
