package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Ignition wants of files, directories and links. */
@Pure
final class NodeRules {
  private final Limits limits;
  private final Findings findings;
  private final ResourceRules resources;

  /** Every path that is written, and its first entry. */
  private final Map<String, Value.Obj> written = new LinkedHashMap<>();

  NodeRules(Dialect dialect, Limits limits, Findings findings) {
    this.limits = limits;
    this.findings = findings;
    this.resources = new ResourceRules(dialect, findings);
  }

  void check(Value.Obj storage) {
    List<Value.Obj> directories = storage.records("directories");
    List<Value.Obj> files = storage.records("files");
    List<Value.Obj> links = storage.records("links");
    directories.forEach(this::node);
    files.forEach(this::node);
    links.forEach(this::node);
    files.forEach(this::file);
    links.forEach(each -> link(each, directories));
    List.of(directories, files, links).forEach(kind -> kind.forEach(this::parents));
    files.forEach(each -> mustNotBeFolder(each, "file"));
    links.forEach(each -> mustNotBeFolder(each, "link"));
  }

  private void node(Value.Obj node) {
    Paths.require(node, "path", findings);
    List.of("user", "group")
        .forEach(
            key -> {
              Value.Obj owner = node.child(key);
              if (owner.has("id") && owner.filled("name").isPresent()) {
                findings.add(owner.at("name"), "stands beside id; keep one of them");
              }
            });
    String path = node.text("path").orElse("");
    limits
        .claimOn(path)
        .ifPresent(
            claimed ->
                findings.add(
                    node.at("path"), "is in the way of " + claimed + ", which Ironwake writes"));
    Optional.ofNullable(written.putIfAbsent(path, node))
        .ifPresent(
            other ->
                findings.add(
                    node.at("path"),
                    "is written twice, first at " + other.at("path").place() + "; keep one"));
  }

  private void file(Value.Obj file) {
    Value.Obj contents = file.child("contents");
    resources.optional(contents);
    file.records("append").forEach(resources::required);
    if (file.isTrue("overwrite") && contents.text("source").isEmpty()) {
      findings.add(file.at("overwrite"), "needs contents; give them, or leave overwrite out");
    }
    String path = file.text("path").orElse("");
    if (limits.existing().contains(path)
        && contents.text("source").isPresent()
        && !file.isTrue("overwrite")) {
      findings.add(
          file.at("overwrite"),
          "must be true: " + path + " is in the image, and Ignition would stop the boot there");
    }
  }

  private void link(Value.Obj link, List<Value.Obj> directories) {
    Optional<String> target = link.filled("target");
    if (target.isEmpty()) {
      findings.add(link.at("target"), "is missing; set what the link points to");
      return;
    }
    if (!link.isTrue("hard")) {
      return;
    }
    if (directories.stream().anyMatch(each -> each.text("path").equals(target))) {
      findings.add(link.at("target"), "is a directory, which cannot have hard links");
    }
    if (link.has("user") || link.has("group")) {
      findings.add(
          link.at(link.has("user") ? "user" : "group"),
          "is ignored for a hard link; set it on the file");
    }
  }

  /** A path below a link or file of the same document. */
  private void parents(Value.Obj node) {
    String path = node.text("path").orElse("");
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      Value.Obj parent = written.get(path.substring(0, slash));
      if (parent != null && !isDirectory(parent)) {
        findings.add(
            node.at("path"),
            "lies below "
                + path.substring(0, slash)
                + ", which is no directory but written at "
                + parent.at("path").place());
      }
    }
  }

  /** Only files have contents, only links a target; the rest tells a path in the document. */
  private static boolean isDirectory(Value.Obj node) {
    return node.origin().path().contains("directories[");
  }

  private void mustNotBeFolder(Value.Obj node, String kind) {
    String path = node.text("path").orElse("");
    if (path.equals("/")) {
      findings.add(node.at("path"), "is the root directory and cannot be a " + kind);
    }
    limits
        .claimBelow(path)
        .ifPresent(
            claimed ->
                findings.add(
                    node.at("path"),
                    "cannot be a " + kind + ": Ironwake writes " + claimed + " below it"));
  }
}
