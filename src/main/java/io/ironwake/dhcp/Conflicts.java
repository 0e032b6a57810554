package io.ironwake.dhcp;

import io.ironwake.address.Subnet;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.util.Map;

/** Is told of addresses that a station uses without a lease. */
public interface Conflicts {
  /**
   * An address was found in use.
   *
   * @param client who was to get it, or had it and declined it
   * @param user who uses it, in words
   */
  void found(Subnet subnet, Ipv4 address, MacAddress client, String user);

  /** Writes them into the flight recorder, for the timeline of the client's machine. */
  static Conflicts in(FlightRecorder recorder) {
    return (subnet, address, client, user) ->
        recorder.record(
            FlightRecorder.event("DHCP", "address-conflict", client)
                .with(
                    Map.of("subnet", subnet.name(), "address", address.toString(), "user", user)));
  }
}
