package io.ironwake.quirk;

import io.ironwake.net.ClientArch;
import io.ironwake.net.Pure;
import java.util.List;
import java.util.Set;

/**
 * Which clients a rule is for. Every part that is given must match; within a part, any of its
 * values.
 *
 * @param macs prefixes of the MAC address
 * @param vendorClasses option 60
 * @param userClasses option 77
 * @param manufacturers SMBIOS system manufacturer
 * @param products SMBIOS system product
 * @param archs option 93
 * @param programs kinds of boot clients
 * @param modes who gives the addresses
 */
@Pure
record Match(
    List<MacPrefix> macs,
    List<Glob> vendorClasses,
    List<Glob> userClasses,
    List<Glob> manufacturers,
    List<Glob> products,
    Set<ClientArch> archs,
    Set<Traits.Program> programs,
    Set<Traits.Mode> modes) {

  boolean matches(QuirkSubject client) {
    return (macs.isEmpty() || macs.stream().anyMatch(each -> each.matches(client.mac())))
        && any(vendorClasses, client.traits().vendorClass())
        && (userClasses.isEmpty()
            || client.traits().userClasses().stream().anyMatch(each -> any(userClasses, each)))
        && any(manufacturers, client.model().manufacturer())
        && any(products, client.model().product())
        && (archs.isEmpty() || client.arch().filter(archs::contains).isPresent())
        && (programs.isEmpty() || programs.contains(client.traits().program()))
        && (modes.isEmpty() || client.traits().mode().filter(modes::contains).isPresent());
  }

  private static boolean any(List<Glob> patterns, String text) {
    return patterns.isEmpty() || patterns.stream().anyMatch(each -> each.matches(text));
  }

  /** True for a match without any part, which would change the answer to everybody. */
  boolean isEverybody() {
    return macs.isEmpty()
        && vendorClasses.isEmpty()
        && userClasses.isEmpty()
        && manufacturers.isEmpty()
        && products.isEmpty()
        && archs.isEmpty()
        && programs.isEmpty()
        && modes.isEmpty();
  }
}
