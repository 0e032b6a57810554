package io.ironwake.asset;

import io.ironwake.net.Pure;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The publishers Ironwake mirrors, and how each lays its releases out: Flatcar's documentation
 * "Booting with PXE" and {@code flatcar-install}; the release pages of k3OS and of its
 * continuation.
 */
@Pure
enum Vendor {
  FLATCAR("flatcar", "flatcar", "", List.of("amd64", "arm64")),
  K3OS("k3os", "k3os", "rancher/k3os", List.of("amd64", "arm64", "arm")),
  /** The maintained continuation of k3OS. */
  K3OS_PETERCB("k3os-petercb", "k3os", "petercb/k3os-bin", List.of("amd64", "arm64")),
  /** Fedora CoreOS; its files are named by {@link CoreosStream}. */
  FCOS(CoreosStream.FCOS, CoreosStream.FCOS, "", List.of("amd64", "arm64"));

  private static final Pattern FLATCAR_VERSION =
      Pattern.compile("(\\d{3,6})\\.(\\d{1,2})\\.(\\d{1,3})");

  /** A version in every vendor's form. */
  private static final String ANY_VERSION = "4081.2.0";

  private final String id;
  private final String os;
  private final String repository;
  private final List<String> archs;

  /**
   * @param repository on github.com; empty where the publisher has a server of its own
   */
  Vendor(String id, String os, String repository, List<String> archs) {
    this.id = id;
    this.os = os;
    this.repository = repository;
    this.archs = archs;
  }

  /** Its name on the command line and in the API. */
  String id() {
    return id;
  }

  /** The folder of its releases and of its keys. */
  String os() {
    return os;
  }

  /**
   * Reads an {@link #id()}.
   *
   * @throws IllegalArgumentException naming those there are
   */
  static Vendor parse(String text) {
    return Arrays.stream(values())
        .filter(each -> each.id.equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no mirror for '"
                        + text
                        + "'; use "
                        + Arrays.stream(values()).map(Vendor::id).collect(Collectors.joining(", "))
                        + ", or import the files"));
  }

  /** Whose layout a release of this system has; empty for systems without one. */
  static Optional<Vendor> of(String os) {
    return Arrays.stream(values()).filter(each -> each.os.equals(os) && each != FCOS).findFirst();
  }

  /**
   * Who publishes this very release; k3OS and its continuation differ by the form of their tags.
   */
  static Optional<Vendor> publishing(Release release) {
    if (release.os().equals(FCOS.os)) {
      return Optional.of(FCOS);
    }
    return of(release.os())
        .map(
            vendor ->
                vendor == K3OS && !release.version().contains("-k3s") ? K3OS_PETERCB : vendor);
  }

  /**
   * Checks an order as far as that goes without asking anybody.
   *
   * @throws IllegalArgumentException naming the fix
   */
  void check(String word, String arch, Optional<URI> from) {
    if (this == FCOS) {
      CoreosStream.check(word, arch);
      return;
    }
    boolean asks = channel(word, arch, from).isPresent() || latest(word).isPresent();
    recipe(asks ? ANY_VERSION : word, arch, from);
  }

  /**
   * What a version of this vendor consists of.
   *
   * @param version a number, never a channel
   * @param from a mirror's folder of versions, laid out as {@code flatcar-install -b} wants it
   * @throws IllegalArgumentException naming the fix
   */
  Recipe recipe(String version, String arch, Optional<URI> from) {
    if (!archs.contains(arch)) {
      throw new IllegalArgumentException(
          id + " is published for " + String.join(", ", archs) + ", not for '" + arch + "'");
    }
    Release release = new Release(os, version, arch);
    URI folder = URI.create(base(version, arch, from) + "/" + escaped(version));
    return this == FLATCAR
        ? new Recipe(
            release,
            folder,
            List.of(
                "flatcar_production_pxe.vmlinuz",
                "flatcar_production_pxe_image.cpio.gz",
                "flatcar_production_image.bin.bz2"),
            new Proof.Signatures("flatcar"))
        : new Recipe(
            release,
            folder,
            List.of("k3os-vmlinuz-" + arch, "k3os-initrd-" + arch, "k3os-" + arch + ".iso"),
            new Proof.Sums("sha256sum-" + arch + ".txt"));
  }

  private String base(String version, String arch, Optional<URI> from) {
    return from.map(Vendor::withoutSlash)
        .orElseGet(
            () ->
                this == FLATCAR
                    ? flatcar(channelOf(version), arch)
                    : "https://github.com/" + repository + "/releases/download");
  }

  /** Version numbers need no escapes but for the plus sign, which some servers read as a blank. */
  private static String escaped(String version) {
    return version.replace("+", "%2B");
  }

  private static String flatcar(String channel, String arch) {
    return "https://" + channel + ".release.flatcar-linux.net/" + arch + "-usr";
  }

  /** Flatcar's middle number tells the channel: 0 alpha, 1 beta, 2 stable, 3 and up LTS. */
  private static String channelOf(String version) {
    var match = FLATCAR_VERSION.matcher(version);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "'"
              + version
              + "' is neither a Flatcar version such as 4081.2.0 nor a channel: stable, beta,"
              + " alpha, lts, lts-<year>");
    }
    return switch (match.group(2)) {
      case "0" -> "alpha";
      case "1" -> "beta";
      case "2" -> "stable";
      default -> "lts";
    };
  }

  /**
   * Where the current version of a channel is told; empty when the word is a version already.
   *
   * @param word such as {@code stable}, {@code lts}, {@code lts-2024} or, as the folders are named,
   *     {@code current-2024}
   */
  Optional<URI> channel(String word, String arch, Optional<URI> from) {
    if (this != FLATCAR || !word.matches("stable|beta|alpha|lts|(?:lts|current)-20\\d\\d")) {
      return Optional.empty();
    }
    boolean stream = word.contains("-");
    String current = stream ? "current" + word.substring(word.indexOf('-')) : "current";
    String channel = stream ? "lts" : word;
    String base = from.map(Vendor::withoutSlash).orElseGet(() -> flatcar(channel, arch));
    return Optional.of(URI.create(base + "/" + current + "/version.txt"));
  }

  /** The page that redirects to the newest release, for the word {@code latest}. */
  Optional<URI> latest(String word) {
    return word.equals("latest") && !repository.isEmpty()
        ? Optional.of(URI.create("https://github.com/" + repository + "/releases/latest"))
        : Optional.empty();
  }

  /**
   * The version in a {@code version.txt}, shell lines of which {@code FLATCAR_VERSION} is read.
   *
   * @throws IllegalArgumentException when there is none
   */
  static String currentVersion(String text) {
    return text.lines()
        .filter(line -> line.startsWith("FLATCAR_VERSION="))
        .map(line -> line.substring("FLATCAR_VERSION=".length()).strip().replace("\"", ""))
        .filter(version -> FLATCAR_VERSION.matcher(version).matches())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the mirror's version.txt names no FLATCAR_VERSION; name a version number"));
  }

  static String withoutSlash(URI base) {
    String text = base.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
