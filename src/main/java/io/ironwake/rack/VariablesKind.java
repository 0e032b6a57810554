package io.ironwake.rack;

import io.ironwake.profile.GlobalVariables;
import io.ironwake.profile.MaskedSecrets;
import io.ironwake.profile.SecretFields;
import io.ironwake.profile.Variables;
import io.ironwake.rack.Kind.Layer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code kind: Variables}: those of all machines, declared as a whole. */
@ApplicationScoped
class VariablesKind implements DeclaredKind<Layer> {
  private final GlobalVariables variables;

  VariablesKind(GlobalVariables variables) {
    this.variables = variables;
  }

  @Override
  public Kind<Layer> kind() {
    return Kind.VARIABLES;
  }

  @Override
  public Optional<Change> applyNow(Layer declared, ApplyRun run) {
    Map<String, Object> known = variables.current();
    Map<String, Object> wanted =
        Variables.sent(
            MaskedSecrets.fill("variables", declared.variables().orElse(Map.of()), known));
    if (!known.equals(wanted)) {
      variables.replaceNow(wanted, run.actor());
    }
    return Optional.of(Change.between(kind(), doc(known), doc(wanted)));
  }

  private Doc doc(Map<String, Object> values) {
    return Doc.of(
        kind(), new Layer(Optional.of(values)), new Layer(Optional.of(SecretFields.mask(values))));
  }

  @Override
  public List<Doc> all() {
    return variables.current().isEmpty() ? List.of() : List.of(doc(variables.current()));
  }

  @Override
  public Optional<Change> deleteNow(Doc doc, ApplyRun run) {
    variables.replaceNow(Map.of(), run.actor());
    return Optional.of(Change.deleted(kind(), doc));
  }
}
