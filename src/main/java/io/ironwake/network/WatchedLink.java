package io.ironwake.network;

import io.ironwake.address.Subnet;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What was heard on one link, and which of it was told. For one thread at a time. */
final class WatchedLink {
  private static final int KEPT = 64;

  private final Subnet.Mode mode;
  private final LinkWatch.Probe probe;
  private final Map<Ipv4, ForeignServer> servers = new TreeMap<>();
  private final Map<Ipv4, Set<AskedAs>> answered = new HashMap<>();
  private final Set<Ipv4> heard = new HashSet<>();
  private Map<String, Finding> told = Map.of();
  private Optional<Instant> lastLook = Optional.empty();
  private boolean refusing;

  /** What is news: findings that began and findings that ended. */
  record News(List<Finding> begun, List<Finding> ended) {}

  WatchedLink(Subnet.Mode mode, LinkWatch.Probe probe) {
    this.mode = mode;
    this.probe = probe;
  }

  /** What clients there may get at most. */
  Subnet.Mode mode() {
    return mode;
  }

  LinkWatch.Probe probe() {
    return probe;
  }

  List<ForeignServer> servers() {
    return List.copyOf(servers.values());
  }

  Optional<Instant> lastLook() {
    return lastLook;
  }

  boolean refusing() {
    return refusing;
  }

  /** Takes an answer; true when the server is new or says something else than before. */
  boolean seen(SeenReply reply, Instant now) {
    Optional<ForeignServer> before = Optional.ofNullable(servers.get(reply.server()));
    if (before.isEmpty() && servers.size() >= KEPT) {
      return false;
    }
    heard.add(reply.server());
    answered
        .computeIfAbsent(reply.server(), any -> EnumSet.noneOf(AskedAs.class))
        .add(reply.askedAs());
    servers.put(
        reply.server(),
        before.orElseGet(() -> ForeignServer.named(reply.server(), now)).with(reply, now));
    return before.filter(ForeignServer::present).map(ForeignServer::replies).isEmpty()
        || !reply.equals(before.get().replies().get(reply.askedAs()));
  }

  /** Takes a client's word; true when the server is new. */
  boolean chosen(Ipv4 server, Instant now) {
    Optional<ForeignServer> before = Optional.ofNullable(servers.get(server));
    if (before.isEmpty() && servers.size() >= KEPT) {
      return false;
    }
    heard.add(server);
    servers.put(
        server,
        before.map(each -> each.heardAgain(now)).orElseGet(() -> ForeignServer.named(server, now)));
    return before.isEmpty();
  }

  /** A look is over: who was not heard since the last one is gone. */
  void looked(boolean holdsBack, Instant now) {
    refusing = holdsBack;
    lastLook = Optional.of(now);
    servers.replaceAll(
        (address, server) ->
            server.after(answered.getOrDefault(address, Set.of()), heard.contains(address)));
    heard.clear();
    answered.clear();
  }

  void known(Ipv4 server, Optional<MacAddress> mac, Optional<String> name, Optional<String> maker) {
    servers.computeIfPresent(server, (address, each) -> each.known(mac, name, maker));
  }

  /** Remembers the findings as told, and says which are new and which are over. */
  News tell(List<Finding> findings) {
    Map<String, Finding> now = new LinkedHashMap<>();
    findings.forEach(
        each -> now.put(each.code() + each.server().map(Ipv4::toString).orElse(""), each));
    List<Finding> begun = new ArrayList<>();
    now.forEach(
        (key, each) -> {
          if (!told.containsKey(key)) {
            begun.add(each);
          }
        });
    List<Finding> ended =
        told.entrySet().stream()
            .filter(each -> !now.containsKey(each.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    told = now;
    return new News(begun, ended);
  }
}
