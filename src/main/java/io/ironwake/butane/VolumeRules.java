package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What Ignition wants of RAID arrays and encrypted volumes. */
@Pure
final class VolumeRules {
  private static final Set<String> STRIPED = Set.of("linear", "raid0", "0", "stripe");
  private static final Set<String> REDUNDANT =
      Set.of("raid1", "1", "mirror", "raid4", "4", "raid5", "5", "raid6", "6", "raid10", "10");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:+-]+");
  private static final Pattern TANG = Pattern.compile("https?://[^\\s/?#]+\\S*");
  private static final Set<String> PINS = Set.of("tpm2", "tang", "sss");
  private static final int LONGEST_LUKS_LABEL = 47;

  private final Findings findings;
  private final ResourceRules resources;

  VolumeRules(Dialect dialect, Findings findings) {
    this.findings = findings;
    this.resources = new ResourceRules(dialect, findings);
  }

  void check(Value.Obj storage) {
    storage.records("raid").forEach(this::raid);
    storage.records("luks").forEach(this::luks);
  }

  private void name(Value.Obj volume) {
    if (!NAME.matcher(volume.text("name").orElse("")).matches()) {
      findings.add(
          volume.at("name"), "must be a name of letters, digits, '_', '.', ':', '+' and '-'");
    }
  }

  private void raid(Value.Obj raid) {
    name(raid);
    String level = raid.text("level").orElse("");
    if (!STRIPED.contains(level) && !REDUNDANT.contains(level)) {
      findings.add(raid.at("level"), "must be linear, raid0, raid1, raid4, raid5, raid6 or raid10");
    }
    if (raid.leaves("devices").isEmpty()) {
      findings.add(raid.at("devices"), "is missing; list the devices of the array");
    }
    raid.leaves("devices").stream()
        .filter(each -> !Paths.isDevice(each.text()))
        .forEach(each -> findings.add(each.origin(), "must be a device below /dev"));
    long spares = raid.whole("spares").orElse(0L);
    if (spares > 0 && STRIPED.contains(level)) {
      findings.add(raid.at("spares"), "cannot stand in for a disk at level " + level);
    }
    if (spares > 0 && spares >= raid.leaves("devices").size()) {
      findings.add(raid.at("spares"), "leaves no device for the array itself");
    }
  }

  private void luks(Value.Obj luks) {
    name(luks);
    Paths.requireDevice(luks, "device", findings);
    if (luks.text("label").orElse("").length() > LONGEST_LUKS_LABEL) {
      findings.add(luks.at("label"), "must be at most " + LONGEST_LUKS_LABEL + " characters");
    }
    resources.optional(luks.child("keyFile"));
    clevis(luks.child("clevis"));
    if (luks.child("cex").isTrue("enabled")) {
      List.of("clevis", "keyFile").stream()
          .filter(luks::has)
          .forEach(
              key -> findings.add(luks.at(key), "cannot stand beside cex; remove one of them"));
    }
    luks.leaves("openOptions").stream()
        .filter(each -> each.text().equals("--persistent"))
        .forEach(each -> findings.add(each.origin(), "is given by Ignition itself; remove it"));
  }

  private void clevis(Value.Obj clevis) {
    Value.Obj custom = clevis.child("custom");
    if (clevis.has("custom")) {
      if (!PINS.contains(custom.text("pin").orElse(""))) {
        findings.add(custom.at("pin"), "must be tpm2, tang or sss");
      }
      if (custom.filled("config").isEmpty()) {
        findings.add(custom.at("config"), "is missing; set clevis's configuration in JSON");
      }
      List.of("tang", "tpm2", "threshold").stream()
          .filter(clevis::has)
          .forEach(key -> findings.add(clevis.at(key), "cannot stand beside custom; remove one"));
    }
    clevis.records("tang").forEach(this::tang);
    int pins = clevis.records("tang").size() + (clevis.isTrue("tpm2") ? 1 : 0);
    if (clevis.whole("threshold").orElse(0L) > pins) {
      findings.add(
          clevis.at("threshold"), "is more than the " + pins + " ways to unlock there are");
    }
  }

  private void tang(Value.Obj tang) {
    if (!TANG.matcher(tang.text("url").orElse("")).matches()) {
      findings.add(tang.at("url"), "must be a URL such as http://tang.example.com");
    }
    if (tang.filled("thumbprint").isEmpty()) {
      findings.add(tang.at("thumbprint"), "is missing; tang-show-keys prints it");
    }
  }
}
