package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.regex.Pattern;

/** Single values that must have a certain form. */
@Pure
enum Form {
  LOCALE("[A-Za-z]{1,8}(?:_[A-Z]{2})?[A-Za-z0-9.@-]{0,32}", "en_US.UTF-8"),
  KEYMAP("[a-z]{2,12}(?:-[a-z0-9-]{1,20})?", "us"),
  ZONE("[A-Za-z0-9_+-]+(?:/[A-Za-z0-9_+-]+){0,2}", "Etc/UTC"),
  PACKAGE("[a-z0-9][a-z0-9+.-]+", "vim"),
  URL(
      "https?://[A-Za-z0-9.-]+(?::\\d{1,5})?(?:/[A-Za-z0-9._~/+-]*)?",
      "http://mirror.example.org/path"),
  RPM("-?@?\\^?[A-Za-z0-9][A-Za-z0-9+._-]*", "@core"),
  CONFIG_URL(
      "https?://[A-Za-z0-9.-]+(?::\\d{1,5})?/[A-Za-z0-9._~/+?=&%-]*",
      "https://api-int.example.org:22623/config/worker"),
  USER("[a-z_][a-z0-9_-]{0,31}", "admin"),
  ASSET("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}", "vmlinuz");

  private final Pattern form;
  private final String example;

  Form(String form, String example) {
    this.form = Pattern.compile(form);
    this.example = example;
  }

  /**
   * The value of a key.
   *
   * @throws ConfigException when it has not the form
   */
  String read(Fields config, String key, String usual) {
    return checked(config.at(key), config.line(key).orElse(usual));
  }

  /**
   * A value that must be there.
   *
   * @throws ConfigException when it is not, or has not the form
   */
  String required(Fields config, String key) {
    return checked(config.at(key), config.requiredLine(key));
  }

  List<String> list(Fields config, String key) {
    List<String> values = config.lines(key);
    for (int i = 0; i < values.size(); i++) {
      checked(config.at(key) + "[" + i + "]", values.get(i));
    }
    return values;
  }

  String checked(String path, String value) {
    if (!form.matcher(value).matches()) {
      throw new ConfigException(path, "must be of the form of " + example);
    }
    return value;
  }
}
