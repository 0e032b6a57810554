package io.ironwake.boot;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The script behind the link of a takeover. It holds no install: it looks whether it runs on the
 * machine that was approved, and asks for the one that does by the link of one boot, as a loader
 * would, with the SMBIOS facts that Linux shows.
 */
@Pure
final class TakeoverStub {
  private static final String BODY =
      """

      main() {
        if [ "$(id -u)" != 0 ]; then
          echo 'Ironwake: run this as root' >&2
          exit 1
        fi
        found=
        for mac in $macs; do
          if grep -qix "$mac" /sys/class/net/*/address 2>/dev/null; then found=yes; fi
        done
        if [ -z "$found" ]; then
          echo "Ironwake: this is not the machine $name: it has none of its MAC addresses" >&2
          exit 1
        fi
        uuid=$(cat /sys/class/dmi/id/product_uuid 2>/dev/null || true)
        serial=$(cat /sys/class/dmi/id/product_serial 2>/dev/null || true)
        script=$(mktemp) || exit 1
        if curl -gfsS --connect-timeout 10 -m 120 -G --data-urlencode "uuid=$uuid" \\
          --data-urlencode "serial=$serial" -o "$script" "$url"; then
          sh "$script"
          status=$?
        else
          echo 'Ironwake refused the install or did not answer; its page of the machine says why' >&2
          status=1
        fi
        rm -f "$script"
        exit $status
      }

      # The last line: a script that was cut off on its way does nothing.
      main
      """;

  private TakeoverStub() {}

  /**
   * @param url of the script that takes over, which may be handed out once
   * @param macs of the machine, of which this one must have one
   */
  static String script(String url, String machine, List<MacAddress> macs) {
    return "#!/bin/sh\n# Takes this Linux over for Ironwake, as approved.\nset -u\numask 077\nurl='"
        + url
        + "'\nname='"
        + IpxeScript.plain(machine)
        + "'\nmacs='"
        + macs.stream().map(MacAddress::toString).collect(Collectors.joining(" "))
        + "'\n"
        + BODY;
  }

  /** Says why and ends. */
  static String refusal(String reason) {
    return "#!/bin/sh\necho 'Ironwake: " + IpxeScript.plain(reason) + "' >&2\nexit 1\n";
  }
}
