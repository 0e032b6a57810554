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
   * A reply and its type.
   *
   * @param padded false for clients that cannot bear padding
   */
  record Reply(DhcpMessage message, MessageType type, boolean padded) {}

  static Answer silent(String outcome, String reason) {
    return new Answer(Optional.empty(), outcome, Optional.empty(), reason);
  }

  static Answer reply(
      ReplyDraft draft, MessageType type, Optional<BootDecision> decision, String reason) {
    String outcome = type.name().toLowerCase(Locale.ROOT);
    return new Answer(Optional.of(new Reply(draft.build(), type, draft.isPadded())), outcome, decision, reason);
  }
}
