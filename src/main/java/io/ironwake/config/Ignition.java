package io.ironwake.config;

import io.ironwake.butane.IgnitionConfig;
import io.ironwake.net.Pure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An Ignition document. Of its own it is 3.3.0, the newest version that every Flatcar since
 * 3185.0.0 and every Fedora CoreOS since 35 reads (coreos/ignition {@code
 * docs/configuration-v3_3.md}); laid over an operator's config of a newer version it is of that
 * one, for each version of 3 reads all before it.
 */
@Pure
final class Ignition {
  /** What a system gets whose operator wrote no document. */
  static final IgnitionConfig NOTHING = new IgnitionConfig(3, Map.of());

  private static final String MEDIA_TYPE = "application/vnd.coreos.ignition+json; version=";

  private final IgnitionConfig base;
  private final List<Object> files = new ArrayList<>();
  private final Map<String, List<Object>> storage = new LinkedHashMap<>();
  private final List<Object> units = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<String> kernelArguments = new ArrayList<>();
  private final Map<String, Object> about = new LinkedHashMap<>();
  private final String user;
  private Optional<String> password = Optional.empty();

  /**
   * @param user whose the keys are
   */
  Ignition(String user) {
    this(user, NOTHING);
  }

  /**
   * @param user whose the keys are
   * @param base what the operator wants; known not to be in the way of what is laid over it
   */
  Ignition(String user, IgnitionConfig base) {
    this.user = user;
    this.base = base;
    about.put("version", "3." + Math.max(NOTHING.minor(), base.minor()) + ".0");
  }

  /** Keys of the user. */
  Ignition sshKeys(List<String> authorized) {
    keys.addAll(authorized);
    return this;
  }

  /** The user's password as {@code crypt(3)} wrote it. */
  Ignition passwordHash(String hash) {
    password = Optional.of(hash);
    return this;
  }

  /** A file of our assets, which replaces what the image has there. */
  Ignition file(String path, int mode, AssetFile asset) {
    Map<String, Object> contents = new LinkedHashMap<>();
    contents.put("compression", "");
    contents.put("source", asset.url());
    contents.put("verification", Map.of("hash", "sha256-" + asset.sha256()));
    return file(path, mode, contents);
  }

  /** A file that replaces what the image has there. */
  Ignition file(String path, int mode, String content) {
    return file(path, mode, FrozenText.of(content));
  }

  /** A file whose text may have holes, which replaces what the image has there. */
  Ignition file(String path, int mode, FrozenText content) {
    Map<String, Object> contents = new LinkedHashMap<>();
    contents.put("compression", "");
    contents.put("source", FrozenText.of("data:,").plus(content.escaped(Ignition::percentEncoded)));
    return file(path, mode, contents);
  }

  private Ignition file(String path, int mode, Map<String, Object> contents) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("path", path);
    file.put("overwrite", true);
    file.put("mode", mode);
    file.put("contents", contents);
    files.add(file);
    return this;
  }

  /** A file whose text has holes, of root alone: it holds tokens. */
  Ignition secretFile(String path, FrozenText content) {
    FrozenText source = FrozenText.of("data:,").plus(content.escaped(Ignition::percentEncoded));
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("path", path);
    file.put("overwrite", true);
    file.put("mode", 0700);
    file.put("contents", Map.of("source", source));
    files.add(file);
    return this;
  }

  /**
   * Disks or file systems.
   *
   * @param kind the section's name
   */
  Ignition storage(String kind, Map<String, Object> each) {
    storage.computeIfAbsent(kind, any -> new ArrayList<>()).add(new TreeMap<>(each));
    return this;
  }

  /** Settings for a unit that the image brings. */
  Ignition dropin(String unit, String name, String contents) {
    Map<String, Object> dropin = new LinkedHashMap<>();
    dropin.put("name", name);
    dropin.put("contents", contents);
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("name", unit);
    whole.put("dropins", List.of(dropin));
    units.add(whole);
    return this;
  }

  /** Arguments of the installed system's kernel, added where they are missing. */
  Ignition kernelArguments(List<String> words) {
    kernelArguments.addAll(words);
    return this;
  }

  /** Configs that the machine fetches and merges, and the authorities that sign their servers. */
  Ignition merge(List<String> urls, List<String> authorities) {
    if (!urls.isEmpty()) {
      about.put("config", Map.of("merge", sources(urls)));
    }
    if (!authorities.isEmpty()) {
      List<String> data =
          authorities.stream().map(each -> "data:," + percentEncoded(each)).toList();
      about.put("security", Map.of("tls", Map.of("certificateAuthorities", sources(data))));
    }
    return this;
  }

  private static List<Map<String, String>> sources(List<String> urls) {
    return urls.stream().map(each -> Map.of("source", each)).toList();
  }

  Ignition unit(String name, Optional<Boolean> enabled, Optional<FrozenText> contents) {
    Map<String, Object> unit = new LinkedHashMap<>();
    unit.put("name", name);
    enabled.ifPresent(it -> unit.put("enabled", it));
    contents.ifPresent(it -> unit.put("contents", it));
    units.add(unit);
    return this;
  }

  FrozenDocument document(String name) {
    return new FrozenDocument(name, MEDIA_TYPE + about.get("version"), text());
  }

  FrozenText text() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("ignition", about);
    if (!kernelArguments.isEmpty()) {
      root.put("kernelArguments", Map.of("shouldExist", kernelArguments));
    }
    if (!keys.isEmpty() || password.isPresent()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", user);
      password.ifPresent(hash -> entry.put("passwordHash", hash));
      entry.put("sshAuthorizedKeys", keys);
      root.put("passwd", Map.of("users", List.of(entry)));
    }
    Map<String, Object> storing = new LinkedHashMap<>(storage);
    if (!files.isEmpty()) {
      storing.put("files", files);
    }
    if (!storing.isEmpty()) {
      root.put("storage", storing);
    }
    if (!units.isEmpty()) {
      root.put("systemd", Map.of("units", units));
    }
    return JsonText.write(Overlay.of(base.root(), root));
  }

  /** RFC 2397 with everything but RFC 3986's unreserved characters percent-encoded. */
  private static String percentEncoded(String text) {
    StringBuilder encoded = new StringBuilder(text.length() * 2);
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (each & 0xFF);
      boolean unreserved =
          letter < 0x80 && (Character.isLetterOrDigit(letter) || "-._~".indexOf(letter) >= 0);
      encoded.append(unreserved ? String.valueOf(letter) : String.format("%%%02X", (int) letter));
    }
    return encoded.toString();
  }
}
