package io.ironwake.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ironwake.machine.MachineSpec;
import io.ironwake.profile.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The machines of one role, as operators write and read it.
 *
 * @param selector labels they must carry, all with these values
 * @param args further flags of k3s or etcd, as {@code --name} or {@code --name=value}
 * @param nodeLabels of their Kubernetes nodes
 * @param nodeTaints of their Kubernetes nodes, as {@code key=value:Effect}
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RoleView(
    @JsonSetter(contentNulls = Nulls.FAIL) Optional<Map<String, String>> selector,
    @JsonSetter(contentNulls = Nulls.FAIL) Optional<List<String>> args,
    @JsonSetter(contentNulls = Nulls.FAIL) Optional<Map<String, String>> nodeLabels,
    @JsonSetter(contentNulls = Nulls.FAIL) Optional<List<String>> nodeTaints) {

  static RoleView of(RoleSpec spec) {
    return new RoleView(
        Optional.of(spec.selector().labels()),
        Optional.of(ProgramFlags.write(spec.options())).filter(all -> !all.isEmpty()),
        Optional.of(spec.labels()).filter(all -> !all.isEmpty()),
        Optional.of(spec.taints()).filter(all -> !all.isEmpty()));
  }

  /**
   * @throws IllegalArgumentException naming the key at fault
   */
  RoleSpec toSpec(boolean kubernetes) {
    Map<String, String> labels = selector.orElse(Map.of());
    labels.keySet().forEach(MachineSpec::checkLabel);
    boolean marks =
        nodeLabels.filter(all -> !all.isEmpty()).isPresent()
            || nodeTaints.filter(all -> !all.isEmpty()).isPresent();
    if (!kubernetes && marks) {
      throw new IllegalArgumentException("node-labels and node-taints are for k3s; remove them");
    }
    NodeMarks.checkLabels(nodeLabels.orElse(Map.of()));
    NodeMarks.checkTaints(nodeTaints.orElse(List.of()));
    return new RoleSpec(
        new Selector(labels),
        ProgramFlags.read(args.orElse(List.of()), kubernetes),
        nodeLabels.orElse(Map.of()),
        nodeTaints.orElse(List.of()));
  }
}
