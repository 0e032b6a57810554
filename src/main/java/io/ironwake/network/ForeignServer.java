package io.ironwake.network;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Another server on one of our links, as far as it was seen.
 *
 * @param address its server identifier
 * @param replies its last answer to each kind of question
 * @param firstSeen when it was first heard of
 * @param lastSeen when it was last heard of
 * @param present false once it no longer answers
 * @param mac its NIC, by the ARP table; empty behind a router
 * @param name its host name, by reverse DNS
 * @param vendor a guess who made it
 */
@Pure
public record ForeignServer(
    Ipv4 address,
    Map<AskedAs, SeenReply> replies,
    Instant firstSeen,
    Instant lastSeen,
    boolean present,
    Optional<MacAddress> mac,
    Optional<String> name,
    Optional<String> vendor) {
  public ForeignServer {
    replies = Map.copyOf(replies);
  }

  /** One that a client named, and that never answered us. */
  static ForeignServer named(Ipv4 address, Instant now) {
    return new ForeignServer(
        address, Map.of(), now, now, true, Optional.empty(), Optional.empty(), Optional.empty());
  }

  ForeignServer heardAgain(Instant now) {
    return new ForeignServer(address, replies, firstSeen, now, true, mac, name, vendor);
  }

  ForeignServer with(SeenReply reply, Instant now) {
    Map<AskedAs, SeenReply> all = new EnumMap<>(AskedAs.class);
    all.putAll(replies);
    all.put(reply.askedAs(), reply);
    return new ForeignServer(address, all, firstSeen, now, true, mac, name, vendor);
  }

  /** After a look: what it did not say this time counts no more. */
  ForeignServer after(Collection<AskedAs> answered, boolean heard) {
    Map<AskedAs, SeenReply> kept = new EnumMap<>(AskedAs.class);
    kept.putAll(replies);
    if (heard) {
      kept.keySet().removeIf(kind -> kind != AskedAs.OVERHEARD && !answered.contains(kind));
    }
    return new ForeignServer(address, kept, firstSeen, lastSeen, heard, mac, name, vendor);
  }

  ForeignServer known(Optional<MacAddress> nic, Optional<String> hostName, Optional<String> maker) {
    return new ForeignServer(
        address,
        replies,
        firstSeen,
        lastSeen,
        present,
        nic.or(() -> mac),
        hostName.or(() -> name),
        maker.or(() -> vendor));
  }

  /** True when it gives addresses. */
  public boolean gives() {
    return replies.values().stream().anyMatch(SeenReply::gives);
  }

  /** An answer with an address, the one to operating systems first. */
  public Optional<SeenReply> gift() {
    return replies.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .filter(SeenReply::gives)
        .findFirst();
  }

  /** The mark of another Ironwake. */
  public Optional<PeerMark> peer() {
    return replies.values().stream().flatMap(each -> each.peer().stream()).findFirst();
  }

  /** Address, name and maker, for a sentence. */
  public String label() {
    return address + details();
  }

  /** Name and maker as far as known: {@code " [gw.lan, MikroTik]"}. */
  String details() {
    String known =
        Stream.of(name, vendor).flatMap(Optional::stream).collect(Collectors.joining(", "));
    return known.isEmpty() ? "" : " [" + known + "]";
  }
}
