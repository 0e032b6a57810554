package io.ironwake.wire.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A typed option key; the constants are the table of options Ironwake knows. Options outside the
 * table stay in an {@link OptionSet} as bytes.
 *
 * @param code 1 to 254
 * @param name the name for logs and timelines
 * @param type how the value is read and written
 * @param source the RFC or document that defines it
 * @param <T> the value in Java
 */
@Pure
public record DhcpOption<T>(int code, String name, OptionType<T> type, String source) {
  private static final SortedMap<Integer, DhcpOption<?>> TABLE = new TreeMap<>();

  public static final DhcpOption<Ipv4> SUBNET_MASK =
      row(1, "subnet-mask", OptionTypes.IPV4, "RFC 2132 §3.3");
  public static final DhcpOption<List<Ipv4>> ROUTERS =
      row(3, "routers", OptionTypes.IPV4_LIST, "RFC 2132 §3.5");
  public static final DhcpOption<List<Ipv4>> TIME_SERVERS =
      row(4, "time-servers", OptionTypes.IPV4_LIST, "RFC 2132 §3.6");
  public static final DhcpOption<List<Ipv4>> DNS_SERVERS =
      row(6, "dns-servers", OptionTypes.IPV4_LIST, "RFC 2132 §3.8");
  public static final DhcpOption<List<Ipv4>> LOG_SERVERS =
      row(7, "log-servers", OptionTypes.IPV4_LIST, "RFC 2132 §3.9");
  public static final DhcpOption<String> HOST_NAME =
      row(12, "host-name", OptionTypes.STRING, "RFC 2132 §3.14");
  public static final DhcpOption<Integer> BOOT_FILE_SIZE =
      row(13, "boot-file-size", OptionTypes.U16, "RFC 2132 §3.15");
  public static final DhcpOption<String> DOMAIN_NAME =
      row(15, "domain-name", OptionTypes.STRING, "RFC 2132 §3.17");
  public static final DhcpOption<String> ROOT_PATH =
      row(17, "root-path", OptionTypes.STRING, "RFC 2132 §3.19");
  public static final DhcpOption<Boolean> IP_FORWARDING =
      row(19, "ip-forwarding", OptionTypes.BOOL, "RFC 2132 §4.1");
  public static final DhcpOption<Integer> INTERFACE_MTU =
      row(26, "interface-mtu", OptionTypes.U16, "RFC 2132 §5.1");
  public static final DhcpOption<Ipv4> BROADCAST_ADDRESS =
      row(28, "broadcast-address", OptionTypes.IPV4, "RFC 2132 §5.3");
  public static final DhcpOption<List<Ipv4>> NTP_SERVERS =
      row(42, "ntp-servers", OptionTypes.IPV4_LIST, "RFC 2132 §8.3");
  public static final DhcpOption<OptionSet> VENDOR_SPECIFIC =
      row(43, "vendor-specific", OptionTypes.SUB_OPTIONS, "RFC 2132 §8.4, PXE 2.1 §2.2");
  public static final DhcpOption<Ipv4> REQUESTED_ADDRESS =
      row(50, "requested-address", OptionTypes.IPV4, "RFC 2132 §9.1");
  public static final DhcpOption<Duration> LEASE_TIME =
      row(51, "lease-time", OptionTypes.SECONDS, "RFC 2132 §9.2");
  public static final DhcpOption<MessageType> MESSAGE_TYPE =
      row(53, "message-type", OptionTypes.MESSAGE_TYPE, "RFC 2132 §9.6");
  public static final DhcpOption<Ipv4> SERVER_ID =
      row(54, "server-id", OptionTypes.IPV4, "RFC 2132 §9.7");
  public static final DhcpOption<List<Integer>> PARAMETER_REQUEST_LIST =
      row(55, "parameter-request-list", OptionTypes.U8_LIST, "RFC 2132 §9.8");
  public static final DhcpOption<String> MESSAGE =
      row(56, "message", OptionTypes.STRING, "RFC 2132 §9.9");
  public static final DhcpOption<Integer> MAX_MESSAGE_SIZE =
      row(57, "max-message-size", OptionTypes.U16, "RFC 2132 §9.10");
  public static final DhcpOption<Duration> RENEWAL_TIME =
      row(58, "renewal-time", OptionTypes.SECONDS, "RFC 2132 §9.11");
  public static final DhcpOption<Duration> REBINDING_TIME =
      row(59, "rebinding-time", OptionTypes.SECONDS, "RFC 2132 §9.12");
  public static final DhcpOption<String> VENDOR_CLASS =
      row(60, "vendor-class", OptionTypes.STRING, "RFC 2132 §9.13");
  public static final DhcpOption<Octets> CLIENT_ID =
      row(61, "client-id", OptionTypes.BYTES, "RFC 2132 §9.14");
  public static final DhcpOption<String> TFTP_SERVER_NAME =
      row(66, "tftp-server-name", OptionTypes.STRING, "RFC 2132 §9.4");
  public static final DhcpOption<String> BOOT_FILE_NAME =
      row(67, "boot-file-name", OptionTypes.STRING, "RFC 2132 §9.5");
  public static final DhcpOption<UserClass> USER_CLASS =
      row(77, "user-class", UserClass.TYPE, "RFC 3004");
  public static final DhcpOption<Boolean> RAPID_COMMIT =
      row(80, "rapid-commit", OptionTypes.PRESENCE, "RFC 4039");
  public static final DhcpOption<Octets> CLIENT_FQDN =
      row(81, "client-fqdn", OptionTypes.BYTES, "RFC 4702");
  public static final DhcpOption<OptionSet> RELAY_AGENT =
      row(82, "relay-agent", OptionTypes.SUB_OPTIONS, "RFC 3046");
  public static final DhcpOption<List<Integer>> CLIENT_ARCH =
      row(93, "client-arch", OptionTypes.U16_LIST, "RFC 4578 §2.1");
  public static final DhcpOption<UndiVersion> UNDI_VERSION =
      row(94, "undi-version", UndiVersion.TYPE, "RFC 4578 §2.2");
  public static final DhcpOption<UUID> CLIENT_UUID =
      row(97, "client-uuid", SmbiosUuid.TYPE, "RFC 4578 §2.3");
  public static final DhcpOption<String> POSIX_TIMEZONE =
      row(100, "posix-timezone", OptionTypes.STRING, "RFC 4833");
  public static final DhcpOption<String> TZDB_TIMEZONE =
      row(101, "tzdb-timezone", OptionTypes.STRING, "RFC 4833");
  public static final DhcpOption<Long> IPV6_ONLY_WAIT =
      row(108, "ipv6-only-wait", OptionTypes.U32, "RFC 8925");
  public static final DhcpOption<Ipv4> SUBNET_SELECTION =
      row(118, "subnet-selection", OptionTypes.IPV4, "RFC 3011");
  public static final DhcpOption<List<String>> DOMAIN_SEARCH =
      row(119, "domain-search", DomainNames.LIST, "RFC 3397");
  public static final DhcpOption<List<Route>> CLASSLESS_ROUTES =
      row(121, "classless-routes", Route.LIST, "RFC 3442");
  public static final DhcpOption<List<Ipv4>> TFTP_SERVER_ADDRESSES =
      row(150, "tftp-server-addresses", OptionTypes.IPV4_LIST, "RFC 5859");
  public static final DhcpOption<OptionSet> IPXE =
      row(175, "ipxe", OptionTypes.SUB_OPTIONS, "iPXE include/ipxe/dhcp.h");

  public DhcpOption {
    OptionSet.requireCode(code);
  }

  private static <T> DhcpOption<T> row(int code, String name, OptionType<T> type, String source) {
    DhcpOption<T> option = new DhcpOption<>(code, name, type, source);
    TABLE.put(code, option);
    return option;
  }

  /** The table row for a code; empty for codes whose values stay bytes. */
  public static Optional<DhcpOption<?>> ofCode(int code) {
    return Optional.ofNullable(TABLE.get(code));
  }

  /** All rows, by ascending code. */
  public static Collection<DhcpOption<?>> table() {
    return List.copyOf(TABLE.values());
  }

  T read(Octets value) throws WireException {
    try {
      return type.read(value);
    } catch (WireException malformed) {
      throw malformed.within("option " + code + " (" + name + ")");
    }
  }

  Octets write(T value) {
    return type.write(value);
  }
}
