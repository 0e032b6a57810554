-- Reservations by other keys than the MAC: kind says which, identifier is its value; a MAC stays in its own column, so that a replica
-- of the version before still reads and writes those. Options at the levels that had none.
ALTER TABLE reservation
  MODIFY mac BINARY(6) NULL,
  ADD COLUMN kind TINYINT NOT NULL DEFAULT 0,
  ADD COLUMN identifier VARBINARY(255) NULL,
  ADD COLUMN options JSON NULL,
  ADD UNIQUE KEY reservation_identifier (subnet, kind, identifier);

ALTER TABLE pool ADD COLUMN options JSON NULL;

-- One row.
CREATE TABLE address_defaults (
  id      TINYINT NOT NULL PRIMARY KEY,
  options JSON    NOT NULL,
  version BIGINT  NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
