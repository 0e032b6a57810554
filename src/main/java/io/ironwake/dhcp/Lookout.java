package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.network.PeerMark;
import io.ironwake.wire.dhcp.DhcpMessage;
import java.util.Optional;

/** Keeps an eye on other DHCP servers on one link. */
interface Lookout {
  /** For a socket without a link of its own, which sees relayed requests only. */
  Lookout NONE =
      new Lookout() {
        @Override
        public Optional<String> refusal() {
          return Optional.empty();
        }

        @Override
        public boolean isOwn(DhcpMessage request) {
          return false;
        }

        @Override
        public boolean greets(DhcpMessage request) {
          return PeerMark.of(request).isPresent();
        }

        @Override
        public void heard(DhcpMessage reply, Ipv4 from) {}

        @Override
        public void chosen(Ipv4 server) {}
      };

  /** Why no new address may be given on this link now; empty when it may. */
  Optional<String> refusal();

  /** True for a request of our own look-out that comes back to us. */
  boolean isOwn(DhcpMessage request);

  /**
   * True for the look-out of another Ironwake, which gets our own mark and is asked by no machine.
   */
  boolean greets(DhcpMessage request);

  /** A server's packet came to our server port. */
  void heard(DhcpMessage reply, Ipv4 from);

  /** A client was heard to choose another server. */
  void chosen(Ipv4 server);
}
