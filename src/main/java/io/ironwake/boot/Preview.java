package io.ironwake.boot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a machine would get, beside what it last got. Secrets and tokens are masked.
 *
 * @param profileOrigin who names the profile, such as {@code group storage}
 * @param compared the install that {@code last} is of
 * @param line the kernel's arguments
 * @param script what iPXE would be told
 * @param documents in the order of the writer; empty when it cannot be rendered
 * @param findings errors, with which it cannot be approved, and warnings
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Preview(
    String machine,
    String profile,
    String profileOrigin,
    Optional<Compared> compared,
    Optional<String> kernel,
    List<String> initrds,
    Optional<Text> line,
    Optional<Text> script,
    List<Text> documents,
    List<Finding> findings) {

  /** The last install. */
  public record Compared(int install, String profile, Instant approved) {}

  /**
   * One text.
   *
   * @param last what it was in the last install
   * @param diff from there to here; empty when both are shown the same
   * @param secretsDiffer whether they differ in what is masked
   */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Text(
      String name,
      String contentType,
      String text,
      Optional<String> last,
      String diff,
      boolean secretsDiffer) {}

  /**
   * Something to know before approving.
   *
   * @param severity {@code error} or {@code warning}
   */
  public record Finding(String severity, String message) {
    static Finding error(String message) {
      return new Finding("error", message);
    }

    static Finding warning(String message) {
      return new Finding("warning", message);
    }
  }
}
