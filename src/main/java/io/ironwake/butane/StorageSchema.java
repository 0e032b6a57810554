package io.ironwake.butane;

import static io.ironwake.butane.Field.distinct;
import static io.ironwake.butane.Field.flag;
import static io.ironwake.butane.Field.group;
import static io.ironwake.butane.Field.list;
import static io.ironwake.butane.Field.mode;
import static io.ironwake.butane.Field.text;
import static io.ironwake.butane.Field.texts;
import static io.ironwake.butane.Field.whole;

import io.ironwake.butane.Field.Home;
import io.ironwake.butane.Shape.Group;
import io.ironwake.net.Pure;

/** The keys of {@code storage}. */
@Pure
final class StorageSchema {
  static final Group TANG =
      Group.of(text("advertisement").since(4), text("thumbprint"), text("url"));

  private static final Group OWNER = Group.of(whole("id"), text("name"));

  /** Files had compression and inline text before all others. */
  private static final Group CONTENTS = Schema.resource(0);

  private static final Group DIRECTORY =
      Group.of(
          group("group", OWNER), flag("overwrite"), text("path"), group("user", OWNER), mode());

  private static final Group FILE =
      Group.of(
          group("group", OWNER),
          flag("overwrite"),
          text("path"),
          group("user", OWNER),
          list("append", CONTENTS),
          group("contents", CONTENTS),
          mode());

  private static final Group LINK =
      Group.of(
          group("group", OWNER),
          flag("overwrite"),
          text("path"),
          group("user", OWNER),
          flag("hard"),
          text("target"));

  private static final Group PARTITION =
      Group.of(
          text("guid"),
          text("label"),
          whole("number"),
          flag("resize").since(2),
          flag("shouldExist"),
          whole("sizeMiB"),
          whole("startMiB"),
          text("typeGuid"),
          flag("wipePartitionEntry"));

  private static final Group DISK =
      Group.of(text("device"), list("partitions", PARTITION, "number", "label"), flag("wipeTable"));

  private static final Group FILESYSTEM =
      Group.of(
          text("device"),
          text("format"),
          text("label"),
          texts("mountOptions").since(1),
          texts("options"),
          text("path"),
          text("uuid"),
          flag("wipeFilesystem"),
          flag("withMountUnit")
              .since(1)
              .only(Home.BUTANE, "is Butane's alone; write the mount unit into systemd.units"));

  private static final Group RAID =
      Group.of(distinct("devices"), text("level"), text("name"), texts("options"), whole("spares"));

  private static final Group CLEVIS =
      Group.of(
          group("custom", text("config"), flag("needsNetwork"), text("pin")),
          list("tang", TANG, "url"),
          whole("threshold"),
          flag("tpm2"));

  private static final Group LUKS =
      Group.of(
          group("cex", flag("enabled"))
              .since(5)
              .only(Home.NOT_FLATCAR, "is for Fedora CoreOS on s390x; give a key_file"),
          group("clevis", CLEVIS).only(Home.NOT_FLATCAR, "Flatcar has no clevis; give a key_file"),
          text("device"),
          flag("discard").since(4),
          group("keyFile", Schema.resource(0)),
          text("label"),
          text("name"),
          texts("openOptions").since(4),
          texts("options"),
          text("uuid"),
          flag("wipeVolume"));

  static final Group STORAGE =
      Group.of(
          list("directories", DIRECTORY, "path"),
          list("disks", DISK, "device"),
          list("files", FILE, "path"),
          list("filesystems", FILESYSTEM, "device"),
          list("links", LINK, "path"),
          list("luks", LUKS, "name").since(2),
          list("raid", RAID, "name"),
          list("trees", Group.of(text("local"), text("path")))
              .only(
                  Home.LOCAL,
                  "names a folder beside the document, and Ironwake has none; write its files into"
                      + " storage.files"));

  private StorageSchema() {}
}
