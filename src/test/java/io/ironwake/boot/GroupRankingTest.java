package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.address.BootRules;
import io.ironwake.address.DeclaredOption;
import io.ironwake.address.DeclaredOptions;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState.Discovered;
import io.ironwake.net.BootHints;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LocalBoot;
import io.ironwake.profile.Selector;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whose word holds, where several groups select a machine. */
class GroupRankingTest {
  private static final Map<String, String> LABELS = Map.of("rack", "r1", "role", "storage");

  private static Group group(String name, String selector, BootHints boot, String... options) {
    return new Group(name, new Selector(map(selector.split(","))), boot, options(options));
  }

  private static Map<String, String> map(String... pairs) {
    return Arrays.stream(pairs)
        .collect(Collectors.toMap(each -> each.split("=")[0], each -> each.split("=")[1]));
  }

  private static DeclaredOptions options(String... pairs) {
    return DeclaredOptions.of(
        map(pairs).entrySet().stream()
            .map(each -> DeclaredOption.of(Integer.parseInt(each.getKey()), each.getValue(), false))
            .toList());
  }

  private static BootHints loader(String word) {
    return new BootHints(Optional.of(new LoaderChoice(word)), Optional.empty());
  }

  private static BootHints localBoot(LocalBoot way) {
    return new BootHints(Optional.empty(), Optional.of(way));
  }

  private static GroupRanking ranking(Group... groups) {
    return new GroupRanking(List.of(groups));
  }

  private static List<String> names(GroupRanking ranking, Map<String, String> labels) {
    return ranking.of(labels).map(Group::name).toList();
  }

  @Test
  void aGroupSelectsMachinesThatCarryAllItsLabels() {
    GroupRanking ranking = ranking(group("both", "rack=r1,role=storage", BootHints.NONE));
    assertThat(names(ranking, LABELS)).containsExactly("both");
    assertThat(names(ranking, Map.of("rack", "r1", "role", "storage", "more", "x")))
        .containsExactly("both");
    assertThat(names(ranking, Map.of("rack", "r1"))).isEmpty();
    assertThat(names(ranking, Map.of("rack", "r1", "role", "compute"))).isEmpty();
    assertThat(names(ranking, Map.of())).isEmpty();
  }

  @Test
  void aSelectorWithoutLabelsWouldSelectEverythingAndIsRefused() {
    assertThatThrownBy(() -> new Selector(Map.of())).hasMessageContaining("selector is empty");
  }

  @Test
  void mostLabelsGoFirstThenNames() {
    GroupRanking ranking =
        ranking(
            group("b", "rack=r1", BootHints.NONE),
            group("z", "rack=r1,role=storage", BootHints.NONE),
            group("a", "role=storage", BootHints.NONE));
    assertThat(names(ranking, LABELS)).containsExactly("z", "a", "b");
  }

  @Test
  void eachValueIsTheFirstOneSaid() {
    GroupRanking ranking =
        ranking(
            group("a", "rack=r1", loader("shim-grub"), "26=1500", "42=192.0.2.1"),
            group("b", "role=storage", loader("ipxe"), "42=192.0.2.2", "224=text:b"),
            group("c", "rack=r1,role=storage", localBoot(LocalBoot.EXIT), "26=9000"));
    assertThat(ranking.boot(LABELS)).isEqualTo(loader("shim-grub").or(localBoot(LocalBoot.EXIT)));
    assertThat(ranking.loaderGiver(LABELS).map(Group::name)).contains("a");
    assertThat(ranking.options(LABELS)).isEqualTo(options("26=9000", "42=192.0.2.1", "224=text:b"));
    assertThat(ranking.options(Map.of("role", "storage")))
        .isEqualTo(options("42=192.0.2.2", "224=text:b"));
  }

  @Test
  void withoutGroupsNothingIsSaid() {
    assertThat(GroupRanking.NONE.boot(LABELS)).isEqualTo(BootHints.NONE);
    assertThat(GroupRanking.NONE.options(LABELS)).isEqualTo(DeclaredOptions.NONE);
    assertThat(GroupRanking.NONE.loaderGiver(LABELS)).isEmpty();
  }

  @Test
  void theMachineGoesBeforeItsGroupsThenModelThenSubnet() {
    BootSite site =
        new BootSite(subnet("undionly"), ranking(group("a", "rack=r1", loader("shim-grub"))));
    BootHints model = loader("snponly");
    assertThat(site.hints(machine(loader("ipxe"), LABELS), model).loader())
        .contains(new LoaderChoice("ipxe"));
    assertThat(site.hints(machine(BootHints.NONE, LABELS), model).loader())
        .contains(new LoaderChoice("shim-grub"));
    assertThat(site.hints(machine(BootHints.NONE, Map.of()), model).loader())
        .contains(new LoaderChoice("snponly"));
    assertThat(site.hints(Optional.empty(), BootHints.NONE).loader())
        .contains(new LoaderChoice("undionly"));
  }

  private static BootRules subnet(String loader) {
    BootRules usual = BootRules.DEFAULT;
    return new BootRules(
        usual.unknown(),
        usual.bootUrl(),
        usual.nextServer(),
        usual.localBoot(),
        usual.nonce(),
        Optional.of(new LoaderChoice(loader)));
  }

  private static Optional<Machine> machine(BootHints boot, Map<String, String> labels) {
    return Optional.of(
        new Machine(
            new UUID(5, 5),
            "node1",
            new Discovered(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            labels,
            false,
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            0,
            List.of(),
            boot,
            1,
            Instant.EPOCH,
            Instant.EPOCH));
  }
}
