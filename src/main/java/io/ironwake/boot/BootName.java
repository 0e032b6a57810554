package io.ironwake.boot;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import io.ironwake.net.SmbiosUuid;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file name asks for, in the tree that every machine sees: loaders fix the names they ask,
 * and the folder they ask them in, so that the same names mean the same in every folder (quirks 22
 * and 36).
 */
@Pure
sealed interface BootName {
  /** What a U-Boot is told to fetch; it looks for {@code pxelinux.cfg} beside it. */
  String U_BOOT_FILE = "u-boot.txt";

  /** The document that GRUB's stub asks for. */
  String GRUB_SCRIPT = "script.cfg";

  /** A round of waiting stands before the folder, as {@code wait-12}. */
  String ROUND = "wait-";

  Pattern MAC = Pattern.compile("(?:01-)?((?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2})");
  Pattern ROUND_SEGMENT = Pattern.compile(ROUND + "(\\d{1,6})");

  /**
   * iPXE's first script: {@code boot.ipxe}, or {@code autoexec.ipxe} which iPXE 2 asks by itself.
   */
  record IpxeStub() implements BootName {}

  /**
   * GRUB's first script.
   *
   * @param named from {@code grub.cfg-01-…}, as Fedora's GRUB asks
   */
  record GrubStub(Optional<MacAddress> named) implements BootName {}

  /**
   * GRUB's document that may hold install arguments.
   *
   * @param named the MAC that GRUB booted by; empty when it could not tell
   * @param uuid the SMBIOS uuid GRUB read
   * @param round how often this boot was told to wait
   */
  record GrubScript(Optional<MacAddress> named, Optional<UUID> uuid, int round)
      implements BootName {}

  /**
   * A {@code pxelinux.cfg}, which may hold install arguments.
   *
   * @param round how often this boot was told to wait
   */
  record Pxelinux(MacAddress owner, int round) implements BootName {}

  /** A file of a release. */
  record Asset(String os, String version, String arch, String file) implements BootName {}

  /** What {@link #U_BOOT_FILE} is there for. */
  record UBootFile() implements BootName {}

  /** The script that U-Boot's network boot target asks for. */
  record UBootImage() implements BootName {
    static final String FILE = "boot.scr.uimg";
  }

  /** A loader, or what a loader loads. */
  record LoaderFile(String name) implements BootName {}

  /** A name that loaders try and that is not there, which is no fault. */
  record Absent(String name) implements BootName {}

  /** The MAC in the name, which must be that of whoever asks. */
  default Optional<MacAddress> mac() {
    return switch (this) {
      case GrubStub stub -> stub.named;
      case GrubScript script -> script.named;
      case Pxelinux config -> Optional.of(config.owner);
      default -> Optional.empty();
    };
  }

  /**
   * True for what an old link still opens. A script says on the console that its link has expired;
   * files hold no secret, and PXELINUX asks for them below the link it was started by, however long
   * it waited.
   */
  default boolean outlivesItsLink() {
    return this instanceof GrubScript
        || this instanceof Pxelinux
        || this instanceof LoaderFile
        || this instanceof Asset;
  }

  /** The file's plain name, for the timeline. */
  default String file() {
    return switch (this) {
      case IpxeStub _ -> "boot.ipxe";
      case GrubStub _ -> "grub.cfg";
      case GrubScript _ -> GRUB_SCRIPT;
      case Pxelinux _ -> "pxelinux.cfg";
      case Asset asset -> asset.file;
      case UBootFile _ -> U_BOOT_FILE;
      case UBootImage _ -> UBootImage.FILE;
      case LoaderFile loader -> loader.name;
      case Absent absent -> absent.name;
    };
  }

  /**
   * Reads a name.
   *
   * @param path below the nonce, or a whole name without one: segments with single slashes
   */
  static BootName of(String path) {
    List<String> segments = Arrays.asList(path.split("/"));
    String last = segments.getLast();
    String folder = segments.size() < 2 ? "" : segments.get(segments.size() - 2);
    if (segments.size() == 5 && segments.getFirst().equals("assets")) {
      return new Asset(segments.get(1), segments.get(2), segments.get(3), last);
    }
    if (segments.getFirst().equals(GRUB_SCRIPT)) {
      return grubScript(segments);
    }
    if (folder.equals("pxelinux.cfg")) {
      return mac(last)
          .<BootName>map(mac -> new Pxelinux(mac, round(segments)))
          .orElseGet(() -> new Absent(last));
    }
    return file(folder, last);
  }

  private static BootName file(String folder, String last) {
    if (folder.endsWith("-efi") || folder.equals("fonts") || folder.equals("locale")) {
      return new Absent(last);
    }
    if (last.equals("grub.cfg")) {
      return new GrubStub(Optional.empty());
    }
    if (last.startsWith("grub.cfg-")) {
      return mac(last.substring("grub.cfg-".length()))
          .<BootName>map(mac -> new GrubStub(Optional.of(mac)))
          .orElseGet(() -> new Absent(last));
    }
    return switch (last) {
      case "boot.ipxe", "autoexec.ipxe" -> new IpxeStub();
      case U_BOOT_FILE -> new UBootFile();
      case UBootImage.FILE, "boot.scr" -> new UBootImage();
      default -> new LoaderFile(last);
    };
  }

  private static GrubScript grubScript(List<String> segments) {
    int round = segments.size() < 2 ? 0 : round(segments.get(1));
    Optional<MacAddress> mac = segments.size() < 3 ? Optional.empty() : mac(segments.get(2));
    Optional<UUID> uuid =
        segments.size() < 4 ? Optional.empty() : SmbiosUuid.parse(segments.get(3));
    return new GrubScript(mac, uuid, round);
  }

  private static int round(List<String> segments) {
    return segments.stream().mapToInt(BootName::round).max().orElse(0);
  }

  private static int round(String segment) {
    Matcher matcher = ROUND_SEGMENT.matcher(segment);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static Optional<MacAddress> mac(String name) {
    Matcher matcher = MAC.matcher(name);
    return matcher.matches() ? Optional.of(MacAddress.parse(matcher.group(1))) : Optional.empty();
  }
}
