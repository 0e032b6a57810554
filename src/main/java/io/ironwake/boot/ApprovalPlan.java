package io.ironwake.boot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What an approval wipes, for whoever says yes to it.
 *
 * @param version the machine's, after the approval, or now in a dry run
 * @param disk the disk that is overwritten
 * @param was what runs from it as far as Ironwake knows
 * @param becomes what is installed
 * @param guard what must be true of disk and machine, in words
 * @param warnings what the operator should know before, in sentences
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ApprovalPlan(
    UUID id,
    String name,
    String state,
    long version,
    Optional<UUID> smbiosUuid,
    Optional<String> serial,
    Optional<String> disk,
    String was,
    String becomes,
    List<String> guard,
    List<String> warnings) {}
