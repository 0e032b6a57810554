package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpMessage.Op;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.OptionSet;

/** A reply under construction; made by {@link Replies#to} only. For one thread. */
@Pure
final class ReplyDraft {
  private final DhcpMessage request;
  private final int flags;
  private final Ipv4 ciaddr;
  private final OptionSet.Builder options = OptionSet.builder();
  private Ipv4 yiaddr = Ipv4.ANY;
  private Ipv4 siaddr = Ipv4.ANY;
  private String file = "";
  private boolean padded = true;

  ReplyDraft(DhcpMessage request, int flags, Ipv4 ciaddr) {
    this.request = request;
    this.flags = flags;
    this.ciaddr = ciaddr;
  }

  ReplyDraft yiaddr(Ipv4 address) {
    yiaddr = address;
    return this;
  }

  ReplyDraft siaddr(Ipv4 address) {
    siaddr = address;
    return this;
  }

  ReplyDraft file(String name) {
    file = name;
    return this;
  }

  <T> ReplyDraft put(DhcpOption<T> option, T value) {
    options.put(option, value);
    return this;
  }

  ReplyDraft put(int code, Octets value) {
    options.put(code, value);
    return this;
  }

  ReplyDraft putAll(OptionSet more) {
    options.putAll(more);
    return this;
  }

  /** Adds sub-options to those the option holds; of two with one code {@code more} has the last. */
  ReplyDraft merge(DhcpOption<OptionSet> option, OptionSet more) {
    OptionSet known = options.build().find(option).orElse(OptionSet.EMPTY);
    options.put(option, OptionSet.builder().putAll(known).putAll(more).build());
    return this;
  }

  ReplyDraft without(DhcpOption<?> option) {
    options.remove(option.code());
    return this;
  }

  /** Ends the packet with its last option. */
  ReplyDraft unpadded() {
    padded = false;
    return this;
  }

  boolean isPadded() {
    return padded;
  }

  /** Bytes left for options of a BOOTP reply. */
  int room() {
    return BootpOptions.ROOM - BootpOptions.size(options.build());
  }

  DhcpMessage build() {
    return new DhcpMessage(
        Op.BOOTREPLY,
        request.hardware(),
        0,
        request.xid(),
        0,
        flags,
        ciaddr,
        yiaddr,
        siaddr,
        request.giaddr(),
        "",
        file,
        options.build());
  }
}
