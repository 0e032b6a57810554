package io.ironwake.network;

import io.ironwake.address.Subnet;
import io.ironwake.net.Ipv4;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where the DHCP doors tell what they hear of other servers. No call blocks. */
public interface LinkWatch {
  /** For doors that nobody watches. */
  LinkWatch NONE =
      new LinkWatch() {
        @Override
        public void link(String interfaceName, Subnet.Mode mode, Probe probe) {}

        @Override
        public void seen(String interfaceName, SeenReply reply) {}

        @Override
        public void chosen(String interfaceName, Ipv4 server) {}

        @Override
        public void looked(String interfaceName, boolean refusing) {}

        @Override
        public Optional<PeerMark> mark(String interfaceName) {
          return Optional.empty();
        }
      };

  /** Looks for servers on one link. */
  @FunctionalInterface
  interface Probe {
    /** Looks now, or waits for the look under way; completes when it is over. */
    CompletionStage<Void> look();
  }

  /**
   * A door is open on this interface, and {@code probe} looks around there.
   *
   * @param mode what its clients may get at most
   */
  void link(String interfaceName, Subnet.Mode mode, Probe probe);

  /** A server's answer came in. */
  void seen(String interfaceName, SeenReply reply);

  /** A client was heard to choose that server. */
  void chosen(String interfaceName, Ipv4 server);

  /**
   * A look-out is over.
   *
   * @param refusing whether new addresses are held back now because of what was found
   */
  void looked(String interfaceName, boolean refusing);

  /** What to show other Ironwakes on that link; empty to show nothing. */
  Optional<PeerMark> mark(String interfaceName);
}
