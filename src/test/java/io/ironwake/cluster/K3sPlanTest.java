package io.ironwake.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.cluster.Candidate.Condition;
import io.ironwake.cluster.Placement.Way;
import io.ironwake.config.ConfigException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who founds a k3s cluster, and that nobody ever founds it twice. */
class K3sPlanTest {
  private static Way joins(String server) {
    return new Way.Joins(Rack.address(server));
  }

  private static Rack formed() {
    Rack rack = Rack.k3s().with(Role.SERVER, "s1", "s2", "s3").with(Role.AGENT, "a4");
    rack.approve("s1");
    rack.approve("s2");
    rack.approve("s3");
    rack.installed("s1", "s2", "s3");
    return rack;
  }

  @Test
  void theFirstServerApprovedFoundsAndAllOthersJoinIt() {
    Rack rack = Rack.k3s().with(Role.SERVER, "s1", "s2", "s3").with(Role.AGENT, "a4", "a5");

    assertThat(rack.approve("s2")).isEqualTo(new Way.Founds());
    assertThat(rack.approve("s1")).isEqualTo(joins("s2"));
    assertThat(rack.approve("a4")).isEqualTo(joins("s2"));
    rack.installed("s2");
    assertThat(rack.approve("s3")).isEqualTo(joins("s2"));
    assertThat(rack.approve("a5")).isEqualTo(joins("s2"));
  }

  @Test
  void anAgentApprovedFirstDecidesWhichServerFounds() {
    Rack rack = Rack.k3s().with(Role.SERVER, "s1", "s2").with(Role.AGENT, "a4");

    assertThat(rack.approve("a4")).isEqualTo(joins("s1"));
    assertThat(rack.approve("s2")).isEqualTo(joins("s1"));
    assertThat(rack.approve("s1")).isEqualTo(new Way.Founds());
  }

  @Test
  void theFirstServerReinstalledJoinsTheOthers() {
    Rack rack = formed();

    assertThat(rack.approve("s1")).isEqualTo(joins("s2"));
    assertThat(rack.approve("a4")).isEqualTo(joins("s2"));
    rack.installed("s1");
    assertThat(rack.approve("s2")).isEqualTo(joins("s1"));
  }

  @Test
  void aServerThatIsReplacedByAnotherMachineIsJoinedNoMore() {
    Rack rack = formed();
    rack.remove("s1");
    rack.with(Role.SERVER, "s9");

    assertThat(rack.approve("s9")).isEqualTo(joins("s2"));
    assertThat(rack.approve("a4")).isEqualTo(joins("s2"));
  }

  @Test
  void theLastServerIsNotReinstalledIntoASecondCluster() {
    Rack rack = formed();
    rack.approve("s1");
    rack.approve("s2");

    assertThatThrownBy(() -> rack.approve("s3"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("cluster edge: runs on s1, s2, of which none is INSTALLED now")
        .hasMessageContaining("/api/v1/clusters/edge/found-anew");
    rack.foundAnew();
    assertThat(rack.approve("s3")).isEqualTo(new Way.Founds());
  }

  @Test
  void theOnlyServerMayBeReinstalledUnlessOneIsOnItsWayToIt() {
    Rack rack = Rack.k3s().with(Role.SERVER, "s1");
    rack.approve("s1");
    rack.installed("s1");
    assertThat(rack.approve("s1")).isEqualTo(new Way.Founds());
    rack.installed("s1");

    rack.with(Role.SERVER, "s2");
    assertThat(rack.approve("s2")).isEqualTo(joins("s1"));
    assertThatThrownBy(() -> rack.approve("s1"))
        .hasMessageContaining("is being joined by s2")
        .hasMessageContaining("cancel or abandon it");
  }

  @Test
  void aFounderWhoseInstallFailedFoundsAtTheNextTry() {
    Rack rack = Rack.k3s().with(Role.SERVER, "s1", "s2");
    rack.approve("s1");
    rack.approve("s2");
    rack.installed("s2");
    rack.become("s1", Condition.IDLE);

    assertThat(rack.approve("s1")).isEqualTo(new Way.Founds());
  }

  @Test
  void aFounderThatMayRunInSecretDoesNotFoundAgain() {
    Rack rack = Rack.k3s().with(Role.SERVER, "s1", "s2");
    rack.approve("s1");
    rack.approve("s2");
    rack.become("s1", Condition.UNSURE);

    assertThat(rack.approve("s1")).as("nobody can have joined it").isEqualTo(new Way.Founds());
    rack.become("s1", Condition.UNSURE);
    rack.installed("s2");
    assertThatThrownBy(() -> rack.approve("s1"))
        .hasMessageContaining("may run on 's1'")
        .hasMessageContaining("Boot it from its disk");
  }

  @Test
  void whoLeftBeforeTheClusterWasFormedIsNotWaitedFor() {
    Rack rack = Rack.k3s().with(Role.SERVER, "s1", "s2");
    rack.approve("s1");
    rack.remove("s1");

    assertThat(rack.approve("s2")).isEqualTo(new Way.Founds());
  }

  @Test
  void anApprovalTakenBackIsNoProofOfAnything() {
    Rack rack = Rack.k3s().with(Role.SERVER, "s1", "s2");
    rack.become("s1", Condition.INSTALLED);
    rack.approve("s1");
    // Cancelled: INSTALLED again, by the install that was there before it became a server.
    rack.remove("s1");
    rack.with(Role.SERVER, "s1");
    rack.become("s1", Condition.INSTALLED);

    assertThat(rack.approve("s1")).isEqualTo(new Way.Founds());
    assertThat(rack.approve("s2")).isEqualTo(joins("s1"));
  }

  @Test
  void serversThatWereThereBeforeIronwakeAreJoined() {
    Rack rack = Rack.k3s().with(Role.SERVER, "s1", "s2").with(Role.AGENT, "a4");
    rack.become("s2", Condition.ADOPTED);

    assertThat(rack.approve("s1")).isEqualTo(joins("s2"));
    assertThat(rack.approve("a4")).isEqualTo(joins("s2"));
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, names = "MEMBER", mode = EnumSource.Mode.EXCLUDE)
  void aServerWithoutAReservationIsRefusedWithTheFix(Role approved) {
    Rack rack = Rack.k3s().with(Role.SERVER, "s1").with(Role.AGENT, "a4");
    rack.readdress("s1", Optional.empty());

    assertThatThrownBy(() -> rack.approve(approved == Role.SERVER ? "s1" : "a4"))
        .hasMessageContaining("its server 's1' has no reserved address")
        .hasMessageContaining("reservations of its subnet");
  }

  @Test
  void anAgentNeedsNoReservationButAServer() {
    Rack rack = Rack.k3s().with(Role.AGENT, "a4");
    rack.readdress("a4", Optional.empty());
    assertThatThrownBy(() -> rack.approve("a4")).hasMessageContaining("has no server yet");

    rack.with(Role.SERVER, "s1");
    assertThat(rack.approve("a4")).isEqualTo(joins("s1"));
  }
}
