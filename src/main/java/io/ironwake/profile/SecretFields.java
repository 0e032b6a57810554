package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides secrets in configuration values before they are shown. */
@Pure
public final class SecretFields {
  /** What stands where a secret was. */
  public static final String MASK = "********";

  private static final Pattern SECRET_NAME =
      Pattern.compile("token|password|passwd|passphrase|secret|credential|private-?key|psk");
  private static final Pattern BARE_FLAG = Pattern.compile("--?[a-z][a-z-]*");
  private static final Pattern ASSIGNED_FLAG =
      Pattern.compile("(--?[a-z][a-z-]*)=.*", Pattern.DOTALL);

  /**
   * Whole texts in which an operator may have written anything: files, units, answer files, inline
   * Ignition sources.
   */
  private static final List<String> BODIES =
      List.of(
          "template",
          "content",
          "contents",
          "text",
          "source",
          "preseed",
          "kickstart",
          "butane",
          "ignition");

  /** Sections in which any name may hold a secret. */
  private static final List<String> WHOLE =
      List.of("documents", "machine-config", "more-documents");

  private SecretFields() {}

  /**
   * A copy in which the value of every token, password and passphrase, the content of every file,
   * unit and answer file, and the value of every command-line flag that names a secret ({@code
   * --token=…}) is {@link #MASK}. Commands are shown as they are.
   */
  public static Map<String, Object> mask(Map<String, Object> values) {
    Map<String, Object> masked = new LinkedHashMap<>();
    values.forEach((key, value) -> masked.put(key, hides(key, value) ? MASK : inner(value)));
    return masked;
  }

  /** The texts and numbers behind every name of a secret, however deep. */
  public static Set<String> values(Map<?, ?> values) {
    Set<String> secrets = new HashSet<>();
    values.forEach((key, value) -> collect(value, isSecret(String.valueOf(key)), secrets));
    return secrets;
  }

  private static void collect(Object value, boolean secret, Set<String> secrets) {
    switch (value) {
      case Map<?, ?> map ->
          map.forEach(
              (key, inner) -> collect(inner, secret || isSecret(String.valueOf(key)), secrets));
      case List<?> list -> {
        Object before = "";
        for (Object each : list) {
          boolean flagged = before instanceof String flag && isSecretFlag(flag);
          collect(each, secret || flagged, secrets);
          before = each;
        }
      }
      case String text -> {
        Matcher assigned = ASSIGNED_FLAG.matcher(text);
        if (secret) {
          secrets.add(text);
        } else if (assigned.matches() && isSecretFlag(assigned.group(1))) {
          secrets.add(text.substring(text.indexOf('=') + 1));
        }
      }
      case Number number when secret -> secrets.add(number.toString());
      default -> {}
    }
  }

  static boolean isSecret(String name) {
    return SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT).replace('_', '-')).find();
  }

  private static boolean hides(String key, Object value) {
    return isSecret(key)
        || WHOLE.contains(key)
        || (BODIES.contains(key) && !(value instanceof Map));
  }

  @SuppressWarnings("unchecked")
  private static Object inner(Object value) {
    return switch (value) {
      case Map<?, ?> map -> mask((Map<String, Object>) map);
      case List<?> list -> list(list);
      case String text -> flag(text);
      default -> value;
    };
  }

  /** An entry after a bare flag is that flag's value: {@code --token} and then the token. */
  static List<Object> list(List<?> values) {
    List<Object> masked = new ArrayList<>();
    Object before = "";
    for (Object each : values) {
      boolean hidden =
          each instanceof String && before instanceof String flag && isSecretFlag(flag);
      masked.add(hidden ? MASK : inner(each));
      before = each;
    }
    return masked;
  }

  private static String flag(String text) {
    Matcher assigned = ASSIGNED_FLAG.matcher(text);
    return assigned.matches() && isSecretFlag(assigned.group(1))
        ? assigned.group(1) + "=" + MASK
        : text;
  }

  /**
   * k3s also takes its token as {@code -t}, and a password inside its {@code --datastore-endpoint}.
   */
  private static boolean isSecretFlag(String text) {
    return BARE_FLAG.matcher(text).matches()
        && (isSecret(text) || text.equals("-t") || text.endsWith("-endpoint"));
  }
}
