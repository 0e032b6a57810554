package io.ironwake.quirk;

import io.ironwake.net.Pure;

/**
 * What SMBIOS says the machine is, as iPXE told when it asked for an earlier script.
 *
 * @param manufacturer system manufacturer (SMBIOS type 1, offset 4); empty when unknown
 * @param product system product name (SMBIOS type 1, offset 5); empty when unknown
 */
@Pure
public record Model(String manufacturer, String product) {
  /** Nothing is known yet. */
  public static final Model UNKNOWN = new Model("", "");
}
