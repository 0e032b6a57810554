-- Ironwake's tables. Rules that hold for all of them:
--   keys are UUIDv7 made by the application, in BINARY(16): no sequences, no auto-increment (Galera);
--   addresses are VARBINARY(16), so that IPv6 needs no migration; MAC addresses are BINARY(6);
--   times are UTC and, for leases and deadlines, the database's own: use UTC_TIMESTAMP(6), never NOW();
--   text compares byte by byte, whatever the database's default: names differ by case;
--   ciphertext is AES-GCM under the key named by key_id; tokens are kept as SHA-256 only.

CREATE TABLE setting (
  name       VARCHAR(64)  NOT NULL PRIMARY KEY,
  value      TEXT         NOT NULL,
  updated_at DATETIME(6)  NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE secret (
  id         BINARY(16)   NOT NULL PRIMARY KEY,
  name       VARCHAR(128) NOT NULL,
  ciphertext BLOB         NOT NULL,
  key_id     VARCHAR(32)  NOT NULL,
  created_at DATETIME(6)  NOT NULL,
  UNIQUE KEY secret_name (name)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE api_token (
  id         BINARY(16)   NOT NULL PRIMARY KEY,
  name       VARCHAR(128) NOT NULL,
  role       VARCHAR(16)  NOT NULL,
  hash       BINARY(32)   NOT NULL,
  created_at DATETIME(6)  NOT NULL,
  expires_at DATETIME(6)  NULL,
  UNIQUE KEY api_token_name (name),
  UNIQUE KEY api_token_hash (hash)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row per running process. change_n numbers that replica's change_log rows and is locked only by its own writers.
CREATE TABLE replica (
  id         BINARY(16)   NOT NULL PRIMARY KEY,
  name       VARCHAR(128) NOT NULL,
  change_n   BIGINT       NOT NULL,
  started_at DATETIME(6)  NOT NULL,
  seen_at    DATETIME(6)  NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE change_log (
  replica    BINARY(16)   NOT NULL,
  n          BIGINT       NOT NULL,
  at         DATETIME(6)  NOT NULL,
  kind       VARCHAR(32)  NOT NULL,
  subject    BINARY(16)   NOT NULL,
  PRIMARY KEY (replica, n),
  KEY change_log_at (at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Every transition and every change an operator makes, written in the transaction that makes it; kept for ever.
CREATE TABLE audit (
  id         BINARY(16)   NOT NULL PRIMARY KEY,
  at         DATETIME(6)  NOT NULL,
  actor      VARCHAR(128) NOT NULL,
  action     VARCHAR(64)  NOT NULL,
  kind       VARCHAR(32)  NOT NULL,
  subject    BINARY(16)   NOT NULL,
  machine    BINARY(16)   NULL,
  detail     JSON         NOT NULL,
  KEY audit_machine (machine, id),
  KEY audit_subject (subject, id)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The flight recorder: batched, bounded, pruned, and lossy under pressure.
CREATE TABLE boot_event (
  id         BINARY(16)   NOT NULL PRIMARY KEY,
  at         DATETIME(6)  NOT NULL,
  machine    BINARY(16)   NULL,
  mac        BINARY(6)    NULL,
  boot       VARCHAR(32)  NULL,
  install    BINARY(16)   NULL,
  replica    BINARY(16)   NOT NULL,
  door       VARCHAR(16)  NOT NULL,
  kind       VARCHAR(48)  NOT NULL,
  detail     JSON         NOT NULL,
  KEY boot_event_machine (machine, id),
  KEY boot_event_mac (mac, id),
  KEY boot_event_at (at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE profile (
  id         BINARY(16)   NOT NULL PRIMARY KEY,
  name       VARCHAR(63)  NOT NULL,
  os         VARCHAR(16)  NOT NULL,
  os_version VARCHAR(64)  NOT NULL,
  arch       VARCHAR(16)  NOT NULL,
  effect     VARCHAR(16)  NOT NULL,
  ciphertext MEDIUMBLOB   NOT NULL,
  key_id     VARCHAR(32)  NOT NULL,
  version    BIGINT       NOT NULL,
  created_at DATETIME(6)  NOT NULL,
  updated_at DATETIME(6)  NOT NULL,
  UNIQUE KEY profile_name (name)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE `group` (
  id         BINARY(16)   NOT NULL PRIMARY KEY,
  name       VARCHAR(63)  NOT NULL,
  selector   JSON         NOT NULL,
  profile    BINARY(16)   NULL,
  variables  JSON         NOT NULL,
  version    BIGINT       NOT NULL,
  UNIQUE KEY group_name (name)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- state names the lifecycle state and state_data carries what belongs to it; deadline is when a sweep must look again.
CREATE TABLE machine (
  id          BINARY(16)   NOT NULL PRIMARY KEY,
  name        VARCHAR(63)  NOT NULL,
  state       VARCHAR(16)  NOT NULL,
  state_data  JSON         NOT NULL,
  deadline    DATETIME(6)  NULL,
  profile     BINARY(16)   NULL,
  arguments   JSON         NOT NULL,
  disk        VARCHAR(255) NULL,
  labels      JSON         NOT NULL,
  locked      BOOLEAN      NOT NULL,
  live        BINARY(16)   NULL,
  live_once   BOOLEAN      NOT NULL,
  smbios_uuid BINARY(16)   NULL,
  serial      VARCHAR(128) NULL,
  installs    INT          NOT NULL,
  version     BIGINT       NOT NULL,
  created_at  DATETIME(6)  NOT NULL,
  updated_at  DATETIME(6)  NOT NULL,
  UNIQUE KEY machine_name (name),
  KEY machine_state (state, name),
  KEY machine_deadline (deadline),
  KEY machine_smbios (smbios_uuid)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- proposed names the known machine whose SMBIOS uuid this unknown NIC presented; an operator confirms the join.
CREATE TABLE interface (
  mac        BINARY(6)    NOT NULL PRIMARY KEY,
  machine    BINARY(16)   NOT NULL,
  proposed   BINARY(16)   NULL,
  created_at DATETIME(6)  NOT NULL,
  KEY interface_machine (machine)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One approval, frozen: what was approved is what is served.
CREATE TABLE install (
  id           BINARY(16)   NOT NULL PRIMARY KEY,
  machine      BINARY(16)   NOT NULL,
  number       INT          NOT NULL,
  profile      VARCHAR(63)  NOT NULL,
  profile_hash BINARY(32)   NOT NULL,
  completion   VARCHAR(32)  NOT NULL,
  arguments    TEXT         NOT NULL,
  disk         VARCHAR(255) NULL,
  assets       JSON         NOT NULL,
  frozen       MEDIUMBLOB   NOT NULL,
  key_id       VARCHAR(32)  NOT NULL,
  report_hash  BINARY(32)   NOT NULL,
  approved_by  VARCHAR(128) NOT NULL,
  approved_at  DATETIME(6)  NOT NULL,
  expires_at   DATETIME(6)  NOT NULL,
  ended_at     DATETIME(6)  NULL,
  outcome      VARCHAR(16)  NULL,
  reason       VARCHAR(512) NULL,
  UNIQUE KEY install_number (machine, number),
  UNIQUE KEY install_report (report_hash)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One serving of an install. nonce_hash makes the serving unique per boot nonce.
CREATE TABLE attempt (
  id          BINARY(16)    NOT NULL PRIMARY KEY,
  install     BINARY(16)    NOT NULL,
  number      INT           NOT NULL,
  nonce_hash  BINARY(32)    NOT NULL,
  address     VARBINARY(16) NOT NULL,
  config_hash BINARY(32)    NOT NULL,
  served_at   DATETIME(6)   NOT NULL,
  config_at   DATETIME(6)   NULL,
  UNIQUE KEY attempt_number (install, number),
  UNIQUE KEY attempt_nonce (nonce_hash),
  UNIQUE KEY attempt_config (config_hash)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What was rendered when the script was served, so that it can be served whatever happens after.
CREATE TABLE document (
  attempt      BINARY(16)  NOT NULL,
  name         VARCHAR(64) NOT NULL,
  content_type VARCHAR(64) NOT NULL,
  ciphertext   MEDIUMBLOB  NOT NULL,
  key_id       VARCHAR(32) NOT NULL,
  PRIMARY KEY (attempt, name)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE subnet (
  id      BINARY(16)  NOT NULL PRIMARY KEY,
  name    VARCHAR(63) NOT NULL,
  cidr    VARCHAR(18) NOT NULL,
  spec    JSON        NOT NULL,
  version BIGINT      NOT NULL,
  UNIQUE KEY subnet_name (name)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE pool (
  id     BINARY(16)    NOT NULL PRIMARY KEY,
  subnet BINARY(16)    NOT NULL,
  first  VARBINARY(16) NOT NULL,
  last   VARBINARY(16) NOT NULL,
  UNIQUE KEY pool_first (subnet, first)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE reservation (
  id       BINARY(16)    NOT NULL PRIMARY KEY,
  subnet   BINARY(16)    NOT NULL,
  mac      BINARY(6)     NOT NULL,
  address  VARBINARY(16) NOT NULL,
  hostname VARCHAR(63)   NULL,
  version  BIGINT        NOT NULL,
  UNIQUE KEY reservation_mac (subnet, mac),
  UNIQUE KEY reservation_address (subnet, address)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- The one unique key is the primary key: a second would make the group upsert touch the client's old row instead.
-- client is htype followed by chaddr. The upsert assigns left to right, so it names client first.
CREATE TABLE lease (
  subnet     BINARY(16)     NOT NULL,
  address    VARBINARY(16)  NOT NULL,
  client     VARBINARY(32)  NOT NULL,
  client_id  VARBINARY(255) NULL,
  hostname   VARCHAR(255)   NULL,
  state      TINYINT        NOT NULL,
  starts_at  DATETIME(6)    NOT NULL,
  expires_at DATETIME(6)    NOT NULL,
  PRIMARY KEY (subnet, address),
  KEY lease_client (subnet, client),
  KEY lease_expires (expires_at)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
