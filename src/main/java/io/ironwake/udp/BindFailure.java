package io.ironwake.udp;

import io.ironwake.udp.UdpBindException.Reason;
import io.netty.channel.unix.Errors.NativeIoException;
import java.util.List;
import java.util.Optional;

/** Turns what the system says about a failed bind into words that name the fix. */
final class BindFailure {
  private static final int EPERM = 1;
  private static final int EACCES = 13;
  private static final int ENODEV = 19;
  private static final int EADDRINUSE = 98;
  private static final int EADDRNOTAVAIL = 99;

  private BindFailure() {}

  static UdpBindException explain(
      UdpBinding binding, Throwable cause, List<HostInterface> present) {
    Reason reason = reason(cause);
    return new UdpBindException(reason, message(reason, binding, cause, present), cause);
  }

  /** The same of an errno(3) from the C library itself. */
  static UdpBindException explain(
      UdpBinding binding, BulkSocket.Refused refused, List<HostInterface> present) {
    Reason reason = reason(refused.errno());
    return new UdpBindException(reason, message(reason, binding, refused, present), refused);
  }

  static UdpBindException noInterface(String name, List<HostInterface> present) {
    return new UdpBindException(Reason.NO_INTERFACE, missing(name, present));
  }

  private static String message(
      Reason reason, UdpBinding binding, Throwable cause, List<HostInterface> present) {
    return switch (reason) {
      case TAKEN -> binding.describe() + " is taken (" + suspects(binding.port()) + ")";
      case NO_RIGHT -> noRight(binding);
      case NO_INTERFACE -> missing(binding.interfaceName().orElse("?"), present);
      case NO_ADDRESS ->
          "no interface of this host has the address "
              + binding.address()
              + "; present: "
              + addresses(present);
      case OTHER -> "cannot open " + binding.describe() + ": " + cause.getMessage();
    };
  }

  private static String missing(String name, List<HostInterface> present) {
    return "interface " + name + " does not exist; present: " + names(present);
  }

  private static String noRight(UdpBinding binding) {
    return binding.port() > 0 && binding.port() < 1024
        ? "no right to bind port "
            + binding.port()
            + ": run as root or give CAP_NET_BIND_SERVICE"
            + binding
                .interfaceName()
                .map(name -> " (and CAP_NET_RAW to bind to " + name + ")")
                .orElse("")
        : "no right to open " + binding.describe() + ": run as root or give CAP_NET_RAW";
  }

  private static String suspects(int port) {
    String find = "find it with: ss -lunp sport = :" + port;
    return switch (port) {
      case 67 ->
          "is dnsmasq, isc-dhcp-server or another DHCP server running? stop it or use another interface; "
              + find;
      case 4011 ->
          "is dnsmasq or another PXE server running? stop it or use another interface; " + find;
      case 69 ->
          "is tftpd-hpa, atftpd, dnsmasq or inetd running? stop it or use another interface; "
              + find;
      case 514 ->
          "is rsyslogd or syslog-ng running? stop its UDP input or use another port; " + find;
      default -> "is another Ironwake running? stop it or use another port; " + find;
    };
  }

  private static Reason reason(Throwable cause) {
    return errno(cause)
        .map(BindFailure::reason)
        .orElseGet(() -> reasonInWords(String.valueOf(cause.getMessage())));
  }

  private static Reason reason(int errno) {
    return switch (errno) {
      case EADDRINUSE -> Reason.TAKEN;
      case EACCES, EPERM -> Reason.NO_RIGHT;
      case ENODEV -> Reason.NO_INTERFACE;
      case EADDRNOTAVAIL -> Reason.NO_ADDRESS;
      default -> Reason.OTHER;
    };
  }

  private static Optional<Integer> errno(Throwable cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof NativeIoException failure) {
        return Optional.of(-failure.expectedErr());
      }
    }
    return Optional.empty();
  }

  // The JDK's channels carry no errno, only the C library's words.
  private static Reason reasonInWords(String message) {
    if (message.contains("already in use")) {
      return Reason.TAKEN;
    }
    if (message.contains("ermission denied")) {
      return Reason.NO_RIGHT;
    }
    return message.contains("assign requested address") ? Reason.NO_ADDRESS : Reason.OTHER;
  }

  private static String names(List<HostInterface> present) {
    return String.join(", ", present.stream().map(HostInterface::name).toList());
  }

  private static String addresses(List<HostInterface> present) {
    return String.join(
        ", ",
        present.stream()
            .flatMap(
                each ->
                    each.addresses().stream().map(own -> own.address() + " (" + each.name() + ")"))
            .toList());
  }
}
