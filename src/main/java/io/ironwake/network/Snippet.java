package io.ironwake.network;

import io.ironwake.net.Pure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Configuration that makes another DHCP server point at Ironwake. */
@Pure
enum Snippet {
  KEA("kea", "Kea DHCPv4") {
    @Override
    String text(SnippetFacts facts) {
      return facts.heading(
              title(), "Merge into \"Dhcp4\" of kea-dhcp4.conf; classes hold for every subnet.")
          + "\"client-classes\": [\n"
          + keaClass(
              "ironwake-ipxe",
              "option[77].hex == 'iPXE' or substring(option[77].hex, 1, 4) == 'iPXE'",
              facts.script(),
              facts,
              false)
          + Firmware.ALL.stream()
              .map(
                  each ->
                      ",\n"
                          + keaClass(
                              "ironwake-" + each.tag(),
                              "not member('ironwake-ipxe') and "
                                  + codes(each, "option[93].hex == 0x%04x", " or "),
                              each.bootFile(facts),
                              facts,
                              each.http()))
              .collect(Collectors.joining())
          + "\n]\n";
    }
  },
  ISC_DHCPD("isc-dhcpd", "ISC dhcpd") {
    @Override
    String text(SnippetFacts facts) {
      return facts.heading(
              title(),
              "Put it into dhcpd.conf; to limit it to one subnet, move all but the first line into that subnet's braces.")
          + "option ironwake-arch code 93 = unsigned integer 16;\n"
          + "next-server "
          + facts.tftp()
          + ";\n"
          + "if option user-class = \"iPXE\" or substring(option user-class, 1, 4) = \"iPXE\" {\n"
          + "  filename \""
          + facts.script()
          + "\";\n}"
          + Firmware.ALL.stream().map(each -> iscBranch(each, facts)).collect(Collectors.joining())
          + "\n";
    }
  },
  DNSMASQ("dnsmasq", "dnsmasq") {
    @Override
    String text(SnippetFacts facts) {
      return facts.heading(title(), "Put it into a file of /etc/dnsmasq.d/.")
          + "dhcp-userclass=set:ironwake-ipxe,iPXE\n"
          + Firmware.ALL.stream().map(Snippet::dnsmasqMatch).collect(Collectors.joining())
          + "dhcp-boot=tag:ironwake-ipxe,"
          + facts.script()
          + ",,"
          + facts.tftp()
          + "\n"
          + Firmware.ALL.stream()
              .map(
                  each ->
                      "dhcp-boot=tag:!ironwake-ipxe,tag:ironwake-"
                          + each.tag()
                          + ","
                          + each.bootFile(facts)
                          + ",,"
                          + facts.tftp()
                          + "\n")
              .collect(Collectors.joining())
          + "# UEFI HTTP Boot takes an answer only with its own class echoed.\n"
          + Firmware.ALL.stream()
              .filter(Firmware::http)
              .map(
                  each ->
                      "dhcp-option-force=tag:!ironwake-ipxe,tag:ironwake-"
                          + each.tag()
                          + ",option:vendor-class,HTTPClient\n")
              .collect(Collectors.joining());
    }
  },
  MIKROTIK("mikrotik", "MikroTik RouterOS 7") {
    @Override
    String text(SnippetFacts facts) {
      return facts.heading(
              title(),
              "Paste into a terminal; needs a RouterOS whose matchers take an option-set. Replace dhcp1 by your server's name.")
          + "/ip dhcp-server network set [find address="
          + facts.network()
          + "] next-server="
          + facts.tftp()
          + "\n"
          + routerOs(
              "ironwake-ipxe",
              facts.script(),
              false,
              "code=77 value=\"iPXE\" matching-type=substring")
          + Firmware.ALL.stream()
              .map(
                  each ->
                      routerOs(
                          "ironwake-" + each.tag(),
                          each.bootFile(facts),
                          each.http(),
                          each.codes().stream()
                              .map(
                                  code ->
                                      "code=60 value=\""
                                          + each.vendorClass(code)
                                          + "\" matching-type=substring")
                              .toArray(String[]::new)))
              .collect(Collectors.joining());
    }
  },
  WINDOWS("windows", "Windows Server DHCP") {
    @Override
    String text(SnippetFacts facts) {
      return facts.heading(title(), "Run as administrator in PowerShell on the DHCP server.")
          + "$scope = '"
          + facts.network().network()
          + "'\n"
          + "if (-not (Get-DhcpServerv4OptionDefinition -OptionId 60 -ErrorAction SilentlyContinue)) {\n"
          + "  Add-DhcpServerv4OptionDefinition -OptionId 60 -Name 'Class Id' -Type String\n}\n"
          + "Add-DhcpServerv4Class -Type User -Name 'iPXE' -Data 'iPXE'\n"
          + windowsPolicy("Ironwake iPXE", "-UserClass EQ,'iPXE'", facts.script(), facts, false)
          + Firmware.ALL.stream()
              .map(
                  each ->
                      windowsClasses(each)
                          + windowsPolicy(
                              "Ironwake " + each.title(),
                              "-VendorClass EQ,"
                                  + each.codes().stream()
                                      .map(code -> "'Ironwake " + each.vendorClass(code) + "*'")
                                      .collect(Collectors.joining(",")),
                              each.bootFile(facts),
                              facts,
                              each.http()))
              .collect(Collectors.joining());
    }
  };

  private final String word;
  private final String title;

  Snippet(String word, String title) {
    this.word = word;
    this.title = title;
  }

  /** For paths: {@code isc-dhcpd}. */
  String word() {
    return word;
  }

  /** For people. */
  String title() {
    return title;
  }

  /** The configuration, with comments that say where it goes. */
  abstract String text(SnippetFacts facts);

  static Optional<Snippet> named(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  private static String codes(Firmware firmware, String format, String between) {
    List<String> all = firmware.codes().stream().map(format::formatted).toList();
    return all.size() == 1 ? all.getFirst() : "(" + String.join(between, all) + ")";
  }

  private static String keaClass(
      String name, String test, String file, SnippetFacts facts, boolean http) {
    return "  {\n    \"name\": \""
        + name
        + "\",\n    \"test\": \""
        + test
        + "\",\n    \"next-server\": \""
        + facts.tftp()
        + "\",\n    \"boot-file-name\": \""
        + file
        + "\",\n    \"option-data\": [\n"
        + (http
            ? "      { \"name\": \"vendor-class-identifier\", \"data\": \"HTTPClient\", \"always-send\": true },\n"
            : "")
        + "      { \"name\": \"boot-file-name\", \"data\": \""
        + file
        + "\", \"always-send\": true }\n    ]\n  }";
  }

  private static String iscBranch(Firmware firmware, SnippetFacts facts) {
    return " elsif "
        + codes(firmware, "option ironwake-arch = %d", " or ").replaceAll("^\\(|\\)$", "")
        + " {\n"
        + (firmware.http() ? "  option vendor-class-identifier \"HTTPClient\";\n" : "")
        + "  filename \""
        + firmware.bootFile(facts)
        + "\";\n}";
  }

  private static String dnsmasqMatch(Firmware firmware) {
    return firmware.codes().stream()
        .map(
            code ->
                "dhcp-match=set:ironwake-" + firmware.tag() + ",option:client-arch," + code + "\n")
        .collect(Collectors.joining());
  }

  private static String routerOs(String name, String file, boolean http, String... conditions) {
    StringBuilder lines = new StringBuilder();
    String options = name + "-file";
    lines.append(
        "/ip dhcp-server option add name=%s-file code=67 value=\"'%s'\" force=yes\n"
            .formatted(name, file));
    if (http) {
      lines.append(
          "/ip dhcp-server option add name=%s-class code=60 value=\"'HTTPClient'\" force=yes\n"
              .formatted(name));
      options += "," + name + "-class";
    }
    lines.append("/ip dhcp-server option sets add name=%s options=%s\n".formatted(name, options));
    for (int at = 0; at < conditions.length; at++) {
      lines.append(
          "/ip dhcp-server matcher add name=%s-%d server=dhcp1 option-set=%s %s\n"
              .formatted(name, at, name, conditions[at]));
    }
    return lines.toString();
  }

  private static String windowsClasses(Firmware firmware) {
    return firmware.codes().stream()
        .map(firmware::vendorClass)
        .map(
            each ->
                "Add-DhcpServerv4Class -Type Vendor -Name 'Ironwake %s' -Data '%s'\n"
                    .formatted(each, each))
        .collect(Collectors.joining());
  }

  private static String windowsPolicy(
      String name, String condition, String file, SnippetFacts facts, boolean http) {
    String set =
        "Set-DhcpServerv4OptionValue -ScopeId $scope -PolicyName '%s' -OptionId %d -Value '%s'\n";
    return "Add-DhcpServerv4Policy -ScopeId $scope -Name '%s' -Condition OR %s\n"
            .formatted(name, condition)
        + (http ? set.formatted(name, 60, "HTTPClient") : set.formatted(name, 66, facts.tftp()))
        + set.formatted(name, 67, file);
  }
}
