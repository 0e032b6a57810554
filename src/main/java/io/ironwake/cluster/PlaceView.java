package io.ironwake.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;
import java.util.UUID;

/**
 * One machine of a cluster, as operators read it.
 *
 * @param state the machine's
 * @param ordinal its place in the cluster's lists, once it was approved
 * @param founder whether it is the one the others join first
 * @param bootstrapped whether it was INSTALLED as a member
 * @param warning what its reinstall would mean
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record PlaceView(
    UUID id,
    String machine,
    String role,
    Optional<String> address,
    String state,
    Optional<Integer> ordinal,
    boolean founder,
    boolean bootstrapped,
    Optional<String> warning) {

  static PlaceView of(Standing.Place place, Optional<Standing.Duty> duty) {
    return new PlaceView(
        place.machine().id(),
        place.machine().name(),
        place.role().word(),
        place.address(),
        place.machine().state().name(),
        place.member().map(Member::ordinal),
        place.member().filter(Member::founder).isPresent(),
        place.member().filter(Member::bootstrapped).isPresent(),
        duty.map(Standing.Duty::warning));
  }
}
