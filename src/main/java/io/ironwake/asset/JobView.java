package io.ironwake.asset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A sync or import as operators see it.
 *
 * @param order what was asked for, in words
 * @param state queued, running, done or failed
 * @param release what it is about, once that is known
 * @param note what it does or waits for right now
 * @param reason why it failed, with the fix
 * @param bytes here so far
 * @param total of all files, once every size is known
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record JobView(
    String id,
    String order,
    String state,
    Optional<String> release,
    Optional<String> note,
    Optional<String> reason,
    String by,
    Instant ordered,
    Optional<Instant> ended,
    long bytes,
    OptionalLong total,
    List<File> files) {
  /** One of its files. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record File(String name, String state, long bytes, OptionalLong total) {}

  static JobView of(Job job) {
    List<File> files =
        job.progress().files().stream()
            .map(file -> new File(file.name(), lower(file.state()), file.bytes(), file.total()))
            .toList();
    boolean known = !files.isEmpty() && files.stream().allMatch(file -> file.total().isPresent());
    return new JobView(
        job.id(),
        job.text(),
        lower(job.standing().state()),
        job.release().map(Release::folder),
        given(job.progress().note()),
        given(job.standing().reason()),
        job.by(),
        job.ordered(),
        job.standing().ended(),
        files.stream().mapToLong(File::bytes).sum(),
        known
            ? OptionalLong.of(files.stream().mapToLong(file -> file.total().getAsLong()).sum())
            : OptionalLong.empty(),
        files);
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(any -> !any.isEmpty());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
