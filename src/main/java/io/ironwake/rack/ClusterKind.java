package io.ironwake.rack;

import io.ironwake.cluster.Cluster;
import io.ironwake.cluster.ClusterView;
import io.ironwake.cluster.Clusters;
import io.ironwake.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** {@code kind: Cluster}. */
@ApplicationScoped
class ClusterKind implements DeclaredKind<ClusterView> {
  private final Clusters clusters;

  ClusterKind(Clusters clusters) {
    this.clusters = clusters;
  }

  @Override
  public Kind<ClusterView> kind() {
    return Kind.CLUSTER;
  }

  @Override
  public Optional<Change> applyNow(ClusterView declared, ApplyRun run) {
    Cluster wanted = declared.toCluster();
    Optional<Clusters.Stored> known = clusters.byName(wanted.name());
    if (known.isEmpty()) {
      return Optional.of(Change.created(kind(), doc(clusters.createNow(wanted, run.actor()))));
    }
    Clusters.Stored now =
        known.get().cluster().equals(wanted)
            ? known.get()
            : clusters.replaceNow(known.get().id(), Optional.empty(), wanted, run.actor());
    return Optional.of(Change.between(kind(), doc(known.get()), doc(now)));
  }

  private Doc doc(Clusters.Stored stored) {
    return Doc.of(kind(), ClusterView.of(stored));
  }

  @Override
  public List<Doc> all() {
    return clusters.all().stream().map(this::doc).toList();
  }

  @Override
  public Optional<Change> deleteNow(Doc doc, ApplyRun run) {
    Clusters.Stored old =
        clusters
            .byName(doc.name())
            .orElseThrow(() -> Problem.notFound("there is no cluster '" + doc.name() + "'"));
    clusters.deleteNow(old.id(), Optional.empty(), run.actor());
    return Optional.of(Change.deleted(kind(), doc));
  }
}
