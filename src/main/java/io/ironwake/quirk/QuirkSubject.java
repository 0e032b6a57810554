package io.ironwake.quirk;

import io.ironwake.net.ClientArch;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.Optional;

/**
 * Whom a rule may match.
 *
 * @param mac its network interface
 * @param arch its firmware, if it said so
 * @param traits what its DHCP packet said
 * @param model its SMBIOS model, once known
 */
@Pure
public record QuirkSubject(MacAddress mac, Optional<ClientArch> arch, Traits traits, Model model) {}
