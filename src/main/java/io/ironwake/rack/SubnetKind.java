package io.ironwake.rack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ironwake.address.AddressPlan;
import io.ironwake.address.Reservation;
import io.ironwake.address.ReservationKey;
import io.ironwake.address.ReservationView;
import io.ironwake.address.Subnet;
import io.ironwake.address.SubnetView;
import io.ironwake.address.Subnets;
import io.ironwake.net.LoaderShelf;
import io.ironwake.problem.Problem;
import io.ironwake.rack.RackFile.DeclaredSubnet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code kind: Subnet}: a subnet is declared as a whole, its reservations one by one, so that one
 * that is not named stays.
 */
@ApplicationScoped
class SubnetKind implements DeclaredKind<DeclaredSubnet> {
  private final Subnets subnets;
  private final LoaderShelf loaders;

  SubnetKind(Subnets subnets, LoaderShelf loaders) {
    this.subnets = subnets;
    this.loaders = loaders;
  }

  @Override
  public Kind<DeclaredSubnet> kind() {
    return Kind.SUBNET;
  }

  @Override
  public Optional<Change> applyNow(DeclaredSubnet declared, ApplyRun run) {
    SubnetView view = declared.subnet();
    String name =
        view.name().orElseThrow(() -> Problem.invalid("a subnet needs a name, such as rack1"));
    view.loader().ifPresent(loaders::choose);
    AddressPlan plan = subnets.current();
    Optional<Subnet> known = plan.byName(name);
    Optional<Doc> before = known.map(each -> doc(each, kept(plan, each).values()));
    Subnet now =
        known.isEmpty()
            ? subnets.createNow(view, run.actor())
            : subnets.changeNow(name, Optional.empty(), view, run.actor());
    Map<ReservationKey, Reservation> kept = kept(plan, now);
    for (ReservationView each : declared.reservations()) {
      Reservation reserved = subnets.reserveNow(name, each, run.actor());
      kept.put(reserved.key(), reserved);
    }
    Doc after = doc(now, kept.values());
    return Optional.of(
        before
            .map(old -> Change.between(kind(), old, after))
            .orElseGet(() -> Change.created(kind(), after)));
  }

  private static Map<ReservationKey, Reservation> kept(AddressPlan plan, Subnet subnet) {
    Map<ReservationKey, Reservation> kept = new LinkedHashMap<>();
    plan.reservations(subnet.id()).all().forEach(each -> kept.put(each.key(), each));
    return kept;
  }

  private Doc doc(Subnet subnet, Collection<Reservation> reservations) {
    Doc doc = Doc.of(kind(), SubnetView.of(subnet));
    if (reservations.isEmpty()) {
      return doc;
    }
    ArrayNode list = ItemReader.JSON.createArrayNode();
    reservations.stream()
        .sorted(Comparator.comparing(Reservation::address))
        .forEach(
            each -> {
              ObjectNode tree = ItemReader.JSON.valueToTree(ReservationView.of(each));
              tree.remove(kind().answersOnly());
              list.add(tree);
            });
    doc.plain().set("reservations", list);
    doc.shown().set("reservations", list);
    return doc;
  }

  @Override
  public List<Doc> all() {
    AddressPlan plan = subnets.current();
    return plan.subnets().stream().map(each -> doc(each, kept(plan, each).values())).toList();
  }

  @Override
  public Optional<Change> deleteNow(Doc doc, ApplyRun run) {
    subnets.deleteNow(doc.name(), run.actor());
    return Optional.of(Change.deleted(kind(), doc));
  }
}
