package io.ironwake.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.cluster.Candidate.Condition;
import io.ironwake.cluster.Placement.Way;
import io.ironwake.net.Ipv4;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That all etcd members begin with one list, and whoever comes later joins. */
class EtcdPlanTest {
  private static Rack three() {
    return Rack.etcd().with(Role.MEMBER, "m1", "m2", "m3");
  }

  private static Way.Boots boots(boolean existing, String... names) {
    Map<String, Ipv4> members = new LinkedHashMap<>();
    for (String name : names) {
      members.put(name, Rack.address(name));
    }
    return new Way.Boots(members, existing);
  }

  private static List<String> order(Way way) {
    return List.copyOf(((Way.Boots) way).members().keySet());
  }

  @Test
  void allMembersAreToldTheSameListInTheSameOrder() {
    Rack rack = three();

    assertThat(rack.approve("m2")).isEqualTo(boots(false, "m1", "m2", "m3"));
    rack.installed("m2");
    assertThat(order(rack.approve("m3"))).containsExactly("m1", "m2", "m3");
    assertThat(rack.approve("m1")).isEqualTo(boots(false, "m1", "m2", "m3"));
  }

  @Test
  void aMemberReinstalledOnceAMajorityRanJoins() {
    Rack rack = three();
    rack.approve("m1");
    rack.approve("m2");
    rack.installed("m1");
    assertThat(rack.approve("m1")).as("no majority yet").isEqualTo(boots(false, "m1", "m2", "m3"));
    rack.installed("m1", "m2");

    assertThat(rack.approve("m2")).isEqualTo(boots(true, "m1", "m2", "m3"));
    assertThat(rack.approve("m3"))
        .as("never started, and the others run")
        .isEqualTo(boots(true, "m1", "m2", "m3"));
  }

  @Test
  void anotherMachineTakesTheLastPlaceOfThoseWhoRemain() {
    Rack rack = three();
    rack.approve("m1");
    rack.approve("m2");
    rack.approve("m3");
    rack.installed("m1", "m2", "m3");
    rack.remove("m2");
    rack.with(Role.MEMBER, "m0");

    assertThat(rack.approve("m0")).isEqualTo(boots(true, "m1", "m3", "m0"));
    assertThat(order(rack.approve("m0"))).containsExactly("m1", "m3", "m0");
  }

  @Test
  void whoComesWhileTheOthersBeginIsRefusedWithTheFix() {
    Rack rack = three();
    rack.approve("m1");
    rack.with(Role.MEMBER, "m4");

    assertThatThrownBy(() -> rack.approve("m4"))
        .hasMessageContaining("is being formed by m1, m2, m3; 'm4' can join once a majority")
        .hasMessageContaining("found-anew");
  }

  @Test
  void everyMemberNeedsItsAddressBeforeTheFirstBoots() {
    Rack rack = three();
    rack.readdress("m3", Optional.empty());

    assertThatThrownBy(() -> rack.approve("m1"))
        .hasMessageContaining("its member 'm3' has no reserved address");
  }

  @Test
  void anAddressThatTheOthersWereToldStays() {
    Rack rack = three();
    rack.approve("m1");
    rack.readdress("m2", Optional.of(Ipv4.parse("192.0.2.99")));

    assertThatThrownBy(() -> rack.approve("m2"))
        .hasMessageContaining("'m2' is at 192.0.2.2")
        .hasMessageContaining("192.0.2.99");
  }

  @Test
  void aMemberLostBeforeTheStartStaysInTheListOfAll() {
    Rack rack = three();
    rack.approve("m1");
    rack.remove("m3");

    assertThat(rack.approve("m2")).isEqualTo(boots(false, "m1", "m2", "m3"));
  }

  @Test
  void nobodyJoinsMembersOfWhichNoneRuns() {
    Rack rack = three();
    rack.approve("m1");
    rack.approve("m2");
    rack.approve("m3");
    rack.installed("m1", "m2", "m3");
    rack.approve("m1");
    rack.approve("m2");

    assertThatThrownBy(() -> rack.approve("m3")).hasMessageContaining("nobody to join");
  }

  @Test
  void theOnlyMemberBeginsNewEachTime() {
    Rack rack = Rack.etcd().with(Role.MEMBER, "m1");
    assertThat(rack.approve("m1")).isEqualTo(boots(false, "m1"));
    rack.installed("m1");

    assertThat(rack.approve("m1")).isEqualTo(boots(false, "m1"));
  }

  @Test
  void membersThatWereThereBeforeIronwakeAreJoined() {
    Rack rack = three();
    rack.become("m1", Condition.ADOPTED);
    rack.become("m2", Condition.ADOPTED);

    assertThat(rack.approve("m3")).isEqualTo(boots(true, "m1", "m2", "m3"));
  }
}
