package io.ironwake.config;

import io.ironwake.profile.Arch;
import io.ironwake.profile.Completion;
import io.ironwake.profile.Effect;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.OsFamily;
import io.ironwake.profile.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The main forms of each family, by the name of their golden file. */
final class FamilySamples {
  static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl o'ps \"x\""
          + " $HOME";
  static final String HASH =
      "$6$rounds=5000$saltsalt$" + "0123456789abcdefghijABCDEFGHIJ./".repeat(2);
  static final List<String> KEYS = List.of(KEY);

  private FamilySamples() {}

  static Map<String, InstallFacts> all() {
    Map<String, InstallFacts> all = new LinkedHashMap<>();
    debian(all);
    ubuntu(all);
    kickstart(all);
    fcos(all);
    talos(all);
    autoyast(all);
    microos(all);
    kairos(all);
    return all;
  }

  static InstallFacts minimal(OsFamily os) {
    return all().get(os.id() + "-minimal");
  }

  private static void debian(Map<String, InstallFacts> all) {
    all.put("debian-minimal", facts(OsFamily.DEBIAN, "13", Map.of("ssh-authorized-keys", KEYS)));
    Map<String, Object> full = new LinkedHashMap<>();
    full.put("ssh-authorized-keys", KEYS);
    full.put("password-hash", HASH);
    full.put("locale", "de_DE.UTF-8");
    full.put("keymap", "de");
    full.put("timezone", "Europe/Berlin");
    full.put("mirror", "https://192.0.2.5:8443/mirror/debian");
    full.put("proxy", "http://192.0.2.6:3128/");
    full.put("packages", List.of("chrony", "g++"));
    full.put(
        "preseed",
        """
        # LVM, and a swap of its own
        d-i partman-auto/method string lvm
        d-i partman-auto/choose_recipe select \\
            multi
        d-i debian-installer/add-kernel-opts string ironwake.host={hostname}
        """);
    full.put("early-commands", List.of("echo 'it is {mac}' >/dev/console"));
    full.put("partman-commands", List.of("blockdev --getsize64 {disk}"));
    full.put("late-commands", List.of("in-target sh -c 'echo it'\\''s done'", "true"));
    full.put("installer-arguments", List.of("interface=eth1", "DEBCONF_DEBUG=5"));
    all.put(
        "debian-full",
        Installs.named(
            Installs.onDisk(
                facts(OsFamily.DEBIAN, "13", full, "console=tty0", "console=ttyS0,115200"),
                "/dev/disk/by-id/nvme-eui.0025385a71b0e4c1"),
            "node-1.rack1.example.org"));
    all.put("debian-first-boot", completing(all.get("debian-minimal"), Completion.FIRST_BOOT));
  }

  private static void ubuntu(Map<String, InstallFacts> all) {
    all.put(
        "ubuntu-minimal", facts(OsFamily.UBUNTU, "24.04.3", Map.of("ssh-authorized-keys", KEYS)));
    Map<String, Object> full = new LinkedHashMap<>();
    full.put("ssh-authorized-keys", KEYS);
    full.put("password-hash", HASH);
    full.put("user", "ops");
    full.put("locale", "de_DE.UTF-8");
    full.put("keyboard", "de");
    full.put("timezone", "Europe/Berlin");
    full.put("packages", List.of("chrony"));
    full.put("proxy", "http://192.0.2.6:3128/");
    full.put(
        "storage",
        Map.of(
            "config",
            List.of(
                ordered("type", "disk", "id", "d", "path", "{disk}", "ptable", "gpt"),
                ordered("type", "partition", "id", "p", "device", "d", "size", -1))));
    full.put(
        "network",
        ordered(
            "version",
            2,
            "ethernets",
            Map.of("all", ordered("match", Map.of("macaddress", "{mac}"), "dhcp4", true))));
    full.put(
        "autoinstall",
        ordered("refresh-installer", Map.of("update", false), "drivers", Map.of("install", true)));
    full.put(
        "user-data",
        ordered(
            "users", List.of(ordered("name", "second", "uid", 2000)),
            "write_files",
                List.of(
                    ordered(
                        "path",
                        "/etc/motd",
                        "permissions",
                        "0644",
                        "content",
                        "{hostname}: yes\n\ttab\n")),
            "ntp", ordered("enabled", true, "servers", List.of("192.0.2.1"))));
    full.put("early-commands", List.of("echo 'it is {mac}' >/dev/console"));
    full.put("late-commands", List.of("curtin in-target -- systemctl enable fstrim.timer"));
    full.put("iso", "live.iso");
    full.put("installer-arguments", List.of("ip=:::::eth1:dhcp"));
    all.put("ubuntu-full", facts(OsFamily.UBUNTU, "jammy", full, "console=ttyS0,115200"));
    all.put(
        "ubuntu-22.04",
        facts(OsFamily.UBUNTU, "22.04", Map.of("password-hash", HASH, "storage-layout", "zfs")));
  }

  private static void kickstart(Map<String, InstallFacts> all) {
    String repo = "https://repo.example.org/almalinux/9/BaseOS/x86_64/os/";
    all.put(
        "kickstart-minimal",
        facts(
            OsFamily.KICKSTART,
            "almalinux-9.6",
            ordered("ssh-authorized-keys", KEYS, "repo", repo)));
    Map<String, Object> full = new LinkedHashMap<>();
    full.put("ssh-authorized-keys", KEYS);
    full.put("password-hash", HASH);
    full.put("repo", repo);
    full.put("stage2", repo);
    full.put("locale", "de_DE.UTF-8");
    full.put("keymap", "de");
    full.put("timezone", "Europe/Berlin");
    full.put("packages", List.of("@^minimal-environment", "chrony", "-iwl7260-firmware"));
    full.put(
        "partitioning",
        """
        reqpart --add-boot
        part / --fstype=xfs --size=10240 --grow --ondisk={disk}
        """);
    full.put(
        "kickstart",
        """
        # no firewall in the lab
        firewall --disabled
        repo --name=AppStream --baseurl=https://repo.example.org/almalinux/9/AppStream/x86_64/os/
        %addon com_redhat_kdump --disable
        %end
        """);
    full.put("early-commands", List.of("true\n%end\n%post\nreboot"));
    full.put("late-commands", List.of("echo 'it'\\''s {hostname}' >/etc/motd"));
    full.put("installer-arguments", List.of("ip=eth1:dhcp", "inst.sshd"));
    all.put(
        "kickstart-full",
        Installs.onDisk(
            facts(
                OsFamily.KICKSTART,
                "almalinux-9.6",
                full,
                "console=tty0",
                "console=ttyS0,115200",
                "key=\"a b\""),
            "/dev/disk/by-id/nvme-eui.0025385a71b0e4c1"));
  }

  private static void fcos(Map<String, InstallFacts> all) {
    Map<String, Object> minimal =
        ordered(
            "ssh-authorized-keys", KEYS,
            "kernel", "fedora-coreos-42.20250803.3.0-live-kernel.x86_64",
            "initramfs", "fedora-coreos-42.20250803.3.0-live-initramfs.x86_64.img",
            "rootfs", "fedora-coreos-42.20250803.3.0-live-rootfs.x86_64.img");
    String version = "42.20250803.3.0";
    all.put("fcos-minimal", facts(OsFamily.FCOS, version, minimal));
    Map<String, Object> full = new LinkedHashMap<>(minimal);
    full.put("image", "fedora-coreos-42.20250803.3.0-metal.x86_64.raw.xz");
    full.put("merge", List.of("https://api-int.example.org:22623/config/worker"));
    full.put(
        "certificate-authorities",
        List.of("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"));
    full.put(
        "files", List.of(ordered("path", "/etc/motd", "mode", "0644", "content", "it's 100 %\n")));
    full.put(
        "units",
        List.of(
            ordered(
                "name",
                "hello.service",
                "enabled",
                true,
                "contents",
                "[Service]\n"
                    + "ExecStart=/usr/bin/true\n"
                    + "[Install]\n"
                    + "WantedBy=multi-user.target\n")));
    full.put("installer-arguments", List.of("coreos.inst.save_partlabel=data*", "ip=eth1:dhcp"));
    all.put(
        "fcos-full",
        Installs.onDisk(
            facts(OsFamily.FCOS, version, full, "console=tty0", "console=ttyS0,115200n8"),
            "/dev/disk/by-id/nvme-eui.0025385a71b0e4c1"));
    all.put(
        "fcos-live", Installs.onDisk(live(facts(OsFamily.FCOS, version, minimal, "quiet")), ""));
  }

  private static void talos(Map<String, InstallFacts> all) {
    Map<String, Object> worker =
        ordered(
            "version",
            "v1alpha1",
            "debug",
            false,
            "machine",
            ordered(
                "type",
                "worker",
                "token",
                "abcdef.0123456789abcdef",
                "install",
                ordered(
                    "disk",
                    "/dev/vda",
                    "image",
                    "ghcr.io/siderolabs/installer:v1.11.1",
                    "wipe",
                    false)),
            "cluster",
            ordered("controlPlane", ordered("endpoint", "https://192.0.2.10:6443")));
    all.put("talos-minimal", facts(OsFamily.TALOS, "v1.11.1", ordered("machine-config", worker)));
    Map<String, Object> server =
        ordered(
            "version",
            "v1alpha1",
            "machine",
            ordered(
                "type", "controlplane",
                "network", ordered("nameservers", List.of("192.0.2.1"), "hostname", "other"),
                "pods", List.of(ordered("apiVersion", "v1", "kind", "Pod")),
                "install", ordered("extraKernelArgs", List.of("net.ifnames=0")),
                "nodeLabels", ordered("example.org/mac", "{mac}", "y", "yes"),
                "sysctls", ordered("net.core.somaxconn", "65535")),
            "cluster",
            ordered(
                "clusterName", "one", "network", ordered("podSubnets", List.of("10.244.0.0/16"))));
    Map<String, Object> full = new LinkedHashMap<>();
    full.put("machine-config", server);
    full.put(
        "more-documents",
        List.of(
            ordered(
                "apiVersion",
                "v1alpha1",
                "kind",
                "WatchdogTimerConfig",
                "device",
                "/dev/watchdog0",
                "timeout",
                "5m")));
    full.put("report-image", "registry.example.org:5000/busybox@sha256:0123");
    all.put(
        "talos-full",
        Installs.onDisk(
            facts(OsFamily.TALOS, "v1.11.1", full, "console=ttyS0"),
            "/dev/disk/by-id/nvme-eui.0025385a71b0e4c1"));
  }

  private static void autoyast(Map<String, InstallFacts> all) {
    String repo = "https://repo.example.org/distribution/leap/15.6/repo/oss/";
    all.put(
        "autoyast-minimal",
        facts(OsFamily.AUTOYAST, "leap-15.6", ordered("ssh-authorized-keys", KEYS, "repo", repo)));
    Map<String, Object> full = new LinkedHashMap<>();
    full.put("ssh-authorized-keys", KEYS);
    full.put("password-hash", HASH);
    full.put("repo", repo);
    full.put("language", "de_DE");
    full.put("keymap", "german");
    full.put("timezone", "Europe/Berlin");
    full.put("product", "Leap");
    full.put("patterns", List.of("minimal_base"));
    full.put("packages", List.of("chrony"));
    full.put(
        "partitions",
        List.of(ordered("mount", "/", "size", "max", "filesystem", "btrfs", "format", true)));
    full.put(
        "sections",
        ordered(
            "ntp-client",
                ordered("ntp_servers", List.of(ordered("address", "192.0.2.1", "iburst", true))),
            "files",
                List.of(
                    ordered(
                        "file_path",
                        "/etc/motd",
                        "file_contents",
                        "<&>]]> \"{hostname}\" \u00e9\n"))));
    full.put("early-commands", List.of("test 1 -lt 2 && true"));
    full.put("late-commands", List.of("systemctl enable fstrim.timer"));
    full.put("installer-arguments", List.of("netsetup=dhcp,eth1", "textmode=1"));
    all.put(
        "autoyast-full",
        Installs.named(
            Installs.onDisk(
                facts(OsFamily.AUTOYAST, "leap-15.6", full, "console=ttyS0", "key=\"a b\""),
                "/dev/disk/by-id/nvme-eui.0025385a71b0e4c1"),
            "node-1.rack1.example.org"));
  }

  private static void microos(Map<String, InstallFacts> all) {
    String image = "openSUSE-MicroOS.x86_64-16.0.0-SelfInstall-Snapshot20251101";
    all.put(
        "microos-minimal",
        facts(OsFamily.MICROOS, "20251101", ordered("ssh-authorized-keys", KEYS, "image", image)));
    Map<String, Object> full = new LinkedHashMap<>();
    full.put("ssh-authorized-keys", KEYS);
    full.put("password-hash", HASH);
    full.put("image", image);
    full.put("kernel", "pxeboot.kernel");
    full.put("initrd", "pxeboot.initrd.xz");
    full.put("checksum", "md5");
    full.put(
        "combustion",
        "#!/bin/bash\n# combustion: network\nzypper --non-interactive install k3s # {hostname}\n");
    full.put("files", List.of(ordered("path", "/etc/motd", "content", "hello\n")));
    full.put("installer-arguments", List.of("ip=eth1:dhcp", "rd.kiwi.debug"));
    all.put(
        "microos-full",
        Installs.onDisk(
            facts(OsFamily.MICROOS, "20251101", full, "console=ttyS0,115200"),
            "/dev/disk/by-id/nvme-eui.0025385a71b0e4c1"));
  }

  private static void kairos(Map<String, InstallFacts> all) {
    Map<String, Object> minimal =
        ordered(
            "ssh-authorized-keys", KEYS,
            "kernel", "kairos-ubuntu-24.04-standard-amd64-generic-v3.6.0-k3sv1.33.5+k3s1-kernel",
            "initrd", "kairos-ubuntu-24.04-standard-amd64-generic-v3.6.0-k3sv1.33.5+k3s1-initrd",
            "squashfs",
                "kairos-ubuntu-24.04-standard-amd64-generic-v3.6.0-k3sv1.33.5+k3s1.squashfs");
    all.put("kairos-minimal", facts(OsFamily.KAIROS, "v3.6.0", minimal));
    Map<String, Object> full = new LinkedHashMap<>(minimal);
    full.put("password-hash", HASH);
    full.put("user", "ops");
    full.put(
        "cloud-config",
        ordered(
            "k3s", ordered("enabled", true, "args", List.of("--cluster-init")),
            "users", List.of(ordered("name", "second", "passwd", "x")),
            "install", ordered("bind_mounts", List.of("/var/lib/x")),
            "stages",
                ordered(
                    "network",
                    List.of(ordered("name", "mine", "commands", List.of("echo {mac}"))))));
    full.put("early-commands", List.of("true"));
    full.put("late-commands", List.of("sync"));
    full.put("installer-arguments", List.of("ip=eth1:dhcp"));
    all.put("kairos-full", facts(OsFamily.KAIROS, "v3.6.0", full, "console=tty1", "console=ttyS0"));
    all.put("kairos-first-boot", completing(all.get("kairos-minimal"), Completion.FIRST_BOOT));
  }

  /** A map in the order of its entries: key, value, key, value … */
  static Map<String, Object> ordered(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put((String) entries[i], entries[i + 1]);
    }
    return map;
  }

  static InstallFacts facts(
      OsFamily os, String version, Map<String, Object> config, String... arguments) {
    InstallFacts sample = Installs.facts(os, config, KernelArgs.of(arguments), Effect.INSTALL);
    return with(
        sample,
        new Profile(
            "sample",
            os,
            version,
            Arch.AMD64,
            KernelArgs.of(arguments),
            config,
            os.usualCompletion(),
            Effect.INSTALL));
  }

  static InstallFacts completing(InstallFacts facts, Completion completion) {
    Profile it = facts.profile();
    return with(
        facts,
        new Profile(
            it.name(),
            it.os(),
            it.version(),
            it.arch(),
            it.arguments(),
            it.config(),
            completion,
            it.effect()));
  }

  static InstallFacts live(InstallFacts facts) {
    Profile it = facts.profile();
    return with(
        facts,
        new Profile(
            it.name(),
            it.os(),
            it.version(),
            it.arch(),
            it.arguments(),
            it.config(),
            it.completion(),
            Effect.LIVE));
  }

  /** The same with one key of {@code config} set anew. */
  static InstallFacts setting(InstallFacts facts, String key, Object value) {
    Profile it = facts.profile();
    Map<String, Object> config = new LinkedHashMap<>(it.config());
    config.put(key, value);
    return with(
        facts,
        new Profile(
            it.name(),
            it.os(),
            it.version(),
            it.arch(),
            it.arguments(),
            config,
            it.completion(),
            it.effect()));
  }

  private static InstallFacts with(InstallFacts facts, Profile profile) {
    return new InstallFacts(
        facts.machineName(),
        facts.mac(),
        profile,
        facts.machineArguments(),
        facts.disk(),
        facts.retry());
  }
}
