package io.ironwake.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * A secret as a file declares it.
 *
 * @param name lower-case letters, digits, dots and dashes
 * @param value what it is; its mask leaves it as it was
 * @param file an absolute path that holds it, a closing line break left out; read by the service
 *     from the file it was started with alone
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SecretView(Optional<String> name, Optional<String> value, Optional<String> file) {
  /** Without the value. */
  @Override
  public String toString() {
    return "SecretView[" + name.orElse("") + "]";
  }
}
