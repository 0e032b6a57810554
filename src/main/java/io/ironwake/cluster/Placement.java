package io.ironwake.cluster;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was found for a machine that is to be approved.
 *
 * @param me what it will be
 * @param roll the cluster with it
 * @param way how it gets there
 */
@Pure
record Placement(Member me, Roll roll, Way way) {

  /** How a machine becomes part of its cluster. */
  sealed interface Way {
    /** It is the first; the others join it. */
    record Founds() implements Way {}

    /** It joins the server at this address. */
    record Joins(Ipv4 server) implements Way {}

    /**
     * It begins with all others at once, or takes a place among those who run.
     *
     * @param members all by name, in order
     */
    record Boots(Map<String, Ipv4> members, boolean existing) implements Way {
      public Boots {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
      }
    }
  }
}
