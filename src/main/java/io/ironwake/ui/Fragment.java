package io.ironwake.ui;

import jakarta.ws.rs.core.Response;

/**
 * A piece of a page that is asked for every two seconds. It carries a mark of its content, which
 * the browser repeats: when nothing has changed the answer is 204, and the page keeps its focus and
 * selection.
 */
record Fragment(String content) {
  private String mark() {
    return Integer.toHexString(content.hashCode());
  }

  /** The content with its mark. */
  String html() {
    return content + "<input type=\"hidden\" name=\"seen\" value=\"" + mark() + "\">";
  }

  /** The answer to a browser that has seen {@code mark}. */
  Response unless(String seen) {
    return mark().equals(seen) ? Response.noContent().build() : Response.ok(html()).build();
  }
}
