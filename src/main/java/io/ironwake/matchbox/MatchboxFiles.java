package io.ironwake.matchbox;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.ironwake.butane.DocumentException;
import io.ironwake.net.NearestKey;
import io.ironwake.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a Matchbox directory, and tells everything in it that could not be answered as before. */
final class MatchboxFiles {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static final String FOLDERS = "groups/*.json, profiles/*.json, ignition/*, cloud/* and generic/*";

  private final Map<String, String> files;
  private final Map<String, MatchboxGroup> groups = new TreeMap<>();
  private final Map<String, MatchboxProfile> profiles = new TreeMap<>();
  private final Map<String, MatchboxText> texts = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  private MatchboxFiles(Map<String, String> files) {
    this.files = new TreeMap<>(files);
  }

  /**
   * Reads them all.
   *
   * @param files content by path below the directory
   * @throws Problem INVALID with a line for everything that is wrong
   */
  static MatchboxRack read(Map<String, String> files) {
    MatchboxFiles read = new MatchboxFiles(files);
    read.files.forEach(read::file);
    read.checkNames();
    if (!read.wrong.isEmpty()) {
      throw Problem.of(
          Problem.Kind.INVALID, String.join("\n", read.wrong), Map.of("errors", read.wrong));
    }
    return new MatchboxRack(List.copyOf(read.groups.values()), read.profiles, read.texts);
  }

  private void file(String path, String content) {
    String[] parts = path.split("/", 2);
    String name = parts.length > 1 ? parts[1] : "";
    if (name.isEmpty() || name.contains("..")) {
      wrong.add(path + ": is none of Matchbox's files; they are " + FOLDERS);
      return;
    }
    try {
      file(path, parts[0], name, content);
    } catch (TemplateException e) {
      wrong.add(e.located(path));
    } catch (DocumentException e) {
      wrong.addAll(e.findings());
    } catch (UnrecognizedPropertyException e) {
      wrong.add(path + place(content, e.getPropertyName()) + ": " + said(e));
    } catch (JsonProcessingException e) {
      wrong.add(path + place(e.getLocation()) + ": " + said(e));
    } catch (IllegalArgumentException e) {
      wrong.add(path + ": " + e.getMessage());
    }
  }

  private void file(String path, String folder, String name, String content)
      throws JsonProcessingException {
    switch (folder) {
      case "groups" ->
          groups.put(id(path, name), JSON.readValue(content, MatchboxGroup.class).normal());
      case "profiles" ->
          profiles.put(id(path, name), JSON.readValue(content, MatchboxProfile.class));
      case "ignition", "cloud", "generic" -> texts.put(path, MatchboxText.read(path, content));
      default -> wrong.add(path + ": is none of Matchbox's files; they are " + FOLDERS);
    }
  }

  private static String id(String path, String name) {
    if (!name.endsWith(".json") || name.contains("/")) {
      throw new IllegalArgumentException(
          "expected a name such as " + path.split("/")[0] + "/x.json");
    }
    return name.substring(0, name.length() - ".json".length());
  }

  private static String place(@org.jspecify.annotations.Nullable JsonLocation at) {
    return at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
  }

  /** Jackson finds an unknown key of a record only at the record's end. */
  private static String place(String content, String key) {
    int at = Math.max(0, content.indexOf('"' + key + '"'));
    String before = content.substring(0, at);
    long line = before.chars().filter(each -> each == '\n').count() + 1;
    return ":" + line + ":" + (at - before.lastIndexOf('\n'));
  }

  private static String said(UnrecognizedPropertyException e) {
    List<String> known = e.getKnownPropertyIds().stream().map(String::valueOf).toList();
    return "unknown key '"
        + e.getPropertyName()
        + "'; "
        + NearestKey.hint(e.getPropertyName(), known);
  }

  private static String said(JsonProcessingException e) {
    String path =
        e instanceof JsonMappingException mapping
            ? String.join(
                ".",
                mapping.getPath().stream()
                    .map(each -> String.valueOf(each.getFieldName()))
                    .toList())
            : "";
    return (path.isEmpty() ? "" : path + ": ")
        + e.getOriginalMessage().lines().findFirst().orElse("not JSON");
  }

  private void checkNames() {
    groups.forEach(this::check);
    profiles.forEach(
        (id, profile) -> {
          check(id, "ignition", "ignition_id", profile.ignitionId());
          check(id, "cloud", "cloud_id", profile.cloudId());
          check(id, "generic", "generic_id", profile.genericId());
        });
  }

  private void check(String id, MatchboxGroup group) {
    String at = "groups/" + id + ".json: ";
    List<String> known = List.copyOf(profiles.keySet());
    if (group.profile().isEmpty()) {
      wrong.add(at + "profile: name one of " + known);
    }
    group
        .profile()
        .filter(name -> !known.contains(name))
        .ifPresent(
            name ->
                wrong.add(
                    at
                        + "there is no profiles/"
                        + name
                        + ".json; "
                        + NearestKey.hint(name, known)));
  }

  private void check(String profile, String folder, String key, Optional<String> name) {
    name.filter(each -> !each.isEmpty())
        .filter(each -> !texts.containsKey(folder + "/" + each))
        .ifPresent(
            each ->
                wrong.add(
                    "profiles/"
                        + profile
                        + ".json: "
                        + key
                        + ": there is no "
                        + folder
                        + "/"
                        + each
                        + "; "
                        + NearestKey.hint(
                            folder + "/" + each,
                            texts.keySet().stream()
                                .filter(path -> path.startsWith(folder))
                                .toList())));
  }
}
