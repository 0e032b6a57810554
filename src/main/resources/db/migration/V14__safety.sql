-- guard: what must be true before a disk of the machine is wiped, as operators write it (GuardView).
-- quarantined_at: it asked to install again and again, and is handed no install until an operator releases it.
-- released_at: servings before it are not counted any more.
ALTER TABLE machine
  ADD COLUMN guard JSON NULL,
  ADD COLUMN quarantined_at DATETIME(6) NULL,
  ADD COLUMN quarantine_reason VARCHAR(512) NULL,
  ADD COLUMN released_at DATETIME(6) NULL;
