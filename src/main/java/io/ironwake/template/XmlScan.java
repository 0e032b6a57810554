package io.ironwake.template;

import io.ironwake.net.Pure;
import java.util.Map;

/** Follows an XML document as it grows. */
@Pure
final class XmlScan {
  private static final Map<String, String> SECTIONS =
      Map.of("<!--", "-->", "<![CDATA[", "]]>", "<?", "?>");

  private final StringBuilder out = new StringBuilder();
  private int at;
  private boolean tag;
  private char quote;
  private String close = "";

  void add(String text) {
    out.append(text);
  }

  String whole() {
    return out.toString();
  }

  /** Whether what follows is character data or an attribute's value. */
  boolean isData() {
    while (at < out.length()) {
      if (!close.isEmpty()) {
        int end = out.indexOf(close, at);
        if (end < 0) {
          at = Math.max(at, out.length() - close.length() + 1);
          return false;
        }
        at = end + close.length();
        close = "";
      } else {
        step();
      }
    }
    return close.isEmpty() && (!tag || quote != 0);
  }

  private void step() {
    if (!tag) {
      for (Map.Entry<String, String> section : SECTIONS.entrySet()) {
        if (startsWith(section.getKey())) {
          at += section.getKey().length();
          close = section.getValue();
          return;
        }
      }
    }
    char each = out.charAt(at++);
    if (quote != 0) {
      quote = each == quote ? 0 : quote;
    } else if (tag && (each == '"' || each == '\'')) {
      quote = each;
    } else if (each == '<' || each == '>') {
      tag = each == '<';
    }
  }

  private boolean startsWith(String opening) {
    int end = at + opening.length();
    return end <= out.length() && out.substring(at, end).equals(opening);
  }
}
