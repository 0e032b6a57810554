package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An operator's own document, in Butane or in Ignition's JSON, made an Ignition config. */
@Pure
public final class OperatorDocument {
  private static final String NOTHING =
      "says nothing; write what the system should have, or leave the document out";

  private final Limits limits;
  private final Findings findings;

  private OperatorDocument(String name, Limits limits) {
    this.limits = limits;
    this.findings = new Findings(name);
  }

  /**
   * Translates Butane.
   *
   * @param name what its author calls it, for messages
   * @throws DocumentException naming line and column of everything that is wrong
   */
  public static IgnitionConfig butane(String name, String yaml, Limits limits) {
    return new OperatorDocument(name, limits).butane(yaml);
  }

  /**
   * Reads Ignition's JSON.
   *
   * @param name what its author calls it, for messages
   * @throws DocumentException naming line and column of everything that is wrong
   */
  public static IgnitionConfig ignition(String name, String json, Limits limits) {
    return new OperatorDocument(name, limits).ignition(json);
  }

  private IgnitionConfig butane(String yaml) {
    Node node = YamlReader.read(yaml, findings).orElseThrow(this::empty);
    Dialect dialect = new Heading(findings, limits).butane(node);
    Value.Obj document = shaped(node, dialect).without("variant").without("version");
    new Duplicates(findings).check(document);
    document = new Inlines(findings).resolve(document);
    document = new MountUnits(document, findings).resolve();
    document = BootDevice.resolve(document, findings);
    document = GrubUsers.resolve(document, findings);
    return checked(document, dialect);
  }

  private IgnitionConfig ignition(String json) {
    if (json.isBlank()) {
      throw empty();
    }
    Node node = JsonReader.read(json, findings);
    Dialect dialect = new Heading(findings, limits).ignition(node);
    Value.Obj document = shaped(node, dialect);
    new Duplicates(findings).check(document);
    return checked(document, dialect);
  }

  private DocumentException empty() {
    findings.add(Place.START, NOTHING);
    return findings.exception();
  }

  /** What has wrong keys or types is not asked for its meaning. */
  private Value.Obj shaped(Node node, Dialect dialect) {
    Value.Obj document = new Shaper(dialect, findings).document(node);
    findings.throwIfAny();
    return document;
  }

  private IgnitionConfig checked(Value.Obj document, Dialect dialect) {
    new IgnitionRules(dialect, limits, findings).check(document);
    storage(document.child("storage"), dialect);
    new PasswdRules(findings).check(document.child("passwd"));
    new UnitRules(limits, findings).check(document.child("systemd"));
    Value.Obj ignition = document.child("ignition");
    Map<String, Object> root = Output.of(document.with("ignition", ignition.without("version")));
    if (root.isEmpty()) {
      findings.add(document.origin(), NOTHING);
    }
    findings.throwIfAny();
    return new IgnitionConfig(dialect.ignition(), versioned(root, dialect));
  }

  private void storage(Value.Obj storage, Dialect dialect) {
    new NodeRules(dialect, limits, findings).check(storage);
    new DiskRules(findings).check(storage);
    new VolumeRules(dialect, findings).check(storage);
    new FilesystemRules(dialect, findings).check(storage);
  }

  private static Map<String, Object> versioned(Map<String, Object> root, Dialect dialect) {
    Map<String, Object> ignition = new LinkedHashMap<>();
    ignition.put("version", dialect.ignitionVersion());
    Optional.ofNullable(root.get("ignition"))
        .ifPresent(
            it -> ((Map<?, ?>) it).forEach((key, value) -> ignition.put((String) key, value)));
    Map<String, Object> versioned = new LinkedHashMap<>();
    versioned.put("ignition", ignition);
    root.forEach(versioned::putIfAbsent);
    return versioned;
  }
}
