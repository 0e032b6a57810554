package io.ironwake.rack;

import io.ironwake.access.OperatorSecrets;
import io.ironwake.access.SecretView;
import io.ironwake.problem.Problem;
import io.ironwake.profile.SecretFields;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code kind: Secret}: what is stored is compared with, and never shown. */
@ApplicationScoped
class SecretKind implements DeclaredKind<SecretView> {
  private final OperatorSecrets secrets;

  SecretKind(OperatorSecrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public Kind<SecretView> kind() {
    return Kind.SECRET;
  }

  @Override
  public Optional<Change> applyNow(SecretView declared, ApplyRun run) {
    String name =
        declared.name().orElseThrow(() -> Problem.invalid("a secret needs a name, such as edge"));
    Optional<String> known = secrets.find(name);
    String value = value(name, declared, known, run);
    if (known.isEmpty()) {
      secrets.putNow(name, value, run.actor());
      return Optional.of(Change.created(kind(), doc(name, value)));
    }
    if (!known.get().equals(value)) {
      secrets.putNow(name, value, run.actor());
    }
    return Optional.of(Change.between(kind(), doc(name, known.get()), doc(name, value)));
  }

  private static String value(
      String name, SecretView declared, Optional<String> known, ApplyRun run) {
    if (declared.value().isPresent() == declared.file().isPresent()) {
      throw Problem.invalid("secret " + name + " needs either value or file");
    }
    return declared
        .value()
        .map(value -> value.equals(SecretFields.MASK) ? stored(name, known) : value)
        .orElseGet(() -> read(name, declared.file().orElseThrow(), run));
  }

  private static String stored(String name, Optional<String> known) {
    return known.orElseThrow(
        () ->
            Problem.invalid(
                "secret "
                    + name
                    + " is "
                    + SecretFields.MASK
                    + ", the mask of a secret, and none is stored; write the secret itself"));
  }

  /** Whoever sends a file over REST must not make the service read its own files. */
  private static String read(String name, String file, ApplyRun run) {
    if (!run.lenient() || !Path.of(file).isAbsolute()) {
      throw Problem.invalid(
          "secret "
              + name
              + ": file is an absolute path in the file that serve is started with; send value"
              + " instead");
    }
    try {
      return Files.readString(Path.of(file)).replaceFirst("\\R$", "");
    } catch (IOException e) {
      throw Problem.invalid("secret " + name + ": the file " + file + " cannot be read");
    }
  }

  private Doc doc(String name, String value) {
    return Doc.of(kind(), view(name, value), view(name, SecretFields.MASK));
  }

  private static SecretView view(String name, String value) {
    return new SecretView(Optional.of(name), Optional.of(value), Optional.empty());
  }

  @Override
  public List<Doc> all() {
    return secrets.names().stream().map(name -> doc(name, SecretFields.MASK)).toList();
  }

  @Override
  public Optional<Change> deleteNow(Doc doc, ApplyRun run) {
    secrets.removeNow(doc.name(), run.actor());
    return Optional.of(Change.deleted(kind(), doc));
  }
}
