package io.ironwake.ui;

import io.ironwake.journal.Audit;
import io.ironwake.journal.BootEvents;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What happened to a machine, by whom and at which door, in one list. */
@ApplicationScoped
class Timeline {
  private static final int SHOWN = 200;

  private final Audit audit;
  private final BootEvents events;
  private final Transactions transactions;

  Timeline(Audit audit, BootEvents events, Transactions transactions) {
    this.audit = audit;
    this.events = events;
    this.transactions = transactions;
  }

  /** The newest entries, newest first. */
  List<TimelineEntry> of(UUID machine) {
    Stream<TimelineEntry> changes =
        transactions.call(() -> audit.newestOfMachine(machine, SHOWN)).stream()
            .map(TimelineEntry::of);
    Stream<TimelineEntry> boots =
        events.ofMachine(machine, 0, SHOWN).stream().map(TimelineEntry::of);
    return Stream.concat(changes, boots)
        .sorted(Comparator.comparing(TimelineEntry::at).reversed())
        .limit(SHOWN)
        .toList();
  }
}
