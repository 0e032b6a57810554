package io.ironwake.address;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ironwake.address.BootRules.Nonce;
import io.ironwake.address.BootRules.Unknown;
import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LocalBoot;
import io.ironwake.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A subnet as operators write and read it, in REST and in the declared file. What is absent has its
 * default; a change replaces the whole subnet.
 *
 * @param name unique
 * @param cidr such as {@code 192.168.1.0/24}
 * @param mode {@code full} (default), {@code proxy}, {@code reservations-only} or {@code off}
 * @param pools such as {@code 192.168.1.100-192.168.1.200}, or with options of their own
 * @param gateway option 3
 * @param dns option 6
 * @param domain option 15
 * @param options further DHCP options by code
 * @param minLifetime seconds of the shortest lease a client may ask for, default 60
 * @param validLifetime seconds a lease lasts, default 3600
 * @param maxLifetime seconds of the longest lease a client may ask for, default {@code
 *     valid-lifetime}
 * @param renewTimer when a client renews: seconds, or a share of the lease; default 0.5
 * @param rebindTimer when a client asks any server: seconds, or a share of the lease; default 0.875
 * @param offerLifetime seconds an offer is kept, default 60
 * @param authoritative default false
 * @param matchClientId default false
 * @param besideForeign whether to give addresses beside another DHCP server, default false
 * @param bootp {@code off}, {@code reserved} (default) or {@code dynamic}
 * @param conflictProbe {@code off}, {@code arp} (default) or {@code icmp}
 * @param conflictProbeMillis how long an offer waits for the probe, default 250
 * @param poolWarning the share of pooled addresses in use that is worth a warning, default 90
 *     percent
 * @param minSecs seconds a client must have asked in vain before it is answered, default 0
 * @param unknown {@code ignore} (default), {@code hold} or {@code inspect}
 * @param bootUrl base of boot URLs, default the receiving interface's address
 * @param nextServer TFTP server, default the receiving interface's address
 * @param localBoot {@code script} (default), {@code exit}, {@code sanboot}, {@code grub-chain} or
 *     {@code no-file}
 * @param nonce {@code required} (default) or {@code optional}
 * @param loader what firmware fetches first, such as {@code shim-grub}; default by firmware
 * @param interfaceName the interface it hangs on, default found by address
 * @param sharedNetwork the name of the link it shares with other subnets
 * @param version in answers only
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SubnetView(
    Optional<String> name,
    Optional<String> cidr,
    Optional<String> mode,
    @JsonSetter(contentNulls = Nulls.FAIL) Optional<List<PoolView>> pools,
    Optional<String> gateway,
    @JsonSetter(contentNulls = Nulls.FAIL) Optional<List<String>> dns,
    Optional<String> domain,
    Optional<Map<Integer, OptionView>> options,
    Optional<Long> minLifetime,
    Optional<Long> validLifetime,
    Optional<Long> maxLifetime,
    Optional<JsonNode> renewTimer,
    Optional<JsonNode> rebindTimer,
    Optional<Long> offerLifetime,
    Optional<Boolean> authoritative,
    Optional<Boolean> matchClientId,
    Optional<Boolean> besideForeign,
    Optional<String> bootp,
    Optional<String> conflictProbe,
    Optional<Long> conflictProbeMillis,
    Optional<Integer> poolWarning,
    Optional<Integer> minSecs,
    Optional<String> unknown,
    Optional<String> bootUrl,
    Optional<String> nextServer,
    Optional<String> localBoot,
    Optional<String> nonce,
    Optional<String> loader,
    @JsonProperty("interface") Optional<String> interfaceName,
    Optional<String> sharedNetwork,
    Optional<Long> version) {

  /** The view of a subnet, every default written out. */
  public static SubnetView of(Subnet subnet) {
    SubnetOptions options = subnet.options();
    LeaseRules lease = subnet.lease();
    BootRules boot = subnet.boot();
    return new SubnetView(
        Optional.of(subnet.name()),
        Optional.of(subnet.cidr().toString()),
        Optional.of(subnet.mode().word()),
        Optional.of(subnet.pools().stream().map(PoolView::of).toList()),
        options.gateway().map(Ipv4::toString),
        Optional.of(options.dnsServers().stream().map(Ipv4::toString).toList()),
        options.domain(),
        Optional.of(OptionView.of(options.others())),
        Optional.of(lease.times().min().toSeconds()),
        Optional.of(lease.times().valid().toSeconds()),
        Optional.of(lease.times().max().toSeconds()),
        Optional.of(timer(lease.times().renew())),
        Optional.of(timer(lease.times().rebind())),
        Optional.of(lease.offerLifetime().toSeconds()),
        Optional.of(lease.authoritative()),
        Optional.of(lease.matchClientId()),
        Optional.of(lease.besideForeign()),
        Optional.of(word(lease.bootp())),
        Optional.of(word(lease.probe().method())),
        Optional.of(lease.probe().patience().toMillis()),
        Optional.of(lease.poolWarning()),
        Optional.of(lease.minSecs()),
        Optional.of(word(boot.unknown())),
        boot.bootUrl(),
        boot.nextServer().map(Ipv4::toString),
        Optional.of(word(boot.localBoot())),
        Optional.of(word(boot.nonce())),
        boot.loader().map(LoaderChoice::text),
        subnet.interfaceName(),
        subnet.sharedNetwork(),
        Optional.of(subnet.version()));
  }

  /**
   * The subnet it describes.
   *
   * @throws Problem of kind INVALID that names the key at fault
   */
  public Subnet toSubnet(UUID id, long newVersion) {
    String named = name.orElseThrow(() -> Problem.invalid("a subnet needs a name, such as rack1"));
    String network =
        cidr.orElseThrow(
            () -> Problem.invalid("subnet " + named + " needs a cidr, such as 192.168.1.0/24"));
    return in(
        "subnet " + named,
        () ->
            new Subnet(
                id,
                newVersion,
                named,
                in("cidr", () -> Cidr.parse(network)),
                word("mode", Subnet.Mode.class, mode, Subnet.Mode.FULL),
                in("pools", () -> pools.orElse(List.of()).stream().map(PoolView::toPool).toList()),
                subnetOptions(),
                leaseRules(),
                bootRules(),
                interfaceName,
                sharedNetwork));
  }

  private SubnetOptions subnetOptions() {
    return new SubnetOptions(
        in("gateway", () -> gateway.map(Ipv4::parse)),
        in("dns", () -> dns.orElse(List.of()).stream().map(Ipv4::parse).toList()),
        domain,
        in("options", () -> OptionView.toOptions(options)));
  }

  private LeaseRules leaseRules() {
    LeaseRules standard = LeaseRules.DEFAULT;
    return new LeaseRules(
        leaseTimes(standard.times()),
        offerLifetime.map(Duration::ofSeconds).orElse(standard.offerLifetime()),
        authoritative.orElse(false),
        matchClientId.orElse(false),
        besideForeign.orElse(false),
        word("bootp", LeaseRules.Bootp.class, bootp, standard.bootp()),
        conflictProbe(standard.probe()),
        poolWarning.orElse(standard.poolWarning()),
        minSecs.orElse(standard.minSecs()));
  }

  private LeaseTimes leaseTimes(LeaseTimes standard) {
    Duration valid = validLifetime.map(Duration::ofSeconds).orElse(standard.valid());
    return new LeaseTimes(
        minLifetime.map(Duration::ofSeconds).orElse(standard.min()),
        valid,
        maxLifetime.map(Duration::ofSeconds).orElse(valid),
        timer("renew-timer", renewTimer, standard.renew()),
        timer("rebind-timer", rebindTimer, standard.rebind()));
  }

  private static LeaseTimer timer(String key, Optional<JsonNode> node, LeaseTimer standard) {
    return in(
        key,
        () ->
            node.filter(each -> !each.isNull())
                .map(each -> LeaseTimer.parse(each.asText(), standard))
                .orElse(standard));
  }

  private static JsonNode timer(LeaseTimer timer) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return timer
        .fixed()
        .<JsonNode>map(each -> make.numberNode(each.toSeconds()))
        .orElseGet(() -> make.numberNode(timer.share()));
  }

  private ConflictProbe conflictProbe(ConflictProbe standard) {
    return new ConflictProbe(
        word("conflict-probe", ConflictProbe.Method.class, conflictProbe, standard.method()),
        conflictProbeMillis.map(Duration::ofMillis).orElse(standard.patience()));
  }

  private BootRules bootRules() {
    BootRules standard = BootRules.DEFAULT;
    return new BootRules(
        word("unknown", Unknown.class, unknown, standard.unknown()),
        bootUrl,
        in("next-server", () -> nextServer.map(Ipv4::parse)),
        word("local-boot", LocalBoot.class, localBoot, standard.localBoot()),
        word("nonce", Nonce.class, nonce, standard.nonce()),
        in("loader", () -> loader.map(LoaderChoice::new)));
  }

  private static <T> T in(String place, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException wrong) {
      throw Problem.invalid(place + ": " + wrong.getMessage());
    } catch (Problem inner) {
      throw inner.detail().startsWith(place)
          ? inner
          : Problem.invalid(place + ": " + inner.detail());
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> E word(
      String key, Class<E> type, Optional<String> text, E standard) {
    if (text.isEmpty()) {
      return standard;
    }
    List<String> known =
        java.util.Arrays.stream(type.getEnumConstants()).map(SubnetView::word).toList();
    int found = known.indexOf(text.get());
    if (found < 0) {
      throw Problem.invalid(
          key + ": '" + text.get() + "' is not one of " + String.join(", ", known));
    }
    return type.getEnumConstants()[found];
  }
}
