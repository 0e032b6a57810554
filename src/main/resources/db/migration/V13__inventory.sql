-- What inspectors found in a machine, newest and a few before it: HardwareFacts as JSON.
CREATE TABLE inventory (
  machine  BINARY(16)  NOT NULL,
  at       DATETIME(6) NOT NULL,
  document JSON        NOT NULL,
  PRIMARY KEY (machine, at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The part of the newest one that searches, selectors and findings use; null before the first.
ALTER TABLE machine
  ADD COLUMN hardware JSON NULL;

-- The token with which one Live boot of a machine reports its inventory: the latest boot's alone is good.
CREATE TABLE inspection (
  hash      BINARY(32)    NOT NULL PRIMARY KEY,
  machine   BINARY(16)    NOT NULL,
  mac       BINARY(6)     NOT NULL,
  address   VARBINARY(16) NOT NULL,
  served_at DATETIME(6)   NOT NULL,
  taken_at  DATETIME(6)   NULL,
  KEY inspection_machine (machine)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Hardware that is to arrive; machine is the one that turned up as it.
CREATE TABLE expected_hardware (
  id         BINARY(16)  NOT NULL PRIMARY KEY,
  name       VARCHAR(63) NOT NULL,
  spec       JSON        NOT NULL,
  machine    BINARY(16)  NULL,
  matched_at DATETIME(6) NULL,
  version    BIGINT      NOT NULL,
  UNIQUE KEY expected_hardware_name (name)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Since when something is wrong with a machine; what exactly is computed from the machines.
CREATE TABLE finding (
  machine BINARY(16)  NOT NULL,
  code    VARCHAR(48) NOT NULL,
  since   DATETIME(6) NOT NULL,
  PRIMARY KEY (machine, code)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
