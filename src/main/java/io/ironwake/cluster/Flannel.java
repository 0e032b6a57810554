package io.ironwake.cluster;

import io.ironwake.net.Pure;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** k3s's Flannel back ends. */
@Pure
public enum Flannel {
  VXLAN,
  HOST_GW,
  WIREGUARD_NATIVE,
  /** Another network plugin is installed by the operator. */
  NONE;

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads a {@link #word}.
   *
   * @throws IllegalArgumentException naming those there are
   */
  static Flannel parse(String text) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "flannel-backend '"
                        + text
                        + "' is not one of "
                        + Arrays.stream(values())
                            .map(Flannel::word)
                            .collect(Collectors.joining(", "))));
  }
}
