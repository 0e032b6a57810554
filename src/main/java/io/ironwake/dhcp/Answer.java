package io.ironwake.dhcp;

import io.ironwake.boot.BootDecision;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.MessageType;
import java.util.Locale;
import java.util.Optional;

/**
 * What a request gets, and why.
 *
 * @param reply what to send; empty for silence
 * @param outcome one lower-case word for metrics: the reply's type, or what silence means
 * @param decision the gate's decision, when it was asked
 * @param reason one sentence for the log
 */
record Answer(
    Optional<Reply> reply, String outcome, Optional<BootDecision> decision, String reason) {
  /**
   * A reply.
   *
   * @param padded false for clients that cannot bear padding
   */
  record Reply(DhcpMessage message, boolean padded) {}

  static Answer silent(String outcome, String reason) {
    return new Answer(Optional.empty(), outcome, Optional.empty(), reason);
  }

  static Answer reply(
      ReplyDraft draft, MessageType type, Optional<BootDecision> decision, String reason) {
    return made(draft, type.name().toLowerCase(Locale.ROOT), decision, reason);
  }

  static Answer bootReply(ReplyDraft draft, Optional<BootDecision> decision, String reason) {
    return made(draft, "bootreply", decision, reason);
  }

  private static Answer made(
      ReplyDraft draft, String outcome, Optional<BootDecision> decision, String reason) {
    return new Answer(
        Optional.of(new Reply(draft.build(), draft.isPadded())), outcome, decision, reason);
  }
}
