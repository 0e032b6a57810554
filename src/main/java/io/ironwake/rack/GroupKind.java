package io.ironwake.rack;

import io.ironwake.boot.Group;
import io.ironwake.boot.GroupView;
import io.ironwake.boot.Groups;
import io.ironwake.machine.ProfileNames;
import io.ironwake.net.LoaderShelf;
import io.ironwake.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** {@code kind: Group}. */
@ApplicationScoped
class GroupKind implements DeclaredKind<GroupView> {
  private final Groups groups;
  private final ProfileNames profiles;
  private final LoaderShelf loaders;

  GroupKind(Groups groups, ProfileNames profiles, LoaderShelf loaders) {
    this.groups = groups;
    this.profiles = profiles;
    this.loaders = loaders;
  }

  @Override
  public Kind<GroupView> kind() {
    return Kind.GROUP;
  }

  @Override
  public Optional<Change> applyNow(GroupView declared, ApplyRun run) {
    if (declared.profile().filter(run::refused).isPresent()) {
      return Optional.empty();
    }
    Optional<Groups.Stored> known = declared.name().flatMap(groups::byName);
    Group wanted =
        declared
            .revealed(known.map(old -> old.group().variables()).orElse(Map.of()))
            .toGroup(loaders, name -> run.profile(name).orElseGet(() -> profiles.named(name)));
    if (known.isEmpty()) {
      return Optional.of(Change.created(kind(), doc(groups.createNow(wanted, run.actor()), run)));
    }
    Groups.Stored now =
        known.get().group().equals(wanted)
            ? known.get()
            : groups.replaceNow(known.get().id(), Optional.empty(), wanted, run.actor());
    return Optional.of(Change.between(kind(), doc(known.get(), run), doc(now, run)));
  }

  private Doc doc(Groups.Stored stored, ApplyRun run) {
    return doc(stored, id -> run.profileName(id).or(() -> profiles.nameOf(id)));
  }

  private Doc doc(Groups.Stored stored, Function<UUID, Optional<String>> names) {
    return Doc.of(kind(), GroupView.unmasked(stored.group(), names), GroupView.of(stored, names));
  }

  @Override
  public List<Doc> all() {
    return groups.all().stream().map(each -> doc(each, profiles::nameOf)).toList();
  }

  @Override
  public Optional<Change> deleteNow(Doc doc, ApplyRun run) {
    Groups.Stored old =
        groups
            .byName(doc.name())
            .orElseThrow(() -> Problem.notFound("there is no group '" + doc.name() + "'"));
    groups.deleteNow(old.id(), Optional.empty(), run.actor());
    return Optional.of(Change.deleted(kind(), doc));
  }
}
