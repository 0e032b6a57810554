package io.ironwake.butane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mistake has its line, its column and its fix. */
class ButaneErrorsTest {
  private static final String FLATCAR = "variant: flatcar\nversion: 1.0.0\n";
  private static final String NEW_FLATCAR = "variant: flatcar\nversion: 1.1.0\n";
  private static final String FCOS = "variant: fcos\nversion: 1.6.0\n";

  private static List<String> findings(String document) {
    return findings(document, Limits.NONE);
  }

  private static List<String> findings(String document, Limits limits) {
    DocumentException wrong =
        catchThrowableOfType(
            DocumentException.class, () -> OperatorDocument.butane("web.bu", document, limits));
    return wrong == null ? List.of() : wrong.findings();
  }

  static Stream<Arguments> headings() {
    return Stream.of(
        arguments(
            "", "1:1: says nothing; write what the system should have, or leave the document out"),
        arguments("# nothing\n", "1:1: says nothing"),
        arguments("- a\n", "1:1: must be a map that begins with variant"),
        arguments("version: 1.0.0\n", "1:1: needs the key variant: fcos or flatcar"),
        arguments(
            "variant: flatcr\nversion: 1.0.0\n",
            "1:10: variant: must be fcos or flatcar; did you mean 'flatcar'?"),
        arguments(
            "variant: openshift\nversion: 4.8.0\n",
            "1:10: variant: must be fcos or flatcar; known keys are fcos, flatcar"),
        arguments("variant: flatcar\n", "1:1: needs the key version: 1.0.0, 1.1.0"),
        arguments(
            "variant: flatcar\nversion: 1.2.0\n", "2:10: version: must be one of 1.0.0, 1.1.0"),
        arguments("variant: flatcar\nversion: [1]\n", "2:1: version: must be 1.0.0, 1.1.0"),
        arguments(
            "ignition: {version: 3.3.0}\n",
            "1:1: has no variant; if it is Ignition's JSON give it as ignition"),
        arguments(FLATCAR, "1:1: says nothing; write what the system should have"),
        arguments(FLATCAR + "storage:\n", "1:1: says nothing"),
        arguments(
            "variant: 'flatcar\n",
            "2:1: found unexpected end of stream while scanning a quoted scalar begun at 1:10"),
        arguments("variant: flatcar\n\tversion: 1\n", "2:1: found character '\\t(TAB)'"),
        arguments("variant: flatcar\n---\nvariant: fcos\n", "2:1: but found another document"));
  }

  @ParameterizedTest
  @MethodSource("headings")
  void aDocumentSaysWhatItIs(String document, String finding) {
    assertThat(findings(document)).singleElement().asString().contains("web.bu:" + finding);
  }

  static Stream<Arguments> structures() {
    return Stream.of(
        arguments(
            FLATCAR + "systemd:\n  units:\n    - name: a.service\n      enabeld: true\n",
            "6:7: unknown key 'enabeld' in systemd.units[0]; did you mean 'enabled'?"),
        arguments(FLATCAR + "storge: {}\n", "3:1: unknown key 'storge'; did you mean 'storage'?"),
        arguments(
            FLATCAR + "storage: {files: [{path: /a, sizeMiB: 1}]}\n",
            "3:30: unknown key 'sizeMiB' in storage.files[0]; known keys are group, overwrite, path, user, append, contents, mode"),
        arguments(
            FLATCAR + "storage: {files: {path: /a}}\n",
            "3:18: storage.files: must be a list, not a map; begin each entry with '- '"),
        arguments(
            FLATCAR + "storage: [files]\n",
            "3:10: storage: must be a map with the keys directories,"),
        arguments(
            FLATCAR + "storage: {files: [/etc/a]}\n",
            "3:19: storage.files[0]: must be a map with the keys group,"),
        arguments(
            FLATCAR + "storage: {files: [null]}\n",
            "3:19: storage.files[0]: has no value; give it one or remove it"),
        arguments(
            FLATCAR + "storage: {files: [{path: [a]}]}\n",
            "3:26: storage.files[0].path: must be text, not a list"),
        arguments(
            FLATCAR + "storage: {files: [{path: /a, overwrite: 1}]}\n",
            "3:41: storage.files[0].overwrite: must be true or false, without quotes"),
        arguments(
            FLATCAR + "storage: {files: [{path: /a, overwrite: \"true\"}]}\n",
            "3:41: storage.files[0].overwrite: must be true or false"),
        arguments(
            FLATCAR + "passwd: {users: [{name: a, uid: 1.5}]}\n",
            "3:33: passwd.users[0].uid: must be a whole number, without quotes"),
        arguments(
            FLATCAR + "passwd: {users: [{name: a, uid: '5'}]}\n",
            "3:33: passwd.users[0].uid: must be a whole number"),
        arguments(
            FLATCAR + "passwd: {users: [{name: a, uid: -1}]}\n",
            "3:33: passwd.users[0].uid: must be between 0 and 2147483647"),
        arguments(
            FLATCAR + "passwd: {users: [{name: a, uid: 9999999999}]}\n",
            "3:33: passwd.users[0].uid: must be between 0"),
        arguments(
            FLATCAR + "storage: {files: [{path: /a, mode: \"0644\"}]}\n",
            "3:36: storage.files[0].mode: must be a number without quotes, such as 0644"),
        arguments(
            FLATCAR + "storage: {files: [{path: /a, mode: 0988}]}\n",
            "3:36: storage.files[0].mode: must be a whole number"),
        arguments(
            FLATCAR + "storage: {files: [{path: /a, mode: 644}]}\n",
            "3:36: storage.files[0].mode: 644 is decimal and means 01204; write 0644"),
        arguments(
            FLATCAR + "storage: {directories: [{path: /a, mode: 755}]}\n",
            "3:42: storage.directories[0].mode: 755 is decimal and means 01363; write 0755"),
        arguments(
            FLATCAR + "storage: {files: [{path: /a, mode: 600}]}\n",
            "600 is decimal and means 01130; write 0600"),
        arguments(
            FLATCAR + "storage: {files: [{path: /a, mode: 777}]}\n",
            "777 is decimal and means 01411; write 0777"),
        arguments(
            NEW_FLATCAR + "storage: {files: [{path: /a, mode: 4755}]}\n",
            "4755 is decimal and means 011223; write 04755"),
        arguments(
            FLATCAR + "storage: {files: [{path: /a, mode: 010000}]}\n",
            "must be at most 07777, which is 4095"),
        arguments(
            FLATCAR + "storage: {files: [{path: /a, mode: 04755}]}\n",
            "Ignition 3.3.0 drops setuid, setgid and sticky; use version 1.1.0"),
        arguments(FLATCAR + "a: 1\na: 2\n", "4:1: the key 'a' stands here twice"),
        arguments(
            FLATCAR + "<<: {storage: {}}\n", "3:1: '<<' is not supported; write the keys out"),
        arguments(
            FLATCAR + "storage: {files: [{path: !!binary YQ==}]}\n",
            "the tag tag:yaml.org,2002:binary is not supported; remove it"),
        arguments(
            FLATCAR + "storage: {files: [{path: /a, contents: {local: a.txt}}]}\n",
            "3:41: storage.files[0].contents.local: names a file beside the document, and Ironwake has none; put the text itself here (inline, contents), or the URL into source"),
        arguments(
            FLATCAR + "storage: {trees: [{local: tree}]}\n",
            "3:11: storage.trees: names a folder beside the document, and Ironwake has none; write its files into storage.files"),
        arguments(
            NEW_FLATCAR + "systemd: {units: [{name: a.service, contents_local: a}]}\n",
            "systemd.units[0].contents_local: names a file beside the document"),
        arguments(
            NEW_FLATCAR + "passwd: {users: [{name: a, ssh_authorized_keys_local: [a]}]}\n",
            "put the keys themselves into ssh_authorized_keys"),
        arguments(
            FLATCAR + "storage: {luks: [{name: a, device: /dev/a, clevis: {tpm2: true}}]}\n",
            "storage.luks[0].clevis: Flatcar has no clevis; give a key_file"),
        arguments(
            FLATCAR + "storage: {luks: [{name: a, device: /dev/a, discard: true}]}\n",
            "storage.luks[0].discard: needs version 1.1.0; this document says version 1.0.0"),
        arguments(
            FLATCAR + "boot_device: {mirror: {devices: [/dev/a, /dev/b]}}\n",
            "boot_device: is for Fedora CoreOS; write storage.disks, raid and filesystems"),
        arguments(
            "variant: fcos\nversion: 1.3.0\nkernel_arguments: {should_exist: [a]}\n",
            "3:1: kernel_arguments: needs version 1.4.0; this document says version 1.3.0"),
        arguments(
            "variant: fcos\nversion: 1.0.0\nstorage: {luks: []}\n",
            "storage.luks: needs version 1.2.0"),
        arguments(
            "variant: fcos\nversion: 1.0.0\nignition: {config: {merge: [{inline: x}]}}\n",
            "needs version 1.1.0"),
        arguments(
            "variant: fcos\nversion: 1.5.0\nboot_device: {luks: {cex: {enabled: true}}}\n",
            "boot_device.luks.cex: needs version 1.6.0"));
  }

  @ParameterizedTest
  @MethodSource("structures")
  void keysAndTypesAreTheSpecifications(String document, String finding) {
    assertThat(findings(document)).anySatisfy(each -> assertThat(each).contains(finding));
  }

  static Stream<Arguments> meanings() {
    return Stream.of(
        // files, directories, links
        arguments(
            "storage: {files: [{path: etc/a}]}",
            "3:26: storage.files[0].path: must be an absolute path"),
        arguments(
            "storage: {files: [{path: /etc/../a}]}", "must be an absolute path without '.', '..'"),
        arguments(
            "storage: {files: [{mode: 0644}]}",
            "3:19: storage.files[0].path: is missing; set it to an absolute path"),
        arguments(
            "storage: {files: [{path: /a}, {path: /a}]}",
            "storage.files[1]: stands here twice, first at 3:19; keep one"),
        arguments(
            "storage: {files: [{path: /a}], links: [{path: /a, target: /b}]}",
            "storage.links[0].path: is written twice, first at 3:26; keep one"),
        arguments(
            "storage: {files: [{path: /a/b}], links: [{path: /a, target: /b}]}",
            "storage.files[0].path: lies below /a, which is no directory but written at 3:49"),
        arguments(
            "storage: {files: [{path: /a}, {path: /a/b/c}]}",
            "storage.files[1].path: lies below /a"),
        arguments(
            "storage: {files: [{path: /a, overwrite: true}]}",
            "storage.files[0].overwrite: needs contents; give them, or leave overwrite out"),
        arguments(
            "storage: {files: [{path: /a, user: {id: 1, name: x}}]}",
            "storage.files[0].user.name: stands beside id; keep one of them"),
        arguments(
            "storage: {files: [{path: /a, contents: {inline: x, source: 'data:,x'}}]}",
            "storage.files[0].contents.inline: stands beside source; keep one of them"),
        arguments(
            "storage: {files: [{path: /a, contents: {inline: x, compression: gzip}}]}",
            "contents.compression: is for a compressed source; inline text is compressed by itself"),
        arguments(
            "storage: {files: [{path: /a, contents: {source: 'https://a/b', compression: xz}}]}",
            "must be gzip, or left out"),
        arguments(
            "storage: {files: [{path: /a, contents: {source: 'ftp://a/b'}}]}",
            "has the scheme ftp:; Ignition 3.3.0 knows data, gs, http, https, s3, tftp; text itself goes into inline"),
        arguments(
            "storage: {files: [{path: /a, contents: {source: hello}}]}",
            "storage.files[0].contents.source: is no URL; Ignition 3.3.0 knows"),
        arguments(
            "storage: {files: [{path: /a, contents: {source: 'http:///x'}}]}",
            "is no URL; write http://host/path"),
        arguments(
            "storage: {files: [{path: /a, contents: {source: 'http://a b/x'}}]}",
            "is no URL; write http://host/path"),
        arguments("storage: {files: [{path: /a, contents: {source: 'data:x'}}]}", "is no data URL"),
        arguments(
            "storage: {files: [{path: /a, contents: {source: 'data:,100%'}}]}", "is no data URL"),
        arguments(
            "storage: {files: [{path: /a, contents: {source: 'data:;base64,@'}}]}",
            "is no data URL"),
        arguments(
            "storage: {files: [{path: /a, contents: {source: 'arn:aws:s3:::b/k'}}]}",
            "has the scheme arn:"),
        arguments(
            "storage: {files: [{path: /a, contents: {source: 'http://a/b', verification: {hash: md5-1}}}]}",
            "must be sha512- and 128 hex digits, or sha256- and 64"),
        arguments(
            "storage: {files: [{path: /a, contents: {verification: {hash: sha256-"
                + "a".repeat(64)
                + "}}}]}",
            "has nothing to verify"),
        arguments(
            "storage: {files: [{path: /a, contents: {source: 'tftp://a/b', http_headers: [{name: A, value: b}]}}]}",
            "go with a source by http or https only"),
        arguments(
            "storage: {files: [{path: /a, contents: {source: 'http://a/b', http_headers: [{name: 'A b'}]}}]}",
            "must be the name of an HTTP header"),
        arguments(
            "storage: {files: [{path: /a, contents: {source: 'data:,x', compression: gzip}}]}",
            "compression: does not fit: source holds no gzip"),
        arguments(
            "storage: {files: [{path: /a, contents: {source: 's3://b/o?versionId='}}]}",
            "is no URL"),
        arguments("storage: {links: [{path: /a}]}", "storage.links[0].target: is missing"),
        arguments(
            "storage: {directories: [{path: /a}], links: [{path: /b, target: /a, hard: true}]}",
            "is a directory, which cannot have hard links"),
        // disks
        arguments(
            "storage: {disks: [{device: sda}]}",
            "storage.disks[0].device: must be a device, such as /dev/sda"),
        arguments("storage: {disks: [{device: /etc/sda}]}", "must be a device"),
        arguments("storage: {disks: [{partitions: []}]}", "storage.disks[0].device: is missing"),
        arguments(
            "storage: {disks: [{device: /dev/a}, {device: /dev/a}]}",
            "storage.disks[1]: stands here twice"),
        arguments(
            "storage: {disks: [{device: /dev/a, partitions: [{size_mib: 5}]}]}",
            "partitions[0]: needs a number from 1 or a label"),
        arguments(
            "storage: {disks: [{device: /dev/a, partitions: [{number: 129}]}]}",
            "must be at most 128"),
        arguments(
            "storage: {disks: [{device: /dev/a, partitions: [{number: 1}, {number: 1}]}]}",
            "partitions[1]: stands here twice"),
        arguments(
            "storage: {disks: [{device: /dev/a, partitions: [{number: 1, label: x}, {number: 2, label: x}]}]}",
            "label: is that of another partition"),
        arguments(
            "storage: {disks: [{device: /dev/a, partitions: [{label: 'a:b'}]}]}",
            "must be at most 36 characters without a colon"),
        arguments(
            "storage: {disks: [{device: /dev/a, partitions: [{number: 1, type_guid: linux}]}]}",
            "type_guid: must look like 01234567-89AB-CDEF-EDCB-A98765432101"),
        arguments(
            "storage: {disks: [{device: /dev/a, partitions: [{number: 1, start_mib: 1, size_mib: 10}, {number: 2, start_mib: 10, size_mib: 5}]}]}",
            "partitions[1].start_mib: overlaps the partition at 3:49"),
        arguments(
            "storage: {disks: [{device: /dev/a, partitions: [{number: 1, should_exist: false, size_mib: 1}]}]}",
            "size_mib: says what a partition that should not exist is like"),
        arguments(
            "storage: {disks: [{device: /dev/a, partitions: [{number: 1, should_exist: false}, {label: x}]}]}",
            "partitions[1].number: must be set where another partition is removed"),
        // raid, luks, filesystems
        arguments(
            "storage: {raid: [{name: a, level: raid7, devices: [/dev/a]}]}",
            "storage.raid[0].level: must be linear, raid0,"),
        arguments(
            "storage: {raid: [{name: a, level: raid0, devices: [/dev/a, /dev/b], spares: 1}]}",
            "spares: cannot stand in for a disk at level raid0"),
        arguments(
            "storage: {raid: [{name: a, level: raid1}]}", "storage.raid[0].devices: is missing"),
        arguments(
            "storage: {raid: [{name: a/b, level: raid1, devices: [/dev/a, b]}]}",
            "storage.raid[0].devices[1]: must be a device below /dev"),
        arguments(
            "storage: {luks: [{name: a/b, device: /dev/a}]}",
            "storage.luks[0].name: must be a name"),
        arguments("storage: {luks: [{name: a}]}", "storage.luks[0].device: is missing"),
        arguments(
            "storage: {filesystems: [{device: /dev/a, format: ntfs}]}",
            "must be ext4, btrfs, xfs, vfat or swap, or none"),
        arguments(
            "storage: {filesystems: [{device: /dev/a, path: /x}]}",
            "storage.filesystems[0].format: is missing; set it, such as ext4"),
        arguments(
            "storage: {filesystems: [{device: /dev/a, format: xfs, label: longer-than-12}]}",
            "must be at most 12 bytes for xfs"),
        arguments(
            "storage: {filesystems: [{device: /dev/a, format: xfs, with_mount_unit: true}]}",
            "storage.filesystems[0].path: is missing, but with_mount_unit needs it"),
        arguments(
            "storage: {filesystems: [{device: /dev/a, path: /x, with_mount_unit: true}]}",
            "storage.filesystems[0].format: is missing, but with_mount_unit needs it"),
        arguments(
            "storage: {filesystems: [{device: /dev/a, path: /x, format: xfs}, {device: /dev/b, path: /x, format: xfs}]}",
            "is where another file system is mounted"),
        arguments(
            "storage: {filesystems: [{device: /dev/a, path: /x, format: xfs, mount_options: [\"a\\nb\"]}]}",
            "must be an option on one line"),
        // users
        arguments(
            "passwd: {users: [{name: a}, {name: a}]}",
            "passwd.users[1]: stands here twice, first at 3:18"),
        arguments("passwd: {users: [{uid: 1}]}", "passwd.users[0].name: must be a name"),
        arguments(
            "passwd: {users: [{name: a, password_hash: hunter2}]}",
            "is no hash of a password; mkpasswd --method=yescrypt makes one"),
        arguments(
            "passwd: {users: [{name: a, ssh_authorized_keys: [hello]}]}",
            "passwd.users[0].ssh_authorized_keys[0]: is not a public SSH key"),
        arguments(
            "passwd: {users: [{name: a, home_dir: home}]}",
            "passwd.users[0].home_dir: must be an absolute path"),
        arguments("passwd: {groups: [{name: a b}]}", "passwd.groups[0].name: must be a name"),
        // units
        arguments(
            "systemd: {units: [{name: a.service}]}",
            "systemd.units[0]: does nothing; give contents, dropins, enabled or mask"),
        arguments(
            "systemd: {units: [{name: a, enabled: true}]}",
            "systemd.units[0].name: must be a systemd unit's name such as etcd.service"),
        arguments(
            "systemd: {units: [{name: a.service, mask: true}, {name: a.service, mask: true}]}",
            "systemd.units[1]: stands here twice"),
        arguments(
            "systemd: {units: [{name: a.service, contents: 'hello'}]}",
            "systemd.units[0].contents: line 1 is neither [Section] nor Key=value below one"),
        arguments(
            "systemd: {units: [{name: a.service, enabled: true, contents: \"[Service]\\nExecStart=/a\\n\"}]}",
            "enabled: does nothing: contents has no [Install] section"),
        arguments(
            "systemd: {units: [{name: a.service, mask: true, enabled: true}]}",
            "systemd.units[0].mask: hides the unit"),
        arguments(
            "systemd: {units: [{name: a.service, dropins: [{name: a, contents: \"[Unit]\\n\"}]}]}",
            "dropins[0].name: must end with .conf"),
        arguments(
            "systemd: {units: [{name: a.service, dropins: [{name: a.conf}]}]}",
            "dropins[0]: has no contents"),
        arguments(
            "systemd: {units: [{name: data.mount, contents: \"[Mount]\\nWhat=/dev/a\\nWhere=/var/my-data\\n\"}]}",
            "must be var-my\\x2ddata.mount, since it mounts at /var/my-data"),
        // the rest
        arguments(
            "kernel_arguments: {should_exist: [a], should_not_exist: [a]}",
            "should exist too, at 3:35; keep one"),
        arguments("kernel_arguments: {should_exist: [a, a]}", "stands here twice"),
        arguments(
            "ignition: {proxy: {http_proxy: proxy}}",
            "ignition.proxy.http_proxy: must be a URL such as http://proxy:3128"),
        arguments(
            "ignition: {security: {tls: {certificate_authorities: [{verification: {}}]}}}",
            "certificate_authorities[0]: has no text; give inline or source"));
  }

  @ParameterizedTest
  @MethodSource("meanings")
  void whatWouldStopTheMachineIsRefusedBefore(String body, String finding) {
    assertThat(findings(FLATCAR + body + "\n"))
        .anySatisfy(each -> assertThat(each).startsWith("web.bu:3:").contains(finding));
  }

  static Stream<Arguments> coreos() {
    return Stream.of(
        arguments(
            "boot_device: {layout: x86_64}",
            "boot_device: does nothing without mirror.devices, or luks"),
        arguments(
            "boot_device: {layout: sparc, luks: {tpm2: true}}",
            "boot_device.layout: must be x86_64, aarch64 or ppc64le, s390x-eckd"),
        arguments(
            "boot_device: {mirror: {devices: [/dev/sda]}}",
            "boot_device.mirror.devices: must name at least two disks"),
        arguments(
            "boot_device: {mirror: {devices: [/dev/sda, /dev/sda]}}",
            "boot_device.mirror.devices[1]: stands here twice"),
        arguments(
            "boot_device: {layout: s390x-zfcp, luks: {cex: {enabled: true}}}",
            "needs luks.device to be a whole disk"),
        arguments(
            "boot_device: {luks: {tpm2: true, threshold: 3}}",
            "threshold: is more than the 1 ways to unlock there are"),
        arguments(
            "boot_device: {luks: {tang: [{url: x, thumbprint: y}]}}", "tang[0].url: must be a URL"),
        arguments(
            "storage: {luks: [{name: a, device: /dev/a, clevis: {custom: {pin: x, config: y}}}]}",
            "pin: must be tpm2, tang or sss"),
        arguments(
            "storage: {luks: [{name: a, device: /dev/a, clevis: {tang: [{url: 'http://t'}]}}]}",
            "thumbprint: is missing"),
        arguments(
            "storage: {filesystems: [{device: /dev/a, path: /opt, format: xfs, with_mount_unit: true}]}",
            "must lie in /etc or /var to have a mount unit on Fedora CoreOS"),
        arguments(
            "grub: {users: [{name: \"a b\", password_hash: x}]}",
            "grub.users[0].name: must be a name"),
        arguments(
            "grub: {users: [{name: a, password_hash: x}]}",
            "must be what grub2-mkpasswd-pbkdf2 prints"));
  }

  @ParameterizedTest
  @MethodSource("coreos")
  void whatIsFedorasHasItsRulesToo(String body, String finding) {
    assertThat(findings(FCOS + body + "\n")).anySatisfy(each -> assertThat(each).contains(finding));
  }

  @Test
  void allFindingsAreToldAtOnceInTheDocumentsOrder() {
    List<String> findings =
        findings(
            FLATCAR
                + "systemd:\n  unts: []\nstorage:\n  files:\n    - path: /a\n      mode: 644\n");

    assertThat(findings)
        .containsExactly(
            "web.bu:4:3: unknown key 'unts' in systemd; did you mean 'units'?",
            "web.bu:8:13: storage.files[0].mode: 644 is decimal and means 01204; write 0644");
  }

  @Test
  void findingsNeverQuoteWhatMayBeSecret() {
    assertThat(
            findings(
                FLATCAR
                    + "passwd: {users: [{name: a, password_hash: geheim, ssh_authorized_keys: [geheim]}]}\n"
                    + "storage: {files: [{path: /a, contents: {source: geheim}}]}\n"))
        .hasSize(3)
        .noneSatisfy(each -> assertThat(each).contains("geheim"));
  }

  @Test
  void whereItIsUsedMayForbidMore() {
    Limits limits =
        new Limits(
            Set.of(Variant.FLATCAR),
            3,
            false,
            Set.of("/etc/hostname", "/opt/ironwake"),
            "ironwake-",
            Set.of("/etc/flatcar/update.conf"));

    assertThat(findings(FCOS + "storage: {files: [{path: /a}]}", limits))
        .containsExactly("web.bu:1:10: variant: 'fcos' is for another system; use flatcar");
    assertThat(findings(NEW_FLATCAR + "storage: {files: [{path: /a}]}", limits))
        .containsExactly(
            "web.bu:2:10: version: this release reads Ignition up to 3.3.0; use version 1.0.0");
    assertThat(
            findings(
                FLATCAR
                    + "ignition: {config: {replace: {source: 'http://a/b'}}}\n"
                    + "storage: {files: [{path: /etc/hostname}, {path: /opt/ironwake/x},"
                    + " {path: /etc/flatcar/update.conf, contents: {inline: x}}]}\n"
                    + "systemd: {units: [{name: ironwake-x.service, mask: true}]}\n",
                limits))
        .satisfiesExactly(
            each -> assertThat(each).contains("3:30: ignition.config.replace: is not allowed here"),
            each ->
                assertThat(each).contains("is in the way of /etc/hostname, which Ironwake writes"),
            each -> assertThat(each).contains("is in the way of /opt/ironwake"),
            each ->
                assertThat(each)
                    .contains("overwrite: must be true: /etc/flatcar/update.conf is in the image"),
            each ->
                assertThat(each)
                    .contains("is taken; names beginning with ironwake- are Ironwake's"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: &a [*a]\n",
        "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
            + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n",
        "a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n",
        "a: \u0007\n"
      })
  void bombsAreRefused(String body) {
    assertThat(findings(FLATCAR + body)).isNotEmpty();
  }
}
