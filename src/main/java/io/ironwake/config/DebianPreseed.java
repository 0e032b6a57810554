package io.ironwake.config;

import io.ironwake.net.Pure;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The preseed file: our defaults, the operator's answers over them, and what only we answer. */
@Pure
final class DebianPreseed {
  /** Answers that make the installer ask nobody; the operator's come after them. */
  private static final String DEFAULTS =
      """
      d-i clock-setup/utc boolean true
      d-i clock-setup/ntp boolean true
      d-i passwd/root-login boolean true
      d-i passwd/make-user boolean false
      d-i partman-auto/method string regular
      d-i partman-auto/choose_recipe select atomic
      d-i partman-auto-lvm/guided_size string max
      d-i partman-lvm/device_remove_lvm boolean true
      d-i partman-md/device_remove_md boolean true
      d-i partman-lvm/confirm boolean true
      d-i partman-lvm/confirm_nooverwrite boolean true
      d-i partman-partitioning/confirm_write_new_label boolean true
      d-i partman/choose_partition select finish
      d-i partman/confirm boolean true
      d-i partman/confirm_nooverwrite boolean true
      d-i apt-setup/cdrom/set-first boolean false
      tasksel tasksel/first multiselect standard
      popularity-contest popularity-contest/participate boolean false
      d-i grub-installer/only_debian boolean true
      d-i grub-installer/with_other_os boolean true
      d-i finish-install/reboot_in_progress note
      """;

  private final Fields config;
  private final FrozenText.Builder text = new FrozenText.Builder();

  private DebianPreseed(Fields config) {
    this.config = config;
  }

  /**
   * @param disk the machine's
   * @param fill puts the placeholders of an operator's text in
   */
  static FrozenText write(Fields config, Login login, String disk, UnaryOperator<FrozenText> fill) {
    return new DebianPreseed(config).write(login, disk, fill);
  }

  private FrozenText write(Login login, String disk, UnaryOperator<FrozenText> fill) {
    answer("debian-installer/locale string", Form.LOCALE.read(config, "locale", "en_US.UTF-8"));
    answer("keyboard-configuration/xkb-keymap select", Form.KEYMAP.read(config, "keymap", "us"));
    answer("time/zone string", Form.ZONE.read(config, "timezone", "Etc/UTC"));
    mirror();
    text.append(DEFAULTS);
    answer("passwd/root-password-crypted password", login.crypted());
    List<String> packages = new ArrayList<>(List.of("openssh-server", "curl"));
    packages.addAll(Form.PACKAGE.list(config, "packages"));
    answer("pkgsel/include string", String.join(" ", packages));
    config
        .text("preseed")
        .map(it -> FrozenText.of(PreseedText.check(config.at("preseed"), it)))
        .ifPresent(it -> text.append(fill.apply(it)).append("\n"));
    answer("partman-auto/disk string", disk);
    answer("grub-installer/bootdev string", disk);
    text.append(DebianScripts.command("preseed/early_command", "early.sh"))
        .append(DebianScripts.command("partman/early_command", "partman.sh"))
        .append(DebianScripts.command("preseed/late_command", "late.sh"));
    return text.build();
  }

  private void mirror() {
    URI mirror = URI.create(Form.URL.read(config, "mirror", "http://deb.debian.org/debian"));
    String scheme = mirror.getScheme();
    String folder = mirror.getPath().isEmpty() ? "/" : mirror.getPath();
    answer("mirror/country string", "manual");
    answer("mirror/protocol string", scheme);
    answer("mirror/" + scheme + "/hostname string", mirror.getAuthority());
    answer("mirror/" + scheme + "/directory string", folder);
    Optional<String> proxy = config.line("proxy").map(it -> Form.URL.read(config, "proxy", it));
    answer("mirror/" + scheme + "/proxy string", proxy.orElse(""));
  }

  private void answer(String question, String value) {
    text.append("d-i " + question + (value.isEmpty() ? "" : " " + value) + "\n");
  }
}
