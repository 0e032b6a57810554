package io.ironwake.cluster;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What was decided of a cluster so far.
 *
 * @param formed whether it came into being: from then on nobody may found it a second time
 * @param members in their order
 */
@Pure
public record Roll(boolean formed, List<Member> members) {
  /** Nothing decided. */
  static final Roll EMPTY = new Roll(false, List.of());

  public Roll {
    members = members.stream().sorted(Comparator.comparingInt(Member::ordinal)).toList();
  }

  Optional<Member> of(UUID machine) {
    return members.stream().filter(each -> each.machine().equals(machine)).findFirst();
  }

  List<Member> voters() {
    return members.stream().filter(each -> each.role().votes()).toList();
  }

  List<Member> votersBut(UUID machine) {
    return voters().stream().filter(each -> !each.machine().equals(machine)).toList();
  }

  /** How many of so many must run. */
  static int majority(int voters) {
    return voters / 2 + 1;
  }

  /** With one more, or one changed. */
  Roll with(Member member) {
    List<Member> all = new ArrayList<>(members);
    all.removeIf(each -> each.machine().equals(member.machine()));
    all.add(member);
    return new Roll(formed, all);
  }

  int nextOrdinal() {
    return members.stream().mapToInt(Member::ordinal).max().orElse(-1) + 1;
  }

  /** Takes in which machines run that no install of ours made members. */
  Roll withAdopted(List<Candidate> candidates) {
    Roll now = this;
    for (Candidate each : candidates) {
      if (each.condition() == Candidate.Condition.ADOPTED && each.role().votes()) {
        Member member = now.of(each.machine()).orElse(each.asMember(now.nextOrdinal()));
        now = new Roll(true, now.with(member.proven()).members);
      }
    }
    return now;
  }

  /** Without members that are no longer of the cluster. */
  Roll remaining(List<Candidate> candidates) {
    return new Roll(
        formed,
        members.stream()
            .filter(
                member ->
                    candidates.stream()
                        .anyMatch(
                            each ->
                                each.machine().equals(member.machine())
                                    && each.role() == member.role()))
            .toList());
  }
}
