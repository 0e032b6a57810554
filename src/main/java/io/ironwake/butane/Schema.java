package io.ironwake.butane;

import static io.ironwake.butane.Field.distinct;
import static io.ironwake.butane.Field.flag;
import static io.ironwake.butane.Field.group;
import static io.ironwake.butane.Field.list;
import static io.ironwake.butane.Field.text;
import static io.ironwake.butane.Field.texts;
import static io.ironwake.butane.Field.whole;

import io.ironwake.butane.Field.Home;
import io.ironwake.butane.Shape.Group;
import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of Ignition 3.0 to 3.6 and what Butane adds to them (specifications "Configuration
 * Specification v3.x" of Ignition and "Specification v1.x.0" of Butane's variants).
 */
@Pure
final class Schema {
  private static final String ONLY_BUTANE = "is Butane's alone; ";
  private static final String ONLY_COREOS = "is for Fedora CoreOS; ";

  /** A text by URL, or inline in Butane; whole since Ignition 3.1. */
  static final Group RESOURCE = resource(1);

  private static final Group IGNITION =
      Group.of(
          group("config", list("merge", RESOURCE, "source", "inline"), group("replace", RESOURCE)),
          group("proxy", text("httpProxy"), text("httpsProxy"), distinct("noProxy")).since(1),
          group(
              "security",
              group("tls", list("certificateAuthorities", RESOURCE, "source", "inline"))),
          group("timeouts", whole("httpResponseHeaders"), whole("httpTotal")));

  private static final Group PASSWD =
      Group.of(
          list(
              "groups",
              Group.of(
                  whole("gid"),
                  text("name"),
                  text("passwordHash"),
                  flag("shouldExist").since(2),
                  flag("system")),
              "name"),
          list("users", user(), "name"));

  private static final Group DROPIN =
      Group.of(text("contents"), local("contentsLocal"), text("name"));

  private static final Group SYSTEMD =
      Group.of(
          list(
              "units",
              Group.of(
                  text("contents"),
                  local("contentsLocal"),
                  list("dropins", DROPIN, "name"),
                  flag("enabled"),
                  flag("mask"),
                  text("name")),
              "name"));

  /** A whole document. */
  static final Group DOCUMENT =
      Group.of(
          text("variant").only(Home.BUTANE, ONLY_BUTANE + "remove it"),
          text("version").only(Home.BUTANE, ONLY_BUTANE + "Ignition's stands in ignition.version"),
          group("ignition", withVersion()),
          group("kernelArguments", distinct("shouldExist"), distinct("shouldNotExist")).since(3),
          group("passwd", PASSWD),
          group("storage", StorageSchema.STORAGE),
          group("systemd", SYSTEMD),
          group("bootDevice", bootDevice())
              .since(3)
              .only(Home.FCOS, ONLY_COREOS + "write storage.disks, raid and filesystems"),
          group("grub", list("users", Group.of(text("name"), text("passwordHash")), "name"))
              .since(5)
              .only(Home.FCOS, ONLY_COREOS + "write the GRUB file itself"));

  private Schema() {}

  /** {@code ignition.version} is Ignition's; Butane's version stands at the top. */
  private static Group withVersion() {
    List<Field> fields = new ArrayList<>(IGNITION.fields());
    fields.add(
        text("version").only(Home.IGNITION, "follows from the document's version; remove it"));
    return new Group(fields);
  }

  /**
   * @param whole from which Ignition 3 minor it has more than source and verification
   */
  static Group resource(int whole) {
    return Group.of(
        text("compression").since(whole),
        list("httpHeaders", Group.of(text("name"), text("value")), "name").since(1),
        text("source"),
        text("inline")
            .since(whole)
            .only(
                Home.BUTANE,
                ONLY_BUTANE + "write source: \"data:,…\" with the text percent-encoded"),
        local("local"),
        group("verification", text("hash")));
  }

  static Field local(String name) {
    return text(name)
        .only(
            Home.LOCAL,
            "names a file beside the document, and Ironwake has none; put the text itself here"
                + " (inline, contents), or the URL into source");
  }

  private static Group user() {
    return Group.of(
        text("gecos"),
        distinct("groups"),
        text("homeDir"),
        text("name"),
        flag("noCreateHome"),
        flag("noLogInit"),
        flag("noUserGroup"),
        text("passwordHash"),
        text("primaryGroup"),
        flag("shouldExist").since(2),
        distinct("sshAuthorizedKeys"),
        texts("sshAuthorizedKeysLocal")
            .only(
                Home.LOCAL,
                "names files beside the document, and Ironwake has none; put the keys themselves"
                    + " into ssh_authorized_keys"),
        text("shell"),
        flag("system"),
        whole("uid"));
  }

  private static Group bootDevice() {
    return Group.of(
        text("layout"),
        group(
            "luks",
            text("device").since(6).only(Home.FCOS, ""),
            flag("discard").since(5).only(Home.FCOS, ""),
            list("tang", StorageSchema.TANG, "url"),
            whole("threshold"),
            flag("tpm2"),
            group("cex", flag("enabled")).since(6).only(Home.FCOS, "")),
        group("mirror", distinct("devices")));
  }
}
