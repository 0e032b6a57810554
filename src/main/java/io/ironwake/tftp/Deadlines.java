package io.ironwake.tftp;

import java.util.Optional;
import java.util.PriorityQueue;

/**
 * When to look at which transfer next. A deadline moves away with every packet; its alarm stays and
 * is put off when it rings, so that a packet costs nothing here.
 */
final class Deadlines {
  private record Alarm(long at, Session session) {}

  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>((a, b) -> Long.signum(a.at() - b.at()));

  /** Sees to it that the session is looked at when its deadline comes. */
  void watch(Session session) {
    long deadline = session.transfer().deadline();
    if (session.alarm().isEmpty() || deadline - session.alarm().getAsLong() < 0) {
      session.alarmAt(deadline);
      alarms.add(new Alarm(deadline, session));
    }
  }

  /** Takes out a session whose deadline has come; {@link #watch} it again afterwards. */
  Optional<Session> due(long now) {
    while (!alarms.isEmpty() && alarms.peek().at() - now <= 0) {
      Alarm rung = alarms.remove();
      Session session = rung.session();
      if (session.ended()
          || session.alarm().isEmpty()
          || session.alarm().getAsLong() != rung.at()) {
        continue;
      }
      session.noAlarm();
      if (session.transfer().deadline() - now <= 0) {
        return Optional.of(session);
      }
      watch(session);
    }
    return Optional.empty();
  }
}
