package io.ironwake.rack;

import io.ironwake.hardware.Expectations;
import io.ironwake.hardware.ExpectedHardware;
import io.ironwake.hardware.ExpectedView;
import io.ironwake.machine.ProfileNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** {@code kind: ExpectedHardware}. */
@ApplicationScoped
class ExpectedKind implements DeclaredKind<ExpectedView> {
  private final Expectations expectations;
  private final ProfileNames profiles;

  ExpectedKind(Expectations expectations, ProfileNames profiles) {
    this.expectations = expectations;
    this.profiles = profiles;
  }

  @Override
  public Kind<ExpectedView> kind() {
    return Kind.EXPECTED_HARDWARE;
  }

  @Override
  public Optional<Change> applyNow(ExpectedView declared, ApplyRun run) {
    ExpectedHardware wanted = declared.toExpected();
    if (wanted.profile().filter(run::refused).isPresent()) {
      return Optional.empty();
    }
    wanted.profile().filter(it -> run.profile(it).isEmpty()).ifPresent(profiles::named);
    Optional<Expectations.Stored> known = expectations.byName(wanted.name());
    if (known.filter(it -> it.expected().equals(wanted)).isEmpty()) {
      expectations.putNow(wanted, Optional.empty(), run.actor());
    }
    return Optional.of(
        known
            .map(it -> Change.between(kind(), doc(it.expected()), doc(wanted)))
            .orElseGet(() -> Change.created(kind(), doc(wanted))));
  }

  private Doc doc(ExpectedHardware expected) {
    return Doc.of(kind(), ExpectedView.of(expected));
  }

  @Override
  public List<Doc> all() {
    return expectations.all().stream().map(it -> doc(it.expected())).toList();
  }

  @Override
  public Optional<Change> deleteNow(Doc doc, ApplyRun run) {
    expectations.deleteNow(doc.name(), run.actor());
    return Optional.of(Change.deleted(kind(), doc));
  }
}
