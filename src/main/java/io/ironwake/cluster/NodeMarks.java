package io.ironwake.cluster;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Labels and taints of Kubernetes nodes, in Kubernetes' own forms. */
@Pure
final class NodeMarks {
  private static final String NAME = "[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";
  private static final Pattern KEY =
      Pattern.compile("(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?/)?" + NAME);
  private static final Pattern VALUE = Pattern.compile("(?:" + NAME + ")?");
  private static final Pattern TAINT =
      Pattern.compile(KEY + "(?:=" + VALUE + ")?:(?:NoSchedule|PreferNoSchedule|NoExecute)");

  private NodeMarks() {}

  /**
   * @throws IllegalArgumentException for one that Kubernetes would refuse
   */
  static void checkLabels(Map<String, String> labels) {
    labels.forEach(
        (key, value) -> {
          if (!KEY.matcher(key).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                "node-labels: '"
                    + key
                    + "' is not a Kubernetes label; write it as example.org/name: value, with"
                    + " letters, digits, dots, dashes and underscores");
          }
        });
  }

  /**
   * @throws IllegalArgumentException for one that Kubernetes would refuse
   */
  static void checkTaints(List<String> taints) {
    taints.stream()
        .filter(each -> !TAINT.matcher(each).matches())
        .findFirst()
        .ifPresent(
            each -> {
              throw new IllegalArgumentException(
                  "node-taints: '"
                      + each
                      + "' must read key=value:NoSchedule, :PreferNoSchedule or :NoExecute");
            });
  }
}
