package io.ironwake.boot;

import io.ironwake.net.Pure;
import io.ironwake.net.SmbiosUuid;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a client must present before it is handed an install, fixed when that was approved. Without
 * a demand only what both sides know is compared.
 */
@Pure
record IdentityDemand(Optional<UUID> uuid, Optional<String> serial) {
  static final IdentityDemand NONE = new IdentityDemand(Optional.empty(), Optional.empty());

  /** Why a client is not the one demanded, with what was expected and presented. */
  Optional<String> fault(BootRequest request) {
    return Stream.of(
            uuid.filter(
                    want -> request.smbiosUuid().filter(it -> SmbiosUuid.same(want, it)).isEmpty())
                .map(want -> differs("SMBIOS uuid", want, request.smbiosUuid())),
            serial
                .filter(want -> !request.serial().equals(Optional.of(want)))
                .map(want -> differs("serial number", want, request.serial())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String differs(String what, Object wanted, Optional<?> presented) {
    return "its guard demands the "
        + what
        + " "
        + wanted
        + ", and the client presents "
        + presented.map(Object::toString).orElse("none");
  }

  /** In words, for those who read the journal. */
  List<String> words() {
    return Stream.of(uuid.map(it -> "uuid " + it), serial.map(it -> "serial " + it))
        .flatMap(Optional::stream)
        .toList();
  }
}
