package io.ironwake.boot;

import io.ironwake.access.Token;
import io.ironwake.config.Way;
import io.ironwake.journal.Audit;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.problem.Problem;
import io.ironwake.store.Transactions;
import io.ironwake.store.Uuid7;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes the links by which an approved install reaches its machine otherwise than by a network
 * boot. A link is told once and opens nothing when its install has ended; a newer one takes the
 * place of those that nobody used.
 */
@ApplicationScoped
public class Deliveries {
  private final Machines machines;
  private final Installs installs;
  private final InstallRows rows;
  private final DeliveryRows links;
  private final Audit audit;
  private final Transactions transactions;
  private final Uuid7 ids;
  private final SecureRandom random = new SecureRandom();

  Deliveries(
      Machines machines,
      Installs installs,
      InstallRows rows,
      DeliveryRows links,
      Audit audit,
      Transactions transactions,
      Uuid7 ids) {
    this.machines = machines;
    this.installs = installs;
    this.rows = rows;
    this.links = links;
    this.audit = audit;
    this.transactions = transactions;
    this.ids = ids;
  }

  /**
   * What an operator takes to the machine.
   *
   * @param way takeover, iso or overlay
   * @param url a capability: whoever has it gets the install
   * @param command what to run on the machine; empty for an image
   */
  public record Link(String way, String url, String command) {
    /** Without the link. */
    @Override
    public String toString() {
      return "Link[" + way + "]";
    }
  }

  /**
   * Makes a link for a machine's approved install.
   *
   * @param base the boot plane as the machine reaches it, {@code http://address:port}
   * @param unasked whether the menu of an image begins by itself; empty for the usual: a first
   *     install does, since it leaves a k3OS that is there alone, and one that wipes does not
   * @throws Problem CONFLICT when nothing is approved, or for a network boot; INVALID for a base
   *     that cannot stand in a script
   */
  public Link make(UUID machine, String base, Optional<Boolean> unasked, String actor) {
    String plain = base.replaceFirst("/+$", "");
    // An installer that starts before its resolver does finds no names (rancher/k3os issue 386).
    if (!plain.matches("https?://\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d{1,5})?")) {
      throw Problem.invalid(
          "field boot-url: must be http:// or https://, an IPv4 address and the boot plane's port,"
              + " such as http://192.0.2.2:8069");
    }
    return transactions.call(() -> makeNow(machine, plain, unasked, actor));
  }

  private Link makeNow(UUID id, String base, Optional<Boolean> unasked, String actor) {
    Machine machine = machines.currentNow(id);
    InstallEntity install =
        machine
            .state()
            .currentInstall()
            .flatMap(rows::findByIdOptional)
            .filter(row -> row.endedAt == null)
            .orElseThrow(() -> nothing(machine, "has no approved install; approve it first"));
    Way way = Way.valueOf(install.way);
    if (way == Way.NETWORK) {
      throw nothing(
          machine,
          "is approved for a network boot; set config.install.way of its profile to takeover, iso or"
              + " overlay, and approve it again");
    }
    Token token = Token.random(random);
    boolean begins =
        way == Way.ISO
            && unasked.orElseGet(() -> IsoMenus.isUnasked(installs.open(install).install()));
    links.withdrawUnused(install.id);
    links.add(new Delivery(ids.next(), install.id, base, begins), token.sha256(), actor);
    audit.record(
        actor,
        "deliver",
        Machines.KIND,
        id,
        Optional.of(id),
        Map.of("install", install.number, "way", way.word()));
    return link(way, base, machine.name(), token.text());
  }

  private static Problem nothing(Machine machine, String why) {
    return Problem.of(
        Problem.Kind.CONFLICT,
        "machine '" + machine.name() + "' " + why,
        Map.of("state", machine.state().name()));
  }

  private static Link link(Way way, String base, String machine, String token) {
    return switch (way) {
      case TAKEOVER, NETWORK -> {
        String url = base + "/takeover/" + token;
        yield new Link(way.word(), url, "curl -fsSL '" + url + "' | sudo sh");
      }
      case ISO -> new Link(way.word(), base + "/media/" + token + "/" + machine + ".iso", "");
      case OVERLAY -> {
        String url = base + "/media/" + token + "/overlay.tar";
        yield new Link(way.word(), url, "curl -fsSLO '" + url + "'");
      }
    };
  }
}
