package io.ironwake;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.address.AddressPlan;
import io.ironwake.address.BootRules;
import io.ironwake.address.DeclaredOptions;
import io.ironwake.address.LeaseRules;
import io.ironwake.address.Pool;
import io.ironwake.address.Reservation;
import io.ironwake.address.ReservationKey;
import io.ironwake.address.Reservations;
import io.ironwake.address.Subnet;
import io.ironwake.address.SubnetOptions;
import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class LinkWordsTest {
  private static final List<Ipv4> ADDRESSES = List.of(Ipv4.parse("10.0.0.1"));

  @Test
  void withoutASubnetItSaysWhatTheInterfaceIsToldToDo() {
    assertThat(of("eth1")).startsWith("proxyDHCP beside your DHCP server; no subnet is declared");
    assertThat(of("eth1=off")).startsWith("silent to DHCP");
  }

  @Test
  void everySubnetOfTheLinkSaysWhatItsClientsGet() {
    assertThat(
            of(
                "eth1",
                subnet("rack1", "10.0.0.0/24", Subnet.Mode.FULL, "10.0.0.10-10.0.0.20"),
                subnet("rack2", "10.0.1.0/24", Subnet.Mode.RESERVATIONS_ONLY),
                subnet("rack3", "10.0.2.0/24", Subnet.Mode.OFF)))
        .isEqualTo(
            "DHCP gives 10.0.0.10-10.0.0.20 of subnet rack1; DHCP answers clients with a reservation in subnet rack2,"
                + " and no others; silent to DHCP for subnet rack3, whose mode is off");
    assertThat(of("eth1", subnet("lab", "10.0.0.0/24", Subnet.Mode.PROXY)))
        .isEqualTo("proxyDHCP for subnet lab, whose addresses come from another server");
  }

  @Test
  void itSaysWhatTheInterfaceHoldsBack() {
    Subnet full = subnet("rack1", "10.0.0.0/24", Subnet.Mode.FULL, "10.0.0.10-10.0.0.20");

    assertThat(of("eth1=proxy", full))
        .isEqualTo(
            "proxyDHCP for subnet rack1, whose addresses come from another server (as --interface"
                + " eth1=proxy says)");
    assertThat(of("eth1=off", full))
        .isEqualTo("silent to DHCP for subnet rack1 (as --interface eth1=off says)");
    assertThat(of("eth1=reservations-only")).contains("no subnet is declared here");
  }

  @Test
  void anInterfaceThatIsToGiveAddressesNeedsASubnetThatDoes() {
    assertThat(contradiction("eth1=full"))
        .get(InstanceOfAssertFactories.STRING)
        .contains("no subnet is declared there", "mode: full", "or write --interface eth1");
    assertThat(contradiction("eth1=full", subnet("lab", "10.0.0.0/24", Subnet.Mode.PROXY)))
        .get(InstanceOfAssertFactories.STRING)
        .contains("subnet lab says mode: proxy");
    assertThat(
            contradiction("eth1=reservations-only", subnet("lab", "10.0.0.0/24", Subnet.Mode.FULL)))
        .isEmpty();
    assertThat(contradiction("eth1")).isEmpty();
    assertThat(contradiction("eth1=proxy")).isEmpty();
  }

  @Test
  void aProxyThatServesOneClientInFullSaysSo() {
    Subnet proxy = subnet("lab", "10.0.0.0/24", Subnet.Mode.PROXY);
    Reservation one =
        new Reservation(
            new UUID(2, 1),
            1,
            proxy.id(),
            ReservationKey.of(MacAddress.parse("52:54:00:00:00:01")),
            Ipv4.parse("10.0.0.9"),
            Optional.empty(),
            DeclaredOptions.NONE,
            true);
    LinkWords words =
        new LinkWords(
            new AddressPlan(List.of(proxy), Map.of(proxy.id(), new Reservations(List.of(one)))));

    assertThat(words.of(InterfaceChoice.parse("eth1"), ADDRESSES))
        .endsWith(", except for reservations of mode full (1)");
    assertThat(words.of(InterfaceChoice.parse("eth1=proxy"), ADDRESSES)).doesNotContain("except");
    assertThat(words.contradiction(InterfaceChoice.parse("eth1=full"), ADDRESSES)).isEmpty();
  }

  private static Optional<String> contradiction(String choice, Subnet... subnets) {
    return new LinkWords(new AddressPlan(List.of(subnets), Map.of()))
        .contradiction(InterfaceChoice.parse(choice), ADDRESSES);
  }

  private static String of(String choice, Subnet... subnets) {
    return new LinkWords(new AddressPlan(List.of(subnets), Map.of()))
        .of(InterfaceChoice.parse(choice), ADDRESSES);
  }

  private static Subnet subnet(String name, String cidr, Subnet.Mode mode, String... pools) {
    return new Subnet(
        new UUID(1, name.hashCode()),
        1,
        name,
        Cidr.parse(cidr),
        mode,
        Stream.of(pools).map(Pool::parse).toList(),
        SubnetOptions.NONE,
        LeaseRules.DEFAULT,
        BootRules.DEFAULT,
        Optional.empty(),
        Optional.of("floor"));
  }
}
