package io.ironwake.ui;

import io.ironwake.hardware.Finding;
import java.util.Locale;

/** A finding in the words of the page. */
public record FindingLine(String severity, String text, String fix) {
  static FindingLine of(Finding finding) {
    return new FindingLine(
        finding.severity().name().toLowerCase(Locale.ROOT), finding.text(), finding.fix());
  }
}
