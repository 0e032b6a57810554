package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Ignition and systemd want of units. */
@Pure
final class UnitRules {
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z0-9:_.@\\\\-]{1,200}\\.(?:service|socket|device|mount|automount|swap|target|path|timer|slice|scope)");
  private static final Pattern DROPIN = Pattern.compile("[^/\\p{Cntrl}]+\\.conf");
  private static final Pattern WHERE = Pattern.compile("(?m)^\\s*Where\\s*=\\s*(\\S.*?)\\s*$");

  private final Limits limits;
  private final Findings findings;

  UnitRules(Limits limits, Findings findings) {
    this.limits = limits;
    this.findings = findings;
  }

  void check(Value.Obj systemd) {
    systemd.records("units").forEach(this::unit);
  }

  private void unit(Value.Obj unit) {
    name(unit);
    Optional<String> contents = unit.filled("contents");
    syntax(unit);
    if (contents.isEmpty()
        && unit.records("dropins").isEmpty()
        && !unit.has("enabled")
        && !unit.has("mask")) {
      findings.add(unit.origin(), "does nothing; give contents, dropins, enabled or mask");
    }
    if (unit.isTrue("enabled") && contents.filter(it -> !UnitSyntax.hasInstall(it)).isPresent()) {
      findings.add(
          unit.at("enabled"),
          "does nothing: contents has no [Install] section; add one with WantedBy=multi-user.target");
    }
    if (unit.isTrue("mask") && (unit.isTrue("enabled") || contents.isPresent())) {
      findings.add(unit.at("mask"), "hides the unit, which is given too; keep one");
    }
    contents.ifPresent(it -> mountPoint(unit, it));
    unit.records("dropins").forEach(this::dropin);
  }

  private void name(Value.Obj unit) {
    String name = unit.text("name").orElse("");
    if (!NAME.matcher(name).matches()) {
      findings.add(unit.at("name"), "must be a systemd unit's name such as etcd.service");
    } else if (limits.claimsUnit(name)) {
      findings.add(
          unit.at("name"),
          "is taken; names beginning with " + limits.claimedUnits() + " are Ironwake's");
    }
  }

  private void dropin(Value.Obj dropin) {
    if (!DROPIN.matcher(dropin.text("name").orElse("")).matches()) {
      findings.add(dropin.at("name"), "must end with .conf, such as 10-settings.conf");
    }
    if (dropin.filled("contents").isEmpty()) {
      findings.add(dropin.origin(), "has no contents; give them or remove it");
    }
    syntax(dropin);
  }

  private void syntax(Value.Obj unit) {
    unit.filled("contents")
        .flatMap(UnitSyntax::problem)
        .ifPresent(problem -> findings.add(unit.at("contents"), problem));
  }

  /** systemd.mount(5): the name must be made of the mount point, or systemd refuses the unit. */
  private void mountPoint(Value.Obj unit, String contents) {
    String name = unit.text("name").orElse("");
    Matcher where = WHERE.matcher(contents);
    if (name.endsWith(".mount") && where.find() && Paths.isSimple(where.group(1))) {
      String wanted = UnitName.ofPath(where.group(1)) + ".mount";
      if (!wanted.equals(name)) {
        findings.add(
            unit.at("name"), "must be " + wanted + ", since it mounts at " + where.group(1));
      }
    }
  }
}
