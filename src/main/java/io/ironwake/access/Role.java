package io.ironwake.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a caller may do; each role includes those before it. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Approves, changes machines. */
  OPERATOR,
  /** Everything, tokens included. */
  ADMIN;

  /** Its name in annotations, tables and answers, such as {@code viewer}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names of this role and of those it includes. */
  Set<String> included() {
    return Arrays.stream(values())
        .filter(each -> each.compareTo(this) <= 0)
        .map(Role::text)
        .collect(Collectors.toSet());
  }

  static Role parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}
