package io.ironwake.rack;

import io.ironwake.problem.Problem;
import io.ironwake.profile.Profile;
import io.ironwake.profile.ProfileView;
import io.ironwake.profile.Profiles;
import io.ironwake.profile.StoredProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** {@code kind: Profile}. */
@ApplicationScoped
class ProfileKind implements DeclaredKind<ProfileView> {
  private final Profiles profiles;

  ProfileKind(Profiles profiles) {
    this.profiles = profiles;
  }

  @Override
  public Kind<ProfileView> kind() {
    return Kind.PROFILE;
  }

  @Override
  public Optional<Change> applyNow(ProfileView declared, ApplyRun run) {
    Profile wanted = declared.toProfile();
    Optional<StoredProfile> known = profiles.byName(wanted.name());
    StoredProfile now =
        known
            .map(old -> profiles.replaceNow(old.id(), Optional.empty(), wanted, run.actor()))
            .orElseGet(() -> profiles.createNow(wanted, run.actor()));
    run.applied(now);
    Doc after = doc(now);
    return Optional.of(
        known
            .map(old -> Change.between(kind(), doc(old), after))
            .orElseGet(() -> Change.created(kind(), after)));
  }

  private Doc doc(StoredProfile stored) {
    return Doc.of(kind(), ProfileView.unmasked(stored.profile()), ProfileView.of(stored));
  }

  @Override
  public List<Doc> all() {
    return profiles.all().stream().map(this::doc).toList();
  }

  @Override
  public Optional<Change> deleteNow(Doc doc, ApplyRun run) {
    StoredProfile old =
        profiles
            .byName(doc.name())
            .orElseThrow(() -> Problem.notFound("there is no profile '" + doc.name() + "'"));
    profiles.deleteNow(old.id(), Optional.empty(), run.actor());
    return Optional.of(Change.deleted(kind(), doc));
  }
}
