package io.ironwake;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.address.AddressPlan;
import io.ironwake.address.BootRules;
import io.ironwake.address.LeaseRules;
import io.ironwake.address.Pool;
import io.ironwake.address.Subnet;
import io.ironwake.address.SubnetOptions;
import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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
