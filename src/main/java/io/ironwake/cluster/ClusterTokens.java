package io.ironwake.cluster;

import io.ironwake.access.OperatorSecrets;
import io.ironwake.access.Secrets;
import io.ironwake.config.ConfigException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;

/**
 * What the machines of a cluster share. A k3s token is made once, of 256 random bits, by whichever
 * replica needs it first; it is stored encrypted, goes into the machines' configurations, and
 * nowhere else.
 */
@ApplicationScoped
class ClusterTokens {
  private static final int BYTES = 32;
  private static final String FORM = "[A-Za-z0-9._:+/=-]{16,512}";

  private final Secrets secrets;
  private final OperatorSecrets given;
  private final SecureRandom random = new SecureRandom();

  ClusterTokens(Secrets secrets, OperatorSecrets given) {
    this.secrets = secrets;
    this.given = given;
  }

  static String name(UUID cluster) {
    return "cluster/" + cluster;
  }

  /**
   * The token of a cluster; etcd's is a name that keeps foundings apart, and no secret.
   *
   * @throws ConfigException when it is an operator's secret that is missing or of no use
   */
  String of(Clusters.Stored stored) {
    if (stored.cluster().settings() instanceof Settings.Etcd) {
      return stored.cluster().name() + "-" + stored.founding();
    }
    return stored
        .cluster()
        .tokenSecret()
        .map(name -> given(stored.cluster(), name))
        .orElseGet(
            () ->
                new String(
                    secrets.getOrCreate(name(stored.id()), this::fresh),
                    StandardCharsets.US_ASCII));
  }

  private String given(Cluster cluster, String name) {
    return given
        .find(name)
        .filter(token -> token.matches(FORM))
        .orElseThrow(
            () ->
                new ConfigException(
                    "cluster " + cluster.name(),
                    "its token-secret '"
                        + name
                        + "' is missing, or no token: 16 to 512 letters, digits and ._:+/=-; PUT"
                        + " it to /api/v1/secrets/"
                        + name));
  }

  private byte[] fresh() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII);
  }
}
