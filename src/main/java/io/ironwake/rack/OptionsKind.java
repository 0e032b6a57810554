package io.ironwake.rack;

import io.ironwake.address.DeclaredOptions;
import io.ironwake.address.GlobalOptions;
import io.ironwake.address.OptionView;
import io.ironwake.rack.Kind.Options;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** {@code kind: DhcpOptions}: those of the widest level, declared as a whole. */
@ApplicationScoped
class OptionsKind implements DeclaredKind<Options> {
  private final GlobalOptions options;

  OptionsKind(GlobalOptions options) {
    this.options = options;
  }

  @Override
  public Kind<Options> kind() {
    return Kind.OPTIONS;
  }

  @Override
  public Optional<Change> applyNow(Options declared, ApplyRun run) {
    DeclaredOptions wanted = OptionView.declared(declared.options());
    Doc before = doc(options.current());
    if (!options.current().equals(wanted)) {
      options.replaceNow(wanted, run.actor());
    }
    return Optional.of(Change.between(kind(), before, doc(wanted)));
  }

  private Doc doc(DeclaredOptions declared) {
    return Doc.of(kind(), new Options(Optional.of(OptionView.of(declared))));
  }

  @Override
  public List<Doc> all() {
    return options.current().byCode().isEmpty() ? List.of() : List.of(doc(options.current()));
  }

  @Override
  public Optional<Change> deleteNow(Doc doc, ApplyRun run) {
    options.replaceNow(DeclaredOptions.NONE, run.actor());
    return Optional.of(Change.deleted(kind(), doc));
  }
}
