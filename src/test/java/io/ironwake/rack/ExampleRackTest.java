package io.ironwake.rack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ironwake.address.OptionView;
import io.ironwake.config.FrozenInstall;
import io.ironwake.config.InstallFacts;
import io.ironwake.config.InstallWriter;
import io.ironwake.net.MacAddress;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.Profile;
import io.ironwake.profile.ProfileView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a new user copies works as it stands. */
class ExampleRackTest {
  private static final RackFile RACK = RackFile.read(Path.of("examples/rack.yaml"));

  private static List<Profile> profiles() {
    return RACK.profiles().stream().map(RackFile.Item::value).map(ProfileView::toProfile).toList();
  }

  private static FrozenInstall freeze(Profile profile, List<String> arguments) {
    MacAddress mac = MacAddress.parse("52:54:00:00:01:01");
    return InstallWriter.of(profile.os())
        .freeze(
            new InstallFacts("node1", mac, profile, new KernelArgs(arguments), "/dev/sda", false));
  }

  @Test
  void everySubnetAndReservationIsValid() {
    assertThat(OptionView.declared(RACK.options().map(RackFile.Item::value)).byCode())
        .containsOnlyKeys(42);
    assertThat(RACK.subnets())
        .hasSize(2)
        .allSatisfy(
            item -> {
              UUID id = UUID.randomUUID();
              item.value().subnet().toSubnet(id, 1);
              item.value()
                  .reservations()
                  .forEach(reservation -> reservation.toReservation(UUID.randomUUID(), 1, id));
            });
  }

  @Test
  void everyProfileCanBeInstalled() {
    assertThat(profiles()).hasSize(3).allSatisfy(profile -> freeze(profile, List.of()));
  }

  @Test
  void everyGroupIsValidAndHasAMachine() {
    assertThat(RACK.groups())
        .hasSize(1)
        .extracting(
            item -> item.value().toGroup(List::of, name -> new java.util.UUID(0, 1)).selector())
        .allSatisfy(
            selector ->
                assertThat(RACK.machines())
                    .extracting(item -> item.value().labels().orElse(Map.of()))
                    .anyMatch(selector::selects));
  }

  @Test
  void everyMachineHasAProfileThatTakesItsArguments() {
    assertThat(RACK.machines())
        .hasSize(2)
        .extracting(RackFile.Item::value)
        .allSatisfy(
            machine -> {
              Profile profile =
                  profiles().stream()
                      .filter(each -> each.name().equals(machine.profile().orElseThrow()))
                      .findFirst()
                      .orElseThrow();
              assertThatCode(() -> freeze(profile, machine.arguments().orElse(List.of())))
                  .doesNotThrowAnyException();
              assertThat(machine.macs().orElseThrow()).allSatisfy(MacAddress::parse);
              assertThat(machine.disk()).isPresent();
            });
  }
}
