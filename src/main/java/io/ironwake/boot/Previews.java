package io.ironwake.boot;

import io.ironwake.asset.AssetStore;
import io.ironwake.asset.Release;
import io.ironwake.boot.Preview.Finding;
import io.ironwake.machine.Machine;
import io.ironwake.problem.Problem;
import io.ironwake.profile.Effect;
import io.ironwake.profile.Profile;
import io.ironwake.profile.Variables;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Dry renders: what would be frozen if the machine were approved now. Nothing is stored or moved.
 */
@ApplicationScoped
public class Previews {
  private final MachineProfiles profiles;
  private final Freezing freezing;
  private final Installs installs;
  private final InstallRows rows;
  private final AssetStore assets;
  private final Transactions transactions;

  Previews(
      MachineProfiles profiles,
      Freezing freezing,
      Installs installs,
      InstallRows rows,
      AssetStore assets,
      Transactions transactions) {
    this.profiles = profiles;
    this.freezing = freezing;
    this.installs = installs;
    this.rows = rows;
    this.assets = assets;
    this.transactions = transactions;
  }

  /**
   * What to suppose.
   *
   * @param profile another than the machine's, stored or not
   * @param variables laid over the machine's own as a JSON merge patch
   */
  public record Supposed(Optional<Profile> profile, Map<String, @Nullable Object> variables) {
    /** The machine as it is. */
    public static final Supposed NOTHING = new Supposed(Optional.empty(), Map.of());

    /** Without the variables, which may be secrets. */
    @Override
    public String toString() {
      return "Supposed[" + profile + "]";
    }
  }

  private record Last(Preview.Compared compared, PreviewTexts texts) {}

  /**
   * Renders without approving.
   *
   * @throws Problem INVALID when nobody names a profile, or for variables that cannot be
   */
  public Preview of(Machine machine, Supposed supposed) {
    MachineProfiles.Chosen chosen =
        supposed
            .profile()
            .map(profile -> new MachineProfiles.Chosen(profile, "this request"))
            .or(() -> profiles.of(machine))
            .orElseThrow(
                () ->
                    Problem.invalid(
                        "machine '"
                            + machine.name()
                            + "' has no profile, nor has one of its groups; name one"));
    List<Finding> findings = new ArrayList<>(PreviewLint.of(machine));
    Optional<Freezing.Frozen> frozen = freeze(machine, chosen.profile(), supposed, findings);
    Optional<Last> last = transactions.call(() -> last(machine));
    return preview(machine, chosen, frozen, last, findings);
  }

  private Optional<Freezing.Frozen> freeze(
      Machine machine, Profile profile, Supposed supposed, List<Finding> findings) {
    if (profile.effect() == Effect.INSTALL && machine.disk().isEmpty()) {
      findings.add(Finding.error("machine.disk: it has no target disk, and there is no default"));
      return Optional.empty();
    }
    try {
      Map<String, Object> own = Variables.patched(machine.variables(), supposed.variables());
      Freezing.Frozen frozen = freezing.install(machine, profile, machine.disk().orElse(""), own);
      assets
          .faults(release(profile), frozen.install().assets())
          .forEach(fault -> findings.add(Finding.error(fault)));
      findings.addAll(
          PreviewLint.of(
              profile,
              PreviewTexts.of(frozen.install(), release(profile), frozen.secrets()).rendered()));
      return Optional.of(frozen);
    } catch (IllegalArgumentException wrong) {
      findings.add(Finding.error(String.valueOf(wrong.getMessage())));
      return Optional.empty();
    }
  }

  private static Release release(Profile profile) {
    return new Release(profile.os().id(), profile.version(), profile.arch().id());
  }

  private Optional<Last> last(Machine machine) {
    return rows.ofMachine(machine.id()).stream()
        .max(Comparator.comparingInt(row -> row.number))
        .map(
            row -> {
              FrozenRecord record = installs.open(row);
              return new Last(
                  new Preview.Compared(row.number, row.profile, row.approvedAt),
                  PreviewTexts.of(record.install(), record.release(), record.secrets()));
            });
  }

  private static Preview preview(
      Machine machine,
      MachineProfiles.Chosen chosen,
      Optional<Freezing.Frozen> frozen,
      Optional<Last> last,
      List<Finding> findings) {
    Optional<PreviewTexts> now =
        frozen.map(it -> PreviewTexts.of(it.install(), release(chosen.profile()), it.secrets()));
    Optional<PreviewTexts> before = last.map(Last::texts);
    return new Preview(
        machine.name(),
        chosen.profile().name(),
        chosen.origin(),
        last.map(Last::compared),
        frozen.map(it -> it.install().kernel()),
        frozen.map(it -> it.install().initrds()).orElse(List.of()),
        now.map(it -> it.line(before)),
        now.map(it -> it.script(before)),
        now.map(it -> it.documents(before)).orElse(List.of()),
        List.copyOf(findings));
  }
}
